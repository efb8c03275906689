import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startPersonioSimulator } from '../../../../local/simulators/personio/start.ts';
import { createRowMapper } from '../../../../shared/adapters/personio/map-employee.ts';
import { createPersonioClient } from '../../../../shared/adapters/personio/personio-client.ts';
import type { Eligibility } from '../../../../shared/contracts/tenant.ts';
import { decide } from '../../../../shared/core/decide/decide.ts';
import { ABSENT, EMPTY, TOO_LONG, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
import { SEED } from '../../../properties/seed.ts';

const SELECTIVE: Eligibility = { mode: 'attribute', label: 'Alleo' };
const attribute = (value: unknown, label = 'x', universal_id: string | null | undefined = null) => ({
  label,
  value,
  type: 'standard',
  universal_id,
});
const map = (attributes: Record<string, unknown>, eligibility: Eligibility = SELECTIVE) =>
  createRowMapper(eligibility).map({ id: attribute(7, 'ID', 'id'), ...attributes });

describe('values', () => {
  it.each<[string, unknown, unknown]>([
    ['text', ' Pim ', 'Pim'],
    ['an empty text', '', EMPTY],
    ['blanks', '  ', EMPTY],
    ['null', null, EMPTY],
    ['an empty list', [], EMPTY],
    ['a number', 5, '5'],
    ['an object', { a: 1 }, UNREADABLE],
    ['a list of two', ['a', 'b'], UNREADABLE],
  ])('%s as a name', (_name, value, expected) => {
    expect(map({ first_name: attribute(value) })?.first_name).toBe(expected);
  });

  it.each<[string, unknown, unknown]>([
    ['midnight in the east', '1995-02-19T00:00:00+01:00', '1995-02-19'],
    ['midnight in the west', '1995-02-19T00:00:00-08:00', '1995-02-19'],
    ['an offset without a colon', '1995-02-19T00:00:00+0530', '1995-02-19'],
    ['UTC', '1995-02-19T00:00:00Z', '1995-02-19'],
    ['a plain date', '1995-02-19', '1995-02-19'],
    ['a leap day', '2028-02-29T00:00:00+01:00', '2028-02-29'],
    ['no leap day', '2027-02-29T00:00:00+01:00', UNREADABLE],
    ['unset', null, EMPTY],
    ['German', '19.02.1995', UNREADABLE],
    ['a number', 793152000, UNREADABLE],
  ])('%s as a date', (_name, value, expected) => {
    expect(map({ hire_date: attribute(value, 'Hire date', 'hire_date') })?.hire_date).toBe(expected);
  });

  it.each<[string, unknown, boolean]>([
    ['midnight with parts of a second', '1995-02-19T00:00:00.000Z', false],
    ['midnight without seconds', '1995-02-19 00:00', false],
    ['an offset without a colon', '1995-02-19T00:00:00-0330', false],
    ['no time', ' 1995-02-19 ', false],
    ['an hour before', '1995-02-19T23:00:00+00:00', true],
    ['noon', '1995-02-19T12:00', true],
    ['a second after', '1995-02-19T00:00:01Z', true],
    ['a thousandth after', '1995-02-19T00:00:00.001Z', true],
    ['something else', '1995-02-19 or so', true],
  ])('%s with a date keeps the day; a time other than midnight is noticed', (_name, value, odd) => {
    const mapped = map({ hire_date: attribute(value, 'Hire date', 'hire_date') });
    expect(mapped?.hire_date).toBe('1995-02-19');
    expect(mapped?.oddTimes).toEqual(odd ? ['hire_date'] : undefined);
  });

  it.each<[string, unknown, unknown]>([
    ['a relation', { type: 'Department', attributes: { id: 1, name: 'IT' } }, 'IT'],
    ['null', null, EMPTY],
    ['""', '', EMPTY],
    ['[]', [], EMPTY],
    ['a relation without a name', { type: 'Department', attributes: {} }, UNREADABLE],
    ['a number', 4, UNREADABLE],
  ])('%s as a department', (_name, value, expected) => {
    expect(map({ department: attribute(value) })?.department).toBe(expected);
  });

  it.each<[string, unknown, unknown]>([
    ['the option', 'Yes', 'Yes'],
    ['a list of one', ['Yes'], 'Yes'],
    ['a list in a text', '["Yes"]', 'Yes'],
    ['a list of two', ['Yes', 'No'], UNREADABLE],
    ['true', true, 'true'],
    ['1', 1, '1'],
    ['unset', '', EMPTY],
  ])('%s as eligibility', (_name, value, expected) => {
    expect(map({ dynamic_1: attribute(value, ' ALLEO ') })?.eligibility).toBe(expected);
  });

  it.each([
    ['U+200B', 'p@example.com\u200B'],
    ['U+202A and U+202C', '\u202Ap@example.com\u202C'],
    ['U+00AD', 'p@ex\u00ADample.com'],
    ['U+FEFF', '\uFEFFp@example.com'],
  ])('an e-mail address goes without %s', (_name, value) => {
    expect(map({ email: attribute(value) })?.email).toBe('p@example.com');
  });

  it('an option and a department go without invisible characters, a name keeps them', () => {
    const mapped = map({
      dynamic_1: attribute('Yes\u200B', 'Alleo'),
      department: attribute({ type: 'Department', attributes: { id: 1, name: 'I\u200BT' } }),
      first_name: attribute('A\u200DB'),
    });
    expect(mapped).toMatchObject({ eligibility: 'Yes', department: 'IT', first_name: 'A\u200DB' });
  });

  it('decomposed text is composed', () => {
    const mapped = map({
      last_name: attribute('Mu\u0308ller'),
      department: attribute({ type: 'Department', attributes: { id: 1, name: 'Bu\u0308ro' } }),
    });
    expect(mapped).toMatchObject({ last_name: 'M\u00FCller', department: 'B\u00FCro' });
  });

  it.each(['first_name', 'last_name', 'department', 'email'])('%s: 255 characters are taken, 256 are not', (name) => {
    expect(map({ [name]: attribute('x'.repeat(255)) })).toMatchObject({ [name]: 'x'.repeat(255) });
    expect(map({ [name]: attribute('x'.repeat(256)) })).toMatchObject({ [name]: TOO_LONG });
    expect(map({ [name]: attribute(`x${' '.repeat(256)}`) })).toMatchObject({ [name]: 'x' });
  });

  it('a date, an option and an amount of any length are read in no time', () => {
    const long = '\n'.repeat(1_200_000);
    const row = { hire_date: attribute(`${long}x`), dynamic_1: attribute(`${long}x`, 'Alleo') };
    expect(map(row)).toMatchObject({ hire_date: UNREADABLE, eligibility: 'x' });
    expect(map({ first_name: attribute(`x${long}x`) })?.first_name).toBe(TOO_LONG);
  });

  it('statuses ignore case', () => {
    expect(map({ status: attribute('INACTIVE') })?.status).toBe('inactive');
  });
});

describe('attributes', () => {
  it('what is not on the row is absent, never empty', () => {
    expect(map({})).toMatchObject({ email: ABSENT, birthday: ABSENT, eligibility: ABSENT, status: ABSENT });
  });

  it("are found by universal_id, whatever the label's language", () => {
    expect(map({ dynamic_9: attribute('1990-01-01', 'Verjaardag', 'date_of_birth') })?.birthday).toBe('1990-01-01');
  });

  it("the birthday of the old shape by its label, a company's own attribute of that name not", () => {
    expect(map({ dynamic_9: { label: 'Geburtstag', value: '1990-01-01' } })?.birthday).toBe('1990-01-01');
    expect(map({ dynamic_9: attribute('1990-01-01', 'Birthday', null) })?.birthday).toBe(ABSENT);
  });

  it('eligibility by key before label, and only the configured one', () => {
    expect(map({ alleo_access: attribute('no') }, { mode: 'attribute', label: 'alleo_access' })?.eligibility).toBe(
      'no',
    );
    expect(map({ dynamic_1: attribute('no', 'Alleo') }, { mode: 'everyone' })?.eligibility).toBe(ABSENT);
  });

  it('budgets by label or key in any case; two that disagree are unreadable', () => {
    const budgets = map({
      dynamic_1: attribute(50, 'Alleo_Monthly_Health_Budget'),
      alleo_oneoff_all_budget: attribute('12.5'),
      dynamic_3: attribute('', 'alleo_oneoff_sport and fun_budget'),
      dynamic_4: attribute(1, 'alleo_yearly_all_budget'),
    })?.budgets;
    expect([...(budgets ?? [])]).toEqual([
      ['monthly:health', '50'],
      ['oneoff:all', '12.5'],
      ['oneoff:sport and fun', EMPTY],
    ]);
    const twice = map({ a: attribute(1, 'alleo_monthly_all_budget'), b: attribute(2, 'ALLEO_MONTHLY_ALL_BUDGET') });
    expect(twice?.budgets.get('monthly:all')).toBe(UNREADABLE);
  });

  it('labels are found whatever their form, case and invisible characters', () => {
    const bu = (label: string) => map({ dynamic_1: attribute(5, label) })?.budgets;
    expect([...(bu('alleo_oneoff_Mu\u0308sli_budget') ?? [])]).toEqual([['oneoff:m\u00FCsli', '5']]);
    expect([...(bu('\u200Balleo_monthly_a\u00ADll_budget ') ?? [])]).toEqual([['monthly:all', '5']]);
    expect(map({ dynamic_1: attribute('no', 'Alleo\u200B') })?.eligibility).toBe('no');
    const decomposed: Eligibility = { mode: 'attribute', label: 'Fu\u0308r Alleo' };
    expect(map({ dynamic_1: attribute('no', 'F\u00FCr Alleo') }, decomposed)?.eligibility).toBe('no');
  });

  it('a budget field with too long a category is not read, and is told; its label is cut', () => {
    const label = (letters: number) => `alleo_monthly_${'x'.repeat(letters)}_budget`;
    const mapper = createRowMapper(SELECTIVE);
    const mapped = mapper.map({
      id: attribute(1),
      a: attribute(5, label(100)),
      b: attribute(5, label(101)),
      c: attribute(5, label(1_100)),
    });
    expect([...(mapped?.budgets.keys() ?? [])]).toEqual([`monthly:${'x'.repeat(100)}`]);
    const unusable = [...mapper.attributes.values()].filter((one) => one.unusable === true);
    expect(unusable.map((one) => one.key)).toEqual(['b', 'c']);
    expect(unusable.map((one) => one.label.length)).toEqual([label(101).length, 255]);
  });

  it('of more than fifty budget fields the first fifty are read', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 52 }, (_, n) => [`dynamic_${n}`, attribute(n, `alleo_oneoff_c${n % 51}_budget`)]),
    );
    const mapper = createRowMapper(SELECTIVE);
    expect(mapper.map({ id: attribute(1), ...fields })?.budgets.size).toBe(50);
    // The 51st is a category of its own, the 52nd the first one's once more.
    expect([...mapper.attributes.values()].filter((one) => one.unusable === true).map((one) => one.key)).toEqual([
      'dynamic_50',
    ]);
  });

  it('an attribute that is no attribute object is unreadable, and blocks that reading only', () => {
    expect(map({ email: 'bare', first_name: attribute('Pim') })).toMatchObject({
      email: UNREADABLE,
      first_name: 'Pim',
    });
  });

  it.each([['x'], ['7a'], [''], [null], [1.5], [-1], [{}]])('%s is no id', (value) => {
    expect(createRowMapper(SELECTIVE).map({ id: attribute(value) })).toBeUndefined();
  });

  it('tells every attribute that it saw, and how often it was filled', () => {
    const mapper = createRowMapper(SELECTIVE);
    mapper.map({ id: attribute(1), email: attribute('a', 'Email', 'email'), dynamic_1: attribute('', 'Other') });
    mapper.map({ id: attribute(2), email: attribute('', 'Email', 'email'), dynamic_1: attribute('x', 'Other') });
    expect(mapper.attributes.get('email')).toMatchObject({ label: 'Email', universalId: 'email', filled: 1 });
    expect(mapper.attributes.get('dynamic_1')).toMatchObject({ label: 'Other', universalId: null, filled: 1 });
  });
});

