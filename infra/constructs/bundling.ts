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
 * The SDK imports some of Node's own modules only when it needs them. In a CommonJS file that makes Node build an ES module
 * of each, and of `node:http` with all that it can export, `fetch` too: 20 ms. Without it esbuild writes `require`.
 */
export const SUPPORTED: Readonly<Record<string, boolean>> = { 'dynamic-import': false };

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
    ...Object.fromEntries(Object.entries(SUPPORTED).map(([feature, is]) => [`--supported:${feature}`, String(is)])),
  },
  logLevel: LogLevel.WARNING,
};
