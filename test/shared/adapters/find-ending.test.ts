import { describe, expect, it } from 'vitest';
import { findEnding } from '../../../shared/adapters/http/find-ending.ts';
import { createRequester } from '../../../shared/adapters/http/pace-requests.ts';
import type { SendRequest } from '../../../shared/adapters/http/send-request.ts';
import { NoAnswerError } from '../../../shared/adapters/http/send-request.ts';

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: '' });

describe('the end of an API', () => {
  it.each([
    ['a date of deprecation', answer(200, { deprecation: '@1796083200' }), 'deprecated'],
    ['the older draft', answer(200, { deprecation: 'true' }), 'deprecated'],
    ['no deprecation', answer(200, { deprecation: 'false' }), undefined],
    ['a date of sunset', answer(200, { sunset: 'Sat, 31 Jul 2027 23:59:59 GMT' }), 'sunset'],
    ['both', answer(404, { deprecation: 'true', sunset: 'Sat, 31 Jul 2027 23:59:59 GMT' }), 'sunset'],
    ['410', answer(410), 'gone'],
    ['301', new NoAnswerError('REDIRECT', 301), 'moved'],
    ['308', new NoAnswerError('REDIRECT', 308), 'moved'],
    ['302', new NoAnswerError('REDIRECT', 302), undefined],
    ['no answer', new NoAnswerError('TIMEOUT'), undefined],
    ['an ordinary answer', answer(200), undefined],
    ['an ordinary failure', answer(503), undefined],
  ])('%s', (_name, given, expected) => {
    expect(findEnding(given)).toBe(expected);
  });

  it('is told once of each sign, however many answers carry it', async () => {
    const told: string[] = [];
    const answers = [answer(200, { sunset: 'x' }), answer(200, { sunset: 'x' }), answer(410), answer(200)];
    const send: SendRequest = async () => {
      const next = answers.shift();
      if (next === undefined) throw new NoAnswerError('REDIRECT', 301);
      return next;
    };
    const onEnding = (ending: string) => told.push(ending);
    const requester = createRequester({ retryBudgetMs: 0, limits: { timeoutMs: 1, maxBytes: 1 }, send, onEnding });
    for (let n = 0; n < 6; n += 1) await requester.send({ method: 'GET', url: 'http://127.0.0.1', headers: {} });
    expect(told).toEqual(['sunset', 'gone', 'moved']);
  });
});
