import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpelledField } from '../../shared/contracts/attributes.ts';
import { addDays } from '../../shared/core/ground/calendar.ts';
import type { Employee } from '../../shared/core/ground/employee.ts';
import { EMPTY } from '../../shared/core/ground/employee.ts';
import { World } from '../fakes/world.ts';
import { person } from '../shared/core/build.ts';
import { FIRST_DAY } from './arbitraries.ts';
import { SEED } from './seed.ts';

const RUNS = Number(process.env['LAW_RUNS'] ?? 30);
const HUMANS = 4;
/** Many histories take longer than one test usually may. */
const TIME_MS = 20_000 + RUNS * 200;
const POLICIES = {
  deactivateFloor: 1000,
  deactivateWeekFloor: 1000,
  activateFloor: 1000,
  updateFloor: 1000,
  moneyFloor: '999999999.00',
};

/** How somebody else types the same name or address. */
const SPELLINGS = {
  same: (text: string) => text,
  capitals: (text: string) => text.toUpperCase(),
  small: (text: string) => text.toLowerCase(),
  blanks: (text: string) => text.replaceAll('-', '  '),
} as const;
type Spelling = keyof typeof SPELLINGS;

/** What becomes of one human being from one day to the next. */
type Change =
  | {
      readonly change: 'renew';
      readonly old: 'inactive' | 'deleted' | 'stays';
      readonly address: boolean;
      readonly spelling: Spelling;
    }
  | { readonly change: 'respell'; readonly spelling: Spelling }
  | { readonly change: 'leave' }
  | { readonly change: 'return' }
  | { readonly change: 'rename' };

interface Step {
  readonly who: number;
  readonly what: Change;
}

const spelling = fc.constantFrom(...(Object.keys(SPELLINGS) as Spelling[]));
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      change: fc.constant('renew' as const),
      old: fc.constantFrom('inactive' as const, 'inactive' as const, 'deleted' as const, 'stays' as const),
      address: fc.boolean(),
      spelling,
    }),
  },
  { weight: 1, arbitrary: fc.record({ change: fc.constant('respell' as const), spelling }) },
  { weight: 3, arbitrary: fc.constantFrom<Change>({ change: 'leave' }, { change: 'return' }, { change: 'rename' }) },
);
const steps = fc.array(fc.record({ who: fc.nat({ max: HUMANS - 1 }), what: change }), { maxLength: 4 });
const day = fc.record({ steps, down: fc.boolean(), crash: fc.boolean() });
interface Past {
  readonly birthdays: readonly boolean[];
  /** An earlier release stored all of them: it knew no folded spelling. */
  readonly upgraded: boolean;
  /** Alleo keeps addresses in small letters. */
  readonly smallLetters: boolean;
  readonly days: readonly { readonly steps: readonly Step[]; readonly down: boolean; readonly crash: boolean }[];
}
const anyPast: fc.Arbitrary<Past> = fc.record({
  birthdays: fc.array(fc.boolean(), { minLength: HUMANS, maxLength: HUMANS }),
  upgraded: fc.boolean(),
  smallLetters: fc.boolean(),
  days: fc.array(day, { minLength: 1, maxLength: 6 }),
});
/**
 * Whom an earlier release stored is known in another spelling by what Personio still shows as it was sent (behaviour: "One
 * human, several ids"): before their next change nobody is deleted, or spelled otherwise under the same id.
 */
const keepKnown = ({ who, what }: Step): Step => {
  if (what.change === 'respell') return { who, what: { change: 'rename' } };
  return { who, what: what.change === 'renew' && what.old === 'deleted' ? { ...what, old: 'inactive' } : what };
};
const history = anyPast.map(
  (past): Past =>
    past.upgraded ? { ...past, days: past.days.map((one) => ({ ...one, steps: one.steps.map(keepKnown) })) } : past,
);

/** A human being: the ids that they had, the last one being the one that counts. */
interface Human {
  readonly name: string;
  readonly ids: string[];
  employedAlways: boolean;
}

/** Hyphens of an address are no other spelling of it. */
function respell({ email, first_name, last_name }: Employee, spelling: Spelling): Pick<Employee, SpelledField> {
  const spell = SPELLINGS[spelling];
  return {
    email: spelling === 'blanks' ? email : spell(String(email)),
    first_name: spell(String(first_name)),
    last_name: spell(String(last_name)),
  };
}

/** A company of human beings with a one-off each, whose ids change. */
class Company {
  readonly humans: readonly Human[];
  #renewals = 0;
  readonly world: World;

  private constructor(world: World, humans: readonly Human[]) {
    this.world = world;
    this.humans = humans;
  }

