const DAY_SECONDS = 86_400;

/** Days that an item is kept, by kind. */
export const KEPT_DAYS = { ledger: 40, plan: 30, report: 400, audit: 400, pastGrants: 400, pair: 1 } as const;

/** The table's `ttl` attribute, epoch seconds: so many days after an instant (milliseconds). */
export function ttlAfter(instantMs: number, days: number): number {
  return Math.floor(instantMs / 1_000) + days * DAY_SECONDS;
}
