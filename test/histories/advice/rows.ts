import type { CODES } from '../../../shared/contracts/codes/codes.ts';
import type { Employee, Reading } from '../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, TOO_LONG, UNREADABLE } from '../../../shared/core/ground/employee.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import type { BudgetKey } from '../../../shared/core/ground/streams.ts';
import { World, type WorldOptions } from '../../fakes/world.ts';
import { people, person, SELECTIVE } from '../../shared/core/build.ts';

export type Code = keyof typeof CODES;

/** A code brought about on the fakes, what its advice says done, and a day later it is gone. */
export interface Played {
  /** The part of the advice that `asTold` does: where the advice changes, the play has to. */
  readonly told: string;
  /** The customer on the day before. @default ten people, all of them active */
  readonly start?: Partial<WorldOptions> | (() => Promise<World>);
  readonly happen: (world: World) => unknown;
  readonly asTold: (world: World) => unknown;
  /** After so many daily runs it is gone. @default 1 */
  readonly days?: number;
  /** On the day of which it tells; it goes the next day, whatever is done. */
  readonly isToldOnce?: true;
}

/**
 * How the advice of a code is played: on the fakes; `desk`: with support's own commands (test/faults/advice.test.ts); or
 * why it cannot be.
 */
export type Row = Played | 'desk' | { readonly unplayed: string };

const oneOff = (reading: Reading) => ({ budgets: new Map<BudgetKey, Reading>([['oneoff:all', reading]]) });

/** One attribute of person 1 is wrong, and is put right where the advice says. */
const onOne = (told: string, wrong: Partial<Employee>, right: Partial<Employee>, start?: Played['start']): Played => ({
  told,
  ...(start === undefined ? {} : { start }),
  happen: (w) => w.edit('1', wrong),
  asTold: (w) => w.edit('1', right),
});

const PERSONAL = 'Employees → the person → Personal info';
const EMPLOYMENT = 'Employees → the person → HR information';
const SELECTION = 'the field for Alleo: Yes or No';
const BUDGET = 'the budget field that is named';
const APPROVE = 'then `personio-sync approve ID --digest D`';
const CREDENTIAL = 'the credential for Alleo → Readable employee attributes';
const RUNBOOK = 'docs/runbook.md';
const REQUEUE = '`personio-sync requeue ID`; the next daily run tries again by itself';
const NOTHING = '–';

const selective = { eligibility: SELECTIVE, employees: people(10, { eligibility: 'Yes' }) };
const many = { employees: people(30) };
const withGrant = { employees: people(10, { budgets: { 'oneoff:all': '100' } }) };

const all = (w: World, fields: Partial<Employee>) => {
  for (const id of w.personio.employees.keys()) w.edit(id, fields);
};

const approve = (w: World) => w.approve();

/** Something is held, and support approves it. */
const held = (happen: Played['happen'], start?: Played['start']): Played => ({
  told: APPROVE,
  ...(start === undefined ? {} : { start }),
  happen,
  asTold: approve,
});

/** Personio's list cannot be had, for this reason; then it can. */
function listingFails(told: string, error: () => Error): Played {
  let before: (() => ReturnType<World['personio']['open']>) | undefined;
  return {
    told,
    happen: (w) => {
      before = w.personio.open;
      const port = w.personio.open();
      w.personio.open = () => ({ ...port, readAll: () => Promise.reject(error()) });
    },
    asTold: (w) => {
      if (before !== undefined) w.personio.open = before;
    },
  };
}

/** Personio shows a budget field of this name, empty for everybody. */
function showsField(w: World, label: string, unusable: boolean): void {
  const port = w.personio.open();
  const field = { key: label, label, universalId: null, type: null, filled: 0, unusable };
  w.personio.open = () => ({
    ...port,
    readAll: async () => ({ ...(await port.readAll()), attributes: new Map([[label, field]]) }),
  });
}

const transient = (code: string) => () => new TransientError({ operation: 'read listing', code }, 'a fault');

