import pThrottle from 'p-throttle';
import { realSleep, type Sleep } from '../retry.ts';
import { type Ending, findEnding } from './find-ending.ts';
import type { HttpAnswer, HttpLimits, HttpRequest, SendRequest } from './send-request.ts';
import { NoAnswerError, sendRequest } from './send-request.ts';

/** How many requests may start in any second and in any minute. */
export interface Pacing {
  readonly perSecond: number;
  readonly perMinute: number;
}

/** How long all waiting may take together, in milliseconds; it may depend on whom is waited for. */
export type RetryBudget = number | ((baseUrl: string) => number);

/** The budget for this address. */
export const budgetFor = (budget: RetryBudget, baseUrl: string): number =>
  typeof budget === 'number' ? budget : budget(baseUrl);

export interface PaceOptions {
  /** No pacing where left out (benchmarks, the embedded run). */
  readonly pacing?: Pacing | undefined;
  /** How long all waiting, after failures and for a quota, may take together. */
  readonly retryBudgetMs: number;
  /** Told once of each sign that the other side's API comes to an end. */
  readonly onEnding?: ((ending: Ending) => void) | undefined;
  readonly limits: HttpLimits;
  readonly sleep?: Sleep | undefined;
  /** From 0 to below 1, for the jitter. */
  readonly random?: (() => number) | undefined;
  /** @default Node's own client */
  readonly send?: SendRequest | undefined;
  readonly now?: () => number;
}

/** Requests of one credential: counted, paced, and held back where the other side says so. */
export interface Requester {
  /** The answer, whatever its status; `NoAnswerError` as a value, so that callers decide in one place. */
  send(request: HttpRequest): Promise<HttpAnswer | NoAnswerError>;
  /**
   * Waits before another try, from the first (0) on: as long as asked, and never shorter than our own back-off. False, at
   * once, where the budget does not allow it; since each wait has a least length, it ends.
   */
  backOff(attempt: number, failed: HttpAnswer | NoAnswerError): Promise<boolean>;
  /** Seconds that the other side asks to wait, where it does. */
  retryAfterSeconds(failed: HttpAnswer | NoAnswerError): number | undefined;
  count(): number;
}

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;
/** Of one hold for a quota, in seconds: limits are a minute's. */
const LONGEST_HOLD_S = 60;
/** A reset beyond this is a point in time (Unix seconds), not a number of seconds. */
const EPOCH_SECONDS = 1_000_000_000;

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

/**
 * Longer than the second and the minute that a limit speaks of: a request that opens its connection takes longer to
 * arrive than one that starts later on an open one, and the other side counts arrivals.
 */
const SECOND_MS = 1_030;
const MINUTE_MS = 60_100;

/**
 * Lets calls start as the limits allow: no more in any second and any minute, and never a second's worth all at once.
 * What waits for a minute to pass comes as the minute before it did.
 */
export function paceStarts(pacing: Pacing, start: () => Promise<void>): () => Promise<void> {
  const { perSecond, perMinute } = pacing;
  const inMinute = pThrottle({ limit: perMinute, interval: MINUTE_MS, strict: true })(start);
  const inSecond = pThrottle({ limit: perSecond, interval: SECOND_MS, strict: true })(inMinute);
  // A gap between any two, so that the others come as they did a second and a minute before; after calls that start at once
  // p-throttle would keep them evenly apart, which is slower.
  return pThrottle({ limit: 1, interval: Math.floor(1_000 / perSecond / 4), strict: true })(inSecond);
}

export function createRequester(options: PaceOptions): Requester {
  const { sleep = realSleep, random = Math.random, now = Date.now, send: sendOne = sendRequest } = options;
  let count = 0;
  let waited = 0;
  let heldUntil = 0;
  const told = new Set<Ending>();
  /** The quota is used up: whoever comes next waits, within what a run can bear and what is left of the budget. */
  const hold = (seconds: number) => {
    const from = Math.max(heldUntil, now());
    const longer = Math.max(0, now() + Math.min(seconds, LONGEST_HOLD_S) * 1_000 - from);
    const granted = Math.min(longer, options.retryBudgetMs - waited);
    waited += granted;
    heldUntil = from + granted;
  };
  const tellEnding = (answer: HttpAnswer | NoAnswerError) => {
    const ending = findEnding(answer);
    if (ending === undefined || told.has(ending)) return;
    told.add(ending);
    options.onEnding?.(ending);
  };
  const holdBack = async () => {
    const wait = heldUntil - now();
    if (wait > 0) await sleep(wait);
  };
  const start = options.pacing === undefined ? holdBack : paceStarts(options.pacing, holdBack);
  const retryAfterSeconds = (failed: HttpAnswer | NoAnswerError) =>
    failed instanceof NoAnswerError ? undefined : waitOf(failed, now());

  return {
    count: () => count,
    retryAfterSeconds,
    async send(request) {
      await start();
      count += 1;
      try {
        const answer = await sendOne(request, options.limits);
        tellEnding(answer);
        // What failed is waited for by whoever tries it again.
        const wait = answer.status < 400 ? waitOf(answer, now()) : undefined;
        if (wait !== undefined) hold(wait);
        return answer;
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        tellEnding(error);
        return error;
      }
    },
    async backOff(attempt, failed) {
      const most = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** attempt);
      const asked = retryAfterSeconds(failed);
      const wait = Math.max(most * (0.5 + random() / 2), (asked ?? 0) * 1_000);
      if (waited + wait > options.retryBudgetMs) return false;
      waited += wait;
      const until = now() + wait;
      if (asked !== undefined) heldUntil = Math.max(heldUntil, until);
      await sleep(wait);
      // Whatever the clock says: this was waited for.
      if (heldUntil === until) heldUntil = 0;
      return true;
    },
  };
}
