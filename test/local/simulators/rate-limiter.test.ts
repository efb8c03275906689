import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../local/simulators/rate-limiter.ts';

function makeLimiter(...limits: { requests: number; seconds: number }[]) {
  let now = 1_000_000;
  const limiter = new RateLimiter(limits, () => now);
  return {
    take: (key = 'a') => limiter.take(key),
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('the rate limiter', () => {
  it('refuses what is over the limit, by key, and says how long to wait', () => {
    const { take } = makeLimiter({ requests: 2, seconds: 10 });
    expect([take(), take()].map((verdict) => verdict.allowed)).toEqual([true, true]);
    expect(take()).toMatchObject({ allowed: false, limit: 2, remaining: 0, waitSeconds: 9.98 });
    expect(take('b').allowed).toBe(true);
  });

  it('slides: a place is free when its own request is that long ago', () => {
    const { take, pass } = makeLimiter({ requests: 2, seconds: 10 });
    take();
    pass(6);
    take();
    pass(4);
    expect(take().allowed).toBe(true);
    expect(take()).toMatchObject({ allowed: false, waitSeconds: 5.98 });
  });

  it('takes no place for a refused request', () => {
    const { take, pass } = makeLimiter({ requests: 1, seconds: 1 });
    take();
    pass(0.5);
    expect(take().allowed).toBe(false);
    pass(0.5);
    expect(take().allowed).toBe(true);
  });

  it('obeys the tightest of several limits', () => {
    const { take, pass } = makeLimiter({ requests: 2, seconds: 1 }, { requests: 3, seconds: 60 });
    take();
    take();
    expect(take()).toMatchObject({ allowed: false, limit: 2 });
    pass(1);
    expect(take()).toMatchObject({ allowed: true, limit: 3, remaining: 0 });
    expect(take()).toMatchObject({ allowed: false, limit: 3 });
  });

  it('tells what remains and when more is free', () => {
    const { take, pass } = makeLimiter({ requests: 600, seconds: 60 });
    expect(take()).toMatchObject({ limit: 600, remaining: 599, waitSeconds: 0, resetSeconds: 59.98 });
    pass(20);
    expect(take()).toMatchObject({ remaining: 598, resetSeconds: 39.98 });
  });
});