/** One call of a run goes wrong as if the other side did not answer. */
const callFails = (call: string): Played => ({
  told: REQUEUE,
  happen: async (w) => {
    const probe = await World.activated({ employees: people(10) });
    for (const world of [probe, w]) world.edit('1', { last_name: 'Changed' });
    probe.date = '2026-12-02';
    await probe.sync();
    const at = probe.gate.calls.indexOf(call) + 1;
    w.gate.calls.length = 0;
    w.gate.fault = { at, kind: 'fail-before' };
  },
  asTold: () => {},
});

const accountOf = (w: World, id: string) => {
  const found = [...w.alleo.accounts.values()].find((one) => one.external_id === id);
  if (found === undefined) throw new Error(`no account of ${id}`);
  return found;
};

const policies = (w: World, change: object) => w.change({ policies: { ...w.tenant.policies, ...change } });

/** A budget was sent, and a setting is changed before it is delivered. */
const overtaken = (change: object) => async (w: World) => {
  w.edit('1', oneOff('100'));
  w.date = '2026-12-02';
  await w.sync();
  policies(w, change);
  await w.deliverAll();
};

const asItShouldBe = {
  unplayed: 'It tells how things are as they should be: there is nothing to do, and nothing to go.',
};
const sameAs = (code: Code) => ({
  unplayed: `Tried again by itself as after ${code}, by the same advice, which is played.`,
});