describe('any JSON value at any place of a row', () => {
  const names = [
    'email',
    'first_name',
    'last_name',
    'status',
    'hire_date',
    'termination_date',
    'department',
    'dynamic_1',
    'dynamic_2',
    '__proto__',
    'constructor',
  ];
  const anyAttribute = fc.oneof(
    fc.jsonValue(),
    fc.record({ label: fc.jsonValue(), value: fc.jsonValue(), type: fc.jsonValue(), universal_id: fc.jsonValue() }),
    fc.record({ label: fc.constantFrom('Alleo', 'alleo_monthly_all_budget'), value: fc.jsonValue() }),
  );

  it('gives readings and a decision, and never a crash', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), anyAttribute), (attributes) => {
        const row: unknown = JSON.parse(JSON.stringify({ ...attributes, id: { value: 7 } }));
        const employee = createRowMapper(SELECTIVE).map(row as Record<string, unknown>);
        if (employee === undefined) throw new Error('the id was there');
        const readings = [
          employee.email,
          employee.status,
          employee.hire_date,
          employee.department,
          ...employee.budgets.values(),
        ];
        for (const reading of readings) {
          const isText = typeof reading === 'string' && reading === reading.trim() && reading !== '';
          expect(isText || [ABSENT, EMPTY, UNREADABLE].some((one) => one === reading)).toBe(true);
        }
        expect(
          decide(employee, { today: '2026-12-01', onLeave: 'keep', eligibility: SELECTIVE }, false).reason,
        ).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 2000, seed: SEED },
    );
  });

  it('as a whole page: a documented error or a listing', { timeout: 60_000 }, async () => {
    const simulator = await startPersonioSimulator();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ success: fc.constant(true), data: fc.array(fc.jsonValue()) })),
        async (body) => {
          simulator.script = ({ route }) => (route === 'POST /auth' ? undefined : { status: 200, body });
          const port = createPersonioClient({
            tenantId: 'acme',
            baseUrl: simulator.url,
            allowedHosts: [],
            allowLoopback: true,
            credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
            eligibility: SELECTIVE,
            pacing: undefined,
            retryBudgetMs: 0,
          });
          try {
            expect((await port.readAll()).employees).toBeInstanceOf(Array);
          } catch (error) {
            expect(error).toMatchObject({ name: 'TransientError', code: 'LISTING_INCOMPLETE' });
          }
        },
      ),
      { numRuns: 150, seed: SEED },
    );
    await simulator.close();
  });
});
