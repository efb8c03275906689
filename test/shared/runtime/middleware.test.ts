import middy from '@middy/core';
import { afterEach, expect, it, vi } from 'vitest';
import { createContext } from '../../../local/lambda-context.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { createCounter } from '../../../shared/runtime/metrics.ts';
import { observe } from '../../../shared/runtime/middleware.ts';

afterEach(() => vi.restoreAllMocks());

// Powertools' own methods give the object itself, which middy would take for the answer: no message would ever go back.
it("leaves the handler's answer alone when metrics are written as in Lambda", async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const counter = createCounter('sync', 'test');
  const handler = middy()
    .use(observe(createLog('sync', 'test'), counter))
    .handler(async () => {
      counter.add('RunFinished', 1);
      return { batchItemFailures: [{ itemIdentifier: 'one' }] };
    });
  expect(await handler({}, createContext('sync'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }] });
  expect(written.mock.calls.flat().join()).toContain('"RunFinished":1');
});

it('lets what a handler throws go on being thrown when metrics are written as in Lambda', async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const handler = middy()
    .use(observe(createLog('sync', 'test'), createCounter('sync', 'test')))
    .handler(async () => {
      throw new Error('broken');
    });
  await expect(handler({}, createContext('sync'))).rejects.toThrow('broken');
});