/** How the advice of every code is played. A code without a row does not compile. */
export const ADVICE = {
  EMPLOYED: asItShouldBe,
  STATUS_INACTIVE: asItShouldBe,
  GONE_FROM_PERSONIO: asItShouldBe,
  NOT_ELIGIBLE: {
    told: SELECTION,
    start: selective,
    happen: (w) => w.add(person('new', { eligibility: 'No' })),
    asTold: (w) => w.edit('new', { eligibility: 'Yes' }),
  },
  ELIGIBILITY_EMPTIED: onOne(SELECTION, { eligibility: EMPTY }, { eligibility: 'Yes' }, selective),
  ELIGIBILITY_VALUE_UNKNOWN: onOne(SELECTION, { eligibility: 'perhaps' }, { eligibility: 'No' }, selective),
  STATUS_UNKNOWN: onOne(EMPLOYMENT, { status: 'retired' }, { status: 'active' }),
  INVALID_DATE: onOne(EMPLOYMENT, { hire_date: UNREADABLE }, { hire_date: '2020-01-01' }),
  IMPLAUSIBLE_DATE: onOne(EMPLOYMENT, { hire_date: '1026-01-01' }, { hire_date: '2026-01-01' }),
  NOT_STARTED: { told: NOTHING, happen: (w) => w.add(person('new', { hire_date: '2026-12-03' })), asTold: () => {} },
  STATUS_DATES_DISAGREE: onOne(EMPLOYMENT, { termination_date: '2026-11-01' }, { termination_date: EMPTY }),
  ON_LEAVE: {
    told: NOTHING,
    start: { policies: { onLeave: 'out' } },
    happen: (w) => w.edit('1', { status: 'leave' }),
    asTold: (w) => w.edit('1', { status: 'active' }),
  },
  MISSING_EMAIL: onOne(PERSONAL, { email: EMPTY }, { email: 'p1@example.com' }),
  INVALID_EMAIL: onOne(PERSONAL, { email: 'no address' }, { email: 'p1@example.com' }),
  MISSING_NAME: onOne(PERSONAL, { last_name: EMPTY }, { last_name: 'Jansen' }),
  TEXT_TOO_LONG: onOne(PERSONAL, { last_name: TOO_LONG }, { last_name: 'Jansen' }),
  MESSAGE_REFUSED: {
    told: RUNBOOK,
    happen: (w) => {
      w.refusedByQueue.add('1');
      w.edit('1', { last_name: 'Odd' });
    },
    asTold: (w) => {
      w.refusedByQueue.clear();
      w.edit('1', { last_name: 'Plain' });
    },
  },
  DUPLICATE_EMAIL: onOne(PERSONAL, { email: 'p2@example.com' }, { email: 'own@example.com' }),
  ACTIVE_BUT_NOT_STARTED: onOne(EMPLOYMENT, { hire_date: '2027-06-01' }, { hire_date: '2020-01-01' }),
  MISSING: {
    told: 'the profile of the person, restored',
    happen: (w) => w.edit('1', undefined),
    asTold: (w) => w.add(person('1')),
  },
  INVALID_BUDGET: onOne(BUDGET, oneOff('a lot'), oneOff('100')),
  BUDGET_FIELD_UNUSABLE: {
    told: 'the field that is named: a shorter name',
    happen: (w) => showsField(w, `alleo_monthly_${'x'.repeat(101)}_budget`, true),
    asTold: (w) => showsField(w, 'alleo_monthly_x_budget', false),
  },
  BUDGET_ABOVE_CEILING: held((w) => w.edit('1', oneOff('9000'))),
  SEVERAL_MONTHLY_BUDGETS: onOne(
    BUDGET,
    {
      budgets: new Map([
        ['monthly:a', '10'],
        ['monthly:b', '20'],
      ]),
    },
    {
      budgets: new Map<BudgetKey, Reading>([
        ['monthly:a', '10'],
        ['monthly:b', EMPTY],
      ]),
    },
  ),
  ONE_OFF_CHANGED: {
    told: 'whether the new amount is meant in addition to the old one',
    start: withGrant,
    happen: (w) => w.edit('1', oneOff('150')),
    asTold: approve,
  },
  ONE_OFF_REFILLED: {
    isToldOnce: true,
    told: BUDGET,
    start: withGrant,
    happen: async (w) => {
      w.edit('1', oneOff(EMPTY));
      await w.day('2026-12-02');
      w.edit('1', oneOff('100'));
    },
    asTold: async (w) => {
      w.edit('1', oneOff(EMPTY));
      for (let day = 4; day <= 11; day += 1) await w.day(`2026-12-${String(day).padStart(2, '0')}`);
      w.edit('1', oneOff('100'));
    },
  },
  GRANT_UNCERTAIN: held(async (w) => {
    w.edit('1', oneOff('100'));
    w.date = '2026-12-02';
    await w.sync();
    w.queue.length = 0;
    const { id } = w.tenant;
    const memory = w.store.state.tenants.get(id)?.employees.get('1');
    if (memory === undefined) throw new Error('nobody');
    const open = w.store.state.tenants.get(id)?.open.values().next().value;
    if (open === undefined) throw new Error('nothing is open');
    // As a crash between sending and confirming leaves it.
    w.store.state.tenants.get(id)?.employees.set('1', {
      ...memory,
      budgets: {},
      reservations: { [open.stream]: open.reservation },
    });
    w.edit('1', oneOff('150'));
  }),
  GRANTED_UNDER_ANOTHER_ID: {
    told: '`--without-one-off` with it only remembers that it was paid',
    start: withGrant,
    happen: async (w) => {
      w.edit('1', { status: 'inactive' });
      await w.day('2026-12-02');
      w.add(person('900', { last_name: 'Jansen 1', birthday: EMPTY, budgets: { 'oneoff:all': '100' } }));
    },
    asTold: (w) => w.approve(false, true),
  },
  CREDENTIALS_REFUSED: 'desk',
  LISTING_INCOMPLETE: listingFails(
    '`personio-sync requeue ID`, and again after an hour',
    transient('LISTING_INCOMPLETE'),
  ),
  LISTING_EMPTY: {
    told: CREDENTIAL,
    happen: (w) => w.personio.employees.clear(),
    asTold: (w) => w.add(...people(10)),
  },
  ATTRIBUTE_NOT_READABLE: {
    told: CREDENTIAL,
    happen: (w) => all(w, { email: ABSENT }),
    asTold: (w) => w.add(...people(10)),
  },
  ACCOUNT_MISMATCH: {
    told: 'Personio: a new credential',
    happen: (w) => {
      w.personio.employees.clear();
      w.add(person('77'), person('78'));
    },
    asTold: (w) => {
      w.personio.employees.clear();
      w.add(...people(10));
    },
  },
  MEMORY_KEY_CHANGED: {
    told: RUNBOOK,
    happen: (w) => {
      w.fingerprintKey = Buffer.alloc(32, 9).toString('base64');
    },
    // The version before is put back.
    asTold: (w) => {
      w.fingerprintKey = Buffer.alloc(32, 3).toString('base64');
    },
  },
  ATTRIBUTE_VANISHED: {
    told: CREDENTIAL,
    happen: (w) => all(w, { birthday: ABSENT }),
    asTold: (w) => all(w, { birthday: '1990-05-05' }),
  },
  ELIGIBILITY_UNDECIDED: 'desk',
  FIRST_RUN_CHANGED: {
    told: 'then `activate` or `approve` with its digest',
    start: async () => {
      const world = new World({ employees: people(10), status: 'pending' });
      await world.approve(true);
      return world;
    },
    happen: (w) => w.add(person('new')),
    asTold: (w) => w.approve(true),
  },
  DIGEST_CHANGED: 'desk',
  TOO_MANY_MISSING: held(
    (w) => {
      for (let n = 1; n <= 5; n += 1) w.edit(String(n), undefined);
    },
    { employees: people(20) },
  ),
  TOO_MANY_DEACTIVATIONS: held((w) => {
    for (let n = 1; n <= 10; n += 1) w.edit(String(n), { status: 'inactive' });
  }, many),
  TOO_MANY_DEACTIVATIONS_7_DAYS: held(
    async (w) => {
      for (let n = 1; n <= 7; n += 1) w.edit(String(n), { status: 'inactive' });
      await w.day('2026-12-02');
      for (let n = 8; n <= 14; n += 1) w.edit(String(n), { status: 'inactive' });
      await w.day('2026-12-03');
      for (let n = 15; n <= 21; n += 1) w.edit(String(n), { status: 'inactive' });
    },
    { employees: people(100) },
  ),
  TOO_MANY_ACTIVATIONS: held((w) => {
    for (let n = 1; n <= 20; n += 1) w.add(person(`new${n}`));
  }),
  TOO_MANY_UPDATES: held((w) => {
    for (let n = 1; n <= 30; n += 1) w.edit(String(n), { email: `p${n}@new.example` });
  }, many),
  TOO_MUCH_MONEY: held((w) => all(w, oneOff('500'))),
  PERSONIO_BLOCKED: listingFails(RUNBOOK, transient('PERSONIO_BLOCKED')),
  RUN_BROKE_OFF: listingFails(RUNBOOK, () => new TypeError('a fault of ours')),
  PERSONIO_UNAVAILABLE: listingFails(REQUEUE, transient('PERSONIO_UNAVAILABLE')),
  OPEN_LIMIT: {
    told: NOTHING,
    start: { mostOpen: 3, employees: people(2) },
    happen: (w) => {
      for (let n = 1; n <= 5; n += 1) w.add(person(`new${n}`));
    },
    asTold: () => {},
  },
  ACCOUNT_OF_ANOTHER: 'desk',
  EMAIL_HELD_BY_FORMER: {
    told: 'Alleo: the account that has this e-mail address',
    happen: async (w) => {
      w.edit('1', { status: 'inactive' });
      await w.day('2026-12-02');
      w.add(person('new', { email: 'p1@example.com', last_name: 'Somebody Else' }));
    },
    asTold: (w) => {
      const account = accountOf(w, '1');
      w.alleo.accounts.set(account.id, { ...account, email: 'former@example.com' });
    },
  },
  EMAIL_SWAP: {
    told: 'where Personio has no new address for them, the customer enters one',
    happen: (w) => {
      w.edit('1', { email: 'p2@example.com' });
      w.edit('2', { email: 'p1@example.com' });
    },
    asTold: (w) => w.edit('2', { email: 'free@example.com' }),
    // The run after the one by which the other person has the new address there.
    days: 2,
  },
  EMAIL_TAKEN: 'desk',
  REJECTED_BY_ALLEO: 'desk',
  FORBIDDEN_BY_ALLEO: {
    told: 'or its rights as an administrator',
    happen: (w) => {
      w.alleo.locked.add(accountOf(w, '1').id);
      w.edit('1', { last_name: 'Changed' });
    },
    asTold: (w) => w.alleo.locked.clear(),
  },
  USER_NOT_ACTIVE: 'desk',
  CEILING_LOWERED: {
    told: '`--set maxOneOffBudget=AMOUNT`; the next run sends it again',
    happen: overtaken({ maxOneOffBudget: '50.00' }),
    asTold: (w) => policies(w, { maxOneOffBudget: '500.00' }),
  },
  CURRENCY_CHANGED: { told: REQUEUE, happen: overtaken({ currency: 'CHF' }), asTold: () => {} },
  NO_GROUP_FOR_DEPARTMENT: {
    told: 'groups: make one with the name of the department',
    happen: async (w) => {
      w.edit('1', { department: 'Marketing' });
      await w.day('2026-12-02');
    },
    asTold: (w) => w.alleo.groups.push({ id: 9, name: 'Marketing' }),
    days: 2,
  },
  ALLEO_CREDENTIALS_REFUSED: 'desk',
  ALLEO_UNAVAILABLE: 'desk',
  ACCOUNT_GONE: { unplayed: 'Stands in the log of a delivery alone, which is tried again at once.' },
  OUTCOME_CHANGED: { unplayed: 'Stands in the log of a delivery alone, which is tried again at once.' },
  MESSAGE_UNPROVEN: 'desk',
  MESSAGE_MALFORMED: 'desk',
  TENANT_UNKNOWN: 'desk',
  TENANT_PAUSED: 'desk',
  TENANT_PENDING: 'desk',
  OTHER_REGISTRATION: { unplayed: 'Told in the log of a message that was dropped: nothing is left of it to go.' },
  URL_NOT_ALLOWED: 'desk',
  SECRET_MISSING: 'desk',
  SECRET_INVALID: 'desk',
  SECRET_BEING_DELETED: 'desk',
  MEMORY_UNREADABLE: {
    unplayed: 'An engineer brings the item back from the point-in-time recovery, which exists on AWS alone.',
  },
  ITEM_UNREADABLE: {
    unplayed: 'An engineer brings the item back from the point-in-time recovery, which exists on AWS alone.',
  },
  LEASE_TAKEN: {
    told: REQUEUE,
    happen: async (w) => {
      await w.store.takeLease(w.tenant.id, 'another-run');
    },
    asTold: () => {},
  },
  LEASE_LOST: sameAs('LEASE_TAKEN'),
  MEMORY_CHANGED: sameAs('LEASE_TAKEN'),
  ANSWER_INCOMPLETE: sameAs('SEND_FAILED'),
  SEND_FAILED: callFails('queue sendMutation'),
  NEAR_DEADLINE: {
    told: REQUEUE,
    happen: (w) => {
      w.edit('1', { last_name: 'Changed' });
      w.remainingMs = () => 0;
    },
    asTold: (w) => {
      w.remainingMs = () => 600_000;
    },
  },
  FAN_OUT_INCOMPLETE: { unplayed: 'Stands in the log of fan-out alone; `requeue --all` asks for the same runs.' },
  UNPROCESSED_ITEMS: {
    unplayed: 'DynamoDB leaves items over under load that nothing here makes; the removal is repeated.',
  },
} as const satisfies { readonly [C in Code]: Row };