  static async open({ birthdays, upgraded, smallLetters }: Past): Promise<Company> {
    const staff = birthdays.map((known, n) =>
      person(`h${n}`, {
        first_name: `Anne-L\u00E9a ${n}`,
        last_name: `de Wei\u00DF-Jansen ${n}`,
        email: `Anne.${n}@example.com`,
        birthday: known ? `199${n}-05-05` : EMPTY,
        budgets: { 'oneoff:all': '100' },
      }),
    );
    const world = await World.activated({ employees: staff, policies: POLICIES }, FIRST_DAY);
    world.alleo.smallLetters = smallLetters;
    const stored = world.store.state.tenants.get('acme')?.employees ?? new Map();
    if (upgraded) for (const [id, { folded: _, ...one }] of stored) stored.set(id, one);
    return new Company(
      world,
      staff.map(({ id, first_name }) => ({ name: String(first_name), ids: [id], employedAlways: true })),
    );
  }

  #current(human: Human): { readonly id: string; readonly employee: Employee } | undefined {
    const id = human.ids.at(-1) ?? '';
    const employee = this.world.personio.employees.get(id);
    return employee === undefined ? undefined : { id, employee };
  }

  isEmployed = (human: Human): boolean =>
    human.ids.some((id) => this.world.personio.employees.get(id)?.status === 'active');

  apply({ who, what }: Step): void {
    const human = this.humans[who];
    const current = human === undefined ? undefined : this.#current(human);
    if (human === undefined || current === undefined) return;
    const { id, employee } = current;
    if (what.change === 'leave') this.world.edit(id, { status: 'inactive' });
    else if (what.change === 'return') this.world.edit(id, { status: 'active' });
    else if (what.change === 'rename') this.world.edit(id, { department: `D${this.#renewals}` });
    else if (what.change === 'respell') this.world.edit(id, respell(employee, what.spelling));
    else {
      this.#renewals += 1;
      const next = `r${this.#renewals}`;
      const spelled = respell(employee, what.spelling);
      const email = what.address ? `${next}@example.com` : spelled.email;
      if (what.old === 'inactive')
        this.world.edit(id, { status: 'inactive', email: `${String(employee.email)}_abcde` });
      if (what.old === 'deleted') this.world.edit(id, undefined);
      this.world.add({ ...employee, ...spelled, id: next, status: 'active', email });
      human.ids.push(next);
    }
  }

  /** The ids of this human being with an active account. */
  activeAccounts(human: Human): string[] {
    return this.world.alleo.state().filter((line) => human.ids.some((id) => line.startsWith(`${id} active`)));
  }

  grants(human: Human): number {
    return this.world.budgets.filter(
      ({ data }) => data.kind === 'grant-one-off-budget' && human.ids.includes(data.external_id),
    ).length;
  }
}

async function live(past: Past, after: (company: Company) => Promise<void> | void): Promise<Company> {
  const company = await Company.open(past);
  let date = FIRST_DAY;
  for (const { steps: edits, down, crash } of past.days) {
    date = addDays(date, 1);
    for (const step of edits) company.apply(step);
    company.world.deliveryDown = down;
    if (crash) company.world.gate.fault = { at: company.world.gate.calls.length + 9, kind: 'kill-after' };
    await company.world.day(date);
    company.world.gate.fault = undefined;
    await after(company);
  }
  return company;
}

/** Without a birthday, and with another address, nobody can be told for certain to be the same. */
const keepRecognisable =
  ({ birthdays }: Past) =>
  ({ who, what }: Step): Step => ({
    who,
    what: birthdays[who] || !('address' in what) ? what : { ...what, address: false },
  });

describe('laws of human beings with several ids', () => {
  it(
    'nobody gets more one-off money than one id would have got',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (past) => {
          const company = await live(past, () => {});
          const lost = company.world.deadLetters.splice(0);
          company.world.deliveryDown = false;
          for (const mutation of lost) await company.world.deliverOne(mutation);
          await company.world.day(addDays(company.world.date, 1));
          const paid = company.humans.map((human) => company.grants(human));
          expect(paid.filter((count) => count > 1)).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    TIME_MS,
  );

  it(
    'whoever is employed on every day is never inactive between two runs',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (past) => {
          const days = past.days.map((one) => ({ ...one, down: false, steps: one.steps.map(keepRecognisable(past)) }));
          const always = { ...past, days };
          await live(always, (company) => {
            for (const human of company.humans) {
              human.employedAlways &&= company.isEmployed(human);
              if (human.employedAlways) expect(company.activeAccounts(human)).not.toEqual([]);
            }
          });
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    TIME_MS,
  );

  it(
    'verify finds nothing but what waits, on any day, and nothing at all once everything was delivered',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (past) => {
          const company = await live(past, async ({ world }) => {
            expect((await world.differences()).filter(({ kind }) => kind !== 'waits')).toEqual([]);
          });
          const { world } = company;
          world.deliveryDown = false;
          for (const mutation of world.deadLetters.splice(0)) await world.deliverOne(mutation);
          for (const days of [1, 2]) await world.day(addDays(world.date, days));
          const prepared = await world.prepare();
          const held = 'gate' in prepared ? [] : prepared.resolved.plan.held;
          if (world.open().length === 0 && held.length === 0) expect(await world.differences()).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    TIME_MS,
  );
});
