import pThrottle from 'p-throttle';
import type { HttpAnswer, HttpLimits, HttpRequest } from './send-request.ts';
import { NoAnswerError, sendRequest } from './send-request.ts';

/** How many requests may start in any second and in any minute. */
export interface Pacing {
  readonly perSecond: number;
  readonly perMinute: number;
}

export interface PaceOptions {
  /** No pacing where left out (benchmarks, the embedded run). */
  readonly pacing?: Pacing | undefined;
  /** How long all waiting after failures may take together. */
  readonly retryBudgetMs: number;
  readonly limits: HttpLimits;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
}

/** Requests of one credential: counted, paced, and held back where the other side says so. */
export interface Requester {
  /** The answer, whatever its status; `NoAnswerError` as a value, so that callers decide in one place. */
  send(request: HttpRequest): Promise<HttpAnswer | NoAnswerError>;
  /** Waits before another try; false, at once, where the budget does not allow it. */
  backOff(attempt: number, failed: HttpAnswer | NoAnswerError): Promise<boolean>;
  /** Seconds that the other side asks to wait, where it does. */
  retryAfterSeconds(failed: HttpAnswer | NoAnswerError): number | undefined;
  count(): number;
}

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;
/** A reset beyond this is a point in time (Unix seconds), not a number of seconds. */
const EPOCH_SECONDS = 1_000_000_000;

const realSleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Seconds from now, of `Retry-After` (seconds or a date) or a rate header's reset. */
function secondsFrom(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  if (Number.isFinite(number)) {
    return Math.max(0, number > EPOCH_SECONDS ? number - nowMs / 1_000 : number);
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMs) / 1_000);
}

function waitOf(answer: HttpAnswer, nowMs: number): number | undefined {
  const { headers } = answer;
  const asked = secondsFrom(headers['retry-after'], nowMs);
  if (asked !== undefined) return asked;
  return headers['x-ratelimit-remaining'] === '0'
    ? secondsFrom(String(headers['x-ratelimit-reset'] ?? ''), nowMs)
    : undefined;
}

/** Longer than the second that a limit speaks of: a request may take longer to arrive than those that start after it. */
const SECOND_MS = 1_025;
/** Between two starts, so that a second's requests do not come all at once. */
const GAP_MS = 15;

function throttle(pacing: Pacing | undefined, start: () => Promise<void>): () => Promise<void> {
  if (pacing === undefined) return start;
  // What is beyond a minute's limit is spread evenly; within a second the window slides, for which p-throttle wants weights.
  const perMinute = pThrottle({ limit: pacing.perMinute, interval: 60_000, strict: true })(start);
  const second = { limit: pacing.perSecond, interval: SECOND_MS, strict: true, weight: () => 1 };
  const perSecond = pThrottle(second)(perMinute);
  return pThrottle({ limit: 1, interval: GAP_MS, strict: true })(perSecond);
}

export function createRequester(options: PaceOptions): Requester {
  const { sleep = realSleep, random = Math.random, now = Date.now } = options;
  let count = 0;
  let waited = 0;
  let heldUntil = 0;
  const holdBack = async () => {
    const wait = heldUntil - now();
    if (wait > 0) await sleep(wait);
  };
  const start = throttle(options.pacing, holdBack);
  const retryAfterSeconds = (failed: HttpAnswer | NoAnswerError) =>
    failed instanceof NoAnswerError ? undefined : waitOf(failed, now());

  return {
    count: () => count,
    retryAfterSeconds,
    async send(request) {
      await start();
      count += 1;
      try {
        const answer = await sendRequest(request, options.limits);
        const wait = answer.status === 429 ? undefined : waitOf(answer, now());
        // The quota is used up: whoever comes next waits, within what a run can bear.
        if (wait !== undefined) heldUntil = Math.max(heldUntil, now() + Math.min(wait, 60) * 1_000);
        return answer;
      } catch (error) {
        if (error instanceof NoAnswerError) return error;
        throw error;
      }
    },
    async backOff(attempt, failed) {
      const jittered = random() * Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** attempt);
      const asked = retryAfterSeconds(failed);
      const wait = asked === undefined ? jittered : asked * 1_000;
      if (waited + wait > options.retryBudgetMs) return false;
      waited += wait;
      heldUntil = asked === undefined ? heldUntil : Math.max(heldUntil, now() + wait);
      await sleep(wait);
      return true;
    },
  };
}
