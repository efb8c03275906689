import * as fc from 'fast-check';
import { addDays } from '../../shared/core/ground/calendar.ts';
import type { Employee, Reading } from '../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, UNREADABLE } from '../../shared/core/ground/employee.ts';
import type { BudgetKey } from '../../shared/core/ground/streams.ts';
import { person } from '../shared/core/build.ts';

export const FIRST_DAY = '2026-12-01';

/** A change of one person, picked by number among those who are there. */
export type Edit =
  | {
      readonly edit: 'set';
      readonly who: number;
      readonly field: keyof Omit<Employee, 'id' | 'budgets'>;
      readonly value: Reading;
    }
  | { readonly edit: 'budget'; readonly who: number; readonly key: BudgetKey; readonly value: Reading }
  | { readonly edit: 'remove' | 'hide' | 'show'; readonly who: number }
  | { readonly edit: 'join' };

/** One day: how many days after the last one, and what changed in Personio since. */
export interface Day {
  readonly gap: number;
  readonly edits: readonly Edit[];
}

const who = fc.nat({ max: 40 });
const setOf = (field: keyof Omit<Employee, 'id' | 'budgets'>, value: fc.Arbitrary<Reading>): fc.Arbitrary<Edit> =>
  fc.record({ edit: fc.constant('set' as const), who, field: fc.constant(field), value });

/** Days around the history, so that hire and termination dates pass while it goes on. */
const date = fc.integer({ min: -5, max: 30 }).map((days) => addDays(FIRST_DAY, days));
const odd = fc.constantFrom<Reading>(ABSENT, EMPTY, UNREADABLE);
const status = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Reading>('active', 'inactive') },
  { weight: 2, arbitrary: fc.constantFrom<Reading>('leave', 'onboarding') },
  { weight: 1, arbitrary: fc.oneof(odd, fc.constant<Reading>('retired')) },
);

const money = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Reading>('10', '20.5', '100', '0') },
  { weight: 2, arbitrary: fc.constantFrom<Reading>(EMPTY, ABSENT) },
  { weight: 1, arbitrary: fc.constantFrom<Reading>('-1', 'x', '99999', UNREADABLE) },
);
const budgetKey = fc.constantFrom<BudgetKey>('monthly:all', 'oneoff:all', 'oneoff:health');

/** Edits of people's own values: nobody appears or disappears. */
export const valueEdit: fc.Arbitrary<Edit> = fc.oneof(
  setOf('status', status),
  setOf('hire_date', fc.oneof({ weight: 4, arbitrary: date }, { weight: 1, arbitrary: odd })),
  setOf('termination_date', fc.oneof({ weight: 4, arbitrary: date }, { weight: 2, arbitrary: odd })),
  setOf('birthday', fc.oneof(fc.constantFrom<Reading>('1990-05-05', '1991-01-01'), odd)),
  setOf('department', fc.oneof(fc.constantFrom<Reading>('IT', 'Sales'), odd)),
  setOf('last_name', fc.oneof(fc.constantFrom<Reading>('Jansen', 'de Vries'), odd)),
  setOf(
    'email',
    fc.oneof(
      { weight: 3, arbitrary: fc.nat({ max: 30 }).map((n) => `mail${n}@example.com`) },
      { weight: 1, arbitrary: odd },
    ),
  ),
  fc.record({ edit: fc.constant('budget' as const), who, key: budgetKey, value: money }),
);

/** Everything that can happen from one day to the next. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: valueEdit },
  {
    weight: 1,
    arbitrary: fc.record({ edit: fc.constantFrom('remove' as const, 'hide' as const, 'show' as const), who }),
  },
  { weight: 1, arbitrary: fc.constant<Edit>({ edit: 'join' }) },
);

const dayOf = (edit: fc.Arbitrary<Edit>): fc.Arbitrary<Day> =>
  fc.record({ gap: fc.constantFrom(1, 1, 1, 1, 2, 8), edits: fc.array(edit, { maxLength: 6 }) });

export const staff: fc.Arbitrary<Employee[]> = fc
  .array(fc.record({ budgets: fc.dictionary(budgetKey, money, { maxKeys: 2, noNullPrototype: true }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((rows) => rows.map(({ budgets }, n) => person(`p${n}`, { budgets })));

export const history = (edit: fc.Arbitrary<Edit> = anyEdit): fc.Arbitrary<{ staff: Employee[]; days: Day[] }> =>
  fc.record({ staff, days: fc.array(dayOf(edit), { minLength: 1, maxLength: 7 }) });
