import type { Chance } from './clockwork/chance.ts';

/** What can go wrong by itself, with the share of occasions on which it does. */
export const FAULTS = [
  'dynamodb lost before',
  'dynamodb lost after',
  'dynamodb throttled',
  'dynamodb slow',
  'sqs lost before',
  'sqs lost after',
  'sqs throttled',
  'sqs slow',
  'secrets lost before',
  'secrets lost after',
  'secrets throttled',
  'secrets slow',
  'secrets stale',
  'personio listing shifts',
  'personio lost',
  'personio trouble',
  'personio limited',
  'personio slow',
  'alleo lost before',
  'alleo lost after',
  'alleo trouble',
  'alleo limited',
  'alleo slow',
  'alleo late',
  'alleo token revoked',
  'alleo gateway page',
  'alleo list lags',
  'container killed',
  'container retired',
  'container stalls',
  'message not deleted',
  'batch handled twice',
  'schedule twice',
  'schedule missed',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A time in which one side does not answer, takes its time for each answer, or half of what is asked never gets to it. */
export interface Outage {
  readonly side: 'personio' | 'alleo';
  /** `astray`: a gateway before it answers half of the requests with a page of its own, that there is nothing. */
  readonly kind: 'down' | 'slow' | 'astray';
  /** Hours after the wild days begin. */
  readonly fromHours: number;
  readonly hours: number;
}

/** How one history's world is: each has faults of its own, so that some have few and others many of one kind. */
export interface Climate {
  readonly faults: Record<Fault, number>;
  readonly tenants: number;
  readonly people: number;
  readonly wildDays: number;
  readonly firstDay: string;
  /** Events a day and tenant, at most. */
  readonly edits: number;
  readonly errands: number;
  readonly outages: readonly Outage[];
  /** Of what a function's time limit is deployed as: with few people this is how it is reached that many would reach. */
  readonly timeLimit: number;
  /** Accounts are active as soon as they are made. */
  readonly activeAtCreation: boolean;
}

const SHARES = [0, 0, 0.003, 0.01, 0.04] as const;
/** Of what happens seldom, but then for a whole container or day. */
const LARGE_SHARES = [0, 0.05, 0.2] as const;
const LARGE: ReadonlySet<Fault> = new Set([
  'container killed',
  'container retired',
  'container stalls',
  'message not deleted',
  'batch handled twice',
  'personio listing shifts',
  'schedule twice',
  'schedule missed',
  'alleo list lags',
  'secrets stale',
]);

/** Before and after daylight saving begins and ends, and an ordinary week. */
const FIRST_DAYS = ['2026-10-23', '2027-03-26', '2026-12-03'] as const;

const OUTAGES = ['down', 'down', 'slow', 'slow', 'astray'] as const;

/** Most begin when the runs do; some last longer than a message is tried. */
function drawOutage(chance: Chance, n: number): Outage {
  const name = `outage ${n}`;
  const isShort = chance.draw(`${name}: length`) < 0.7;
  return {
    side: chance.draw(`${name}: side`) < 0.8 ? 'alleo' : 'personio',
    kind: chance.pick(`${name}: kind`, OUTAGES),
    fromHours: 24 * chance.between(`${name}: day`, 0, 2) + 4 + chance.between(`${name}: minutes`, -10, 10) / 60,
    hours: isShort
      ? chance.between(`${name}: minutes long`, 1, 180) / 60
      : chance.between(`${name}: hours long`, 3, 32),
  };
}

export function drawClimate(chance: Chance): Climate {
  const share = (fault: Fault) => chance.pick(`share of ${fault}`, LARGE.has(fault) ? LARGE_SHARES : SHARES);
  return {
    faults: Object.fromEntries(FAULTS.map((fault) => [fault, share(fault)])) as Record<Fault, number>,
    tenants: chance.between('tenants', 1, 2),
    people: chance.between('people', 3, 8),
    wildDays: chance.between('wild days', 2, 4),
    firstDay: chance.pick('first day', FIRST_DAYS),
    edits: chance.between('edits', 1, 4),
    errands: chance.between('errands', 0, 4),
    timeLimit: chance.pick('time limit', [1, 0.3]),
    outages: [1, 2].filter((n) => chance.strikes(`outage ${n}`, 0.35)).map((n) => drawOutage(chance, n)),
    activeAtCreation: chance.draw('active at creation') < 0.25,
  };
}

/** Nothing goes wrong any more. */
export function calmDown(climate: Climate): void {
  for (const fault of FAULTS) climate.faults[fault] = 0;
}
