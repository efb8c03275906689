import { createRequire } from 'node:module';
import { answerParent } from '../answer-parent.ts';

/**
 * Milliseconds that loading this file takes, in a process that has loaded nothing like it. By `require`, as Lambda loads
 * a CommonJS file (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, src/UserFunction.js).
 */
answerParent(async ({ file }: { readonly file: string }): Promise<number> => {
  const require = createRequire(import.meta.url);
  const begun = performance.now();
  require(file);
  return performance.now() - begun;
});
