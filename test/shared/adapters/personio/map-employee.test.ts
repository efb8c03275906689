import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startPersonioSimulator } from '../../../../local/simulators/personio/start.ts';
import { createRowMapper } from '../../../../shared/adapters/personio/map-employee.ts';
import { createPersonioClient } from '../../../../shared/adapters/personio/personio-client.ts';
import type { Eligibility } from '../../../../shared/contracts/tenant.ts';
import { decide } from '../../../../shared/core/decide/decide.ts';
import { ABSENT, EMPTY, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
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
