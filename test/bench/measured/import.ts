import { pathToFileURL } from 'node:url';
import { answerParent } from '../answer-parent.ts';

/** Milliseconds that importing this file takes, in a process that has imported nothing like it. */
answerParent(async ({ file }: { readonly file: string }): Promise<number> => {
  const begun = performance.now();
  await import(pathToFileURL(file).href);
  return performance.now() - begun;
});
