import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * Ways to find credentials on a laptop or a virtual machine, which the SDK loads only where it looks for them: Lambda puts
 * a function's credentials into its environment, and that is where the SDK looks first. A fifth of each bundle.
 */
const NEVER_LOADED_IN_LAMBDA = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/nested-clients',
  '@smithy/credential-provider-imds',
];

/**
 * What esbuild is told of the runtime. Where dynamic import is not supported it writes `require`. The SDK imports some of
 * Node's own modules only when it needs them, and in a CommonJS file Node makes an ES module of each: of `node:http` with
 * all that it can export, `fetch` too, which takes 20 ms.
 */
export const ESBUILD_SUPPORTED: Readonly<Record<string, boolean>> = { 'dynamic-import': false };

/**
 * One file per function with everything in it, the SDK too: it is the version that was tested, and loads faster than the
 * runtime's own. CommonJS, because an ES module that imports `node:http` makes Node load the whole of `fetch`, which
 * nothing here uses: a fifth of a cold start. esbuild comes from the lock file: no Docker, no network.
 */
export const BUNDLING: BundlingOptions = {
  format: OutputFormat.CJS,
  mainFields: ['module', 'main'],
  externalModules: NEVER_LOADED_IN_LAMBDA,
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  esbuildArgs: {
    '--legal-comments': 'none',
    ...Object.fromEntries(
      Object.entries(ESBUILD_SUPPORTED).map(([feature, is]) => [`--supported:${feature}`, String(is)]),
    ),
  },
  logLevel: LogLevel.WARNING,
};
