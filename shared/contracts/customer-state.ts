import type { Tenant } from './tenant.ts';

/** What of a customer's entry in the directory says whether Alleo is as the rules want it. */
export type CustomerFacts = Pick<
  Tenant,
  | 'status'
  | 'createdAt'
  | 'activatedAt'
  | 'lastRun'
  | 'lastCompleteAt'
  | 'flag'
  | 'deliveryFlag'
  | 'left'
  | 'notAppliedAt'
  | 'verified'
>;

export const TROUBLES = [
  'stopped',
  'refused',
  'no-run',
  'not-known',
  'held',
  'open',
  'not-applied',
  'set-aside',
  'unsent',
  'lost',
] as const;

/** Why a customer is not in sync. */
export interface Trouble {
  /**
   * `stopped`: the last run; `refused`: Alleo's credential; `no-run`: none that was complete for 26 hours; `not-known`: none
   * yet that says what it left; `held`, `set-aside` and `unsent`: by the run; `open`: from before it; `not-applied`: what
   * that run sent, as delivery said since; `lost`: in Alleo, as the last weekly look found it.
   */
  readonly what: (typeof TROUBLES)[number];
  readonly code: string | null;
  /** Of how many changes; 0 where it is about the whole customer. */
  readonly count: number;
  /** ISO 8601 UTC. */
  readonly since: string;
}

/** A customer without a complete run for this long needs somebody to look (behaviour: daily; two hours of grace). */
const OVERDUE_MS = 26 * 3_600_000;

const lastComplete = (facts: CustomerFacts) => facts.lastCompleteAt ?? facts.activatedAt ?? facts.createdAt;

/** Whether an active customer has had no complete run for 26 hours, counted from its activation. */
export function isOverdue(facts: CustomerFacts, now: Date): boolean {
  return facts.status === 'active' && now.getTime() - Date.parse(lastComplete(facts)) > OVERDUE_MS;
}

/** Of the whole customer: what keeps every change of it away. */
function findStops(facts: CustomerFacts, now: Date): Trouble[] {
  const { flag, deliveryFlag, lastRun, left } = facts;
  const troubles: Trouble[] = [];
  // A held run has a flag as well; what it left says more.
  const isTold = lastRun?.status === 'held' && left?.at === lastRun.at;
  const isFlagged = flag !== undefined && !isTold;
  if (isFlagged) {
    const what = lastRun?.status === 'held' ? 'held' : 'stopped';
    troubles.push({ what, code: flag.code, count: 0, since: flag.since });
  }
  if (deliveryFlag !== undefined) {
    troubles.push({ what: 'refused', code: deliveryFlag.code, count: 0, since: deliveryFlag.since });
  }
  // A run that stopped says why there was none.
  if (isOverdue(facts, now) && !isFlagged)
    troubles.push({ what: 'no-run', code: null, count: 0, since: lastComplete(facts) });
  else if (left === undefined && troubles.length === 0) {
    troubles.push({ what: 'not-known', code: null, count: 0, since: lastRun?.at ?? lastComplete(facts) });
  }
  return troubles;
}

/** Of accounts that were changed behind our back, which no run notices. */
function findLost({ verified }: CustomerFacts): Trouble[] {
  if (verified === undefined || verified.counts.lost === 0) return [];
  return [{ what: 'lost', code: null, count: verified.counts.lost, since: verified.at }];
}

/** Of single changes: what the last run that had a plan left, and what delivery said since. */
function findLeft({ left, notAppliedAt }: CustomerFacts): Trouble[] {
  if (left === undefined) return [];
  const since = left.since ?? left.at;
  const each = (what: Trouble['what'], codes: Readonly<Record<string, number>>): Trouble[] =>
    Object.entries(codes).map(([code, count]) => ({ what, code, count, since }));
  const told = Object.values(left.open.codes).reduce((sum, count) => sum + count, 0);
  const untold = left.open.count - told;
  const troubles = [...each('held', left.held), ...each('open', left.open.codes)];
  if (untold > 0) troubles.push({ what: 'open', code: null, count: untold, since });
  if (left.setAside > 0) troubles.push({ what: 'set-aside', code: 'MESSAGE_REFUSED', count: left.setAside, since });
  if (left.unsent > 0) troubles.push({ what: 'unsent', code: 'OPEN_LIMIT', count: left.unsent, since });
  if (notAppliedAt !== undefined && notAppliedAt >= left.at) {
    troubles.push({ what: 'not-applied', code: null, count: 0, since: notAppliedAt });
  }
  return troubles;
}

/**
 * Everything that keeps an active customer from being in sync: none where it had a complete run within 26 hours, and
 * nothing is held, open from before that run, set aside, rejected, refused, or lost in Alleo (behaviour: "In sync"). What lies among the
 * dead letters is open from before the next run at the latest.
 */
export function findTroubles(facts: CustomerFacts, now: Date): readonly Trouble[] {
  return facts.status === 'active' ? [...findStops(facts, now), ...findLeft(facts), ...findLost(facts)] : [];
}
