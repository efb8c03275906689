/** At most `requests` in any `seconds`. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** What the limiter says of one request; the figures are of the limit that is nearest to its end. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until a request is free again; 0 when one is free now. */
  readonly waitSeconds: number;
  /** Seconds until one more is free than now; the whole window when none is used. */
  readonly resetSeconds: number;
}

/**
 * A place in the window is free this much early: two requests that left a second apart may arrive a little closer,
 * and that must not count as too fast.
 */
const LENIENCY_MS = 20;

/** Sliding windows per key, the strictest reading of "n a minute": whoever satisfies it satisfies any other. */
export class RateLimiter {
  readonly #limits: readonly RateLimit[];
  readonly #now: () => number;
  readonly #times = new Map<string, number[]>();

  constructor(limits: readonly RateLimit[], now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Takes a place for one request of the key, or says how long to wait; a refused request takes no place. */
  take(key: string): RateVerdict {
    const now = this.#now();
    const times = this.#recent(key, now);
    const before = this.#tightest(times, now);
    if (before.remaining === 0) return { ...before, allowed: false };
    times.push(now);
    return this.#tightest(times, now);
  }

  #recent(key: string, now: number): number[] {
    const longest = Math.max(...this.#limits.map((limit) => limit.seconds * 1000));
    const times = this.#times.get(key) ?? [];
    const first = times.findIndex((time) => time > now - longest);
    if (first !== 0) times.splice(0, first === -1 ? times.length : first);
    this.#times.set(key, times);
    return times;
  }

  #tightest(times: readonly number[], now: number): RateVerdict {
    const verdicts = this.#limits.map((limit) => measure(limit, times, now));
    return verdicts.reduce((tightest, next) => {
      if (next.waitSeconds !== tightest.waitSeconds) return next.waitSeconds > tightest.waitSeconds ? next : tightest;
      return next.remaining < tightest.remaining ? next : tightest;
    });
  }
}

function measure(limit: RateLimit, times: readonly number[], now: number): RateVerdict {
  const windowMs = limit.seconds * 1000 - LENIENCY_MS;
  let used = 0;
  while (used < limit.requests && (times.at(-1 - used) ?? Number.NEGATIVE_INFINITY) > now - windowMs) used += 1;
  const oldest = times.at(-used);
  const resetSeconds = used === 0 || oldest === undefined ? limit.seconds : (oldest + windowMs - now) / 1000;
  const waitSeconds = used === limit.requests ? resetSeconds : 0;
  return { allowed: true, limit: limit.requests, remaining: limit.requests - used, waitSeconds, resetSeconds };
}
