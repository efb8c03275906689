import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewPersonioPerson } from '../../local/simulators/personio/person.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../local/simulators/personio/start.ts';
import { createPersonioClient } from '../../shared/adapters/personio/personio-client.ts';
import type { Eligibility } from '../../shared/contracts/tenant.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import { describePeople } from '../../shared/core/report/report.ts';
import { World } from '../fakes/world.ts';
import { alterJson } from '../local/simulators/script-answers.ts';
import { JSON_VALUES, placesOf, replaceAt } from './json-values.ts';

const MONTHLY = 'alleo_monthly_all_budget';
const ELIGIBILITY: Eligibility = { mode: 'attribute', label: 'Alleo' };
/** What each attribute may lead to when its value is strange; somebody active is never out by it, but for a plain no. */
const ALLOWED: { readonly [attribute: string]: readonly string[] } = {
  status: ['STATUS_UNKNOWN'],
  email: ['MISSING_EMAIL', 'INVALID_EMAIL'],
  first_name: ['MISSING_NAME', 'TEXT_TOO_LONG', 'EMPLOYED'],
  last_name: ['MISSING_NAME', 'TEXT_TOO_LONG', 'EMPLOYED'],
  hire_date: ['INVALID_DATE', 'EMPLOYED'],
  termination_date: ['EMPLOYED'],
  date_of_birth: ['EMPLOYED'],
  department: ['EMPLOYED'],
  Alleo: ['ELIGIBILITY_VALUE_UNKNOWN', 'ELIGIBILITY_EMPTIED', 'NOT_ELIGIBLE', 'EMPLOYED'],
  [MONTHLY]: ['EMPLOYED'],
};
/** `yes` and `no` as Personio may write them among the values (behaviour: "Decide"). */
const CHOSEN = new Map<unknown, string>([
  [true, 'EMPLOYED'],
  [false, 'NOT_ELIGIBLE'],
  [0, 'NOT_ELIGIBLE'],
]);

const plainPerson = (id: number): NewPersonioPerson => ({
  id,
  birthday: '1990-02-03',
  department: 'IT',
  custom: { Alleo: 'Yes', [MONTHLY]: 50 },
});

const CASES = Object.keys(ALLOWED).flatMap((attribute) => JSON_VALUES.map((value) => ({ attribute, value })));
const NEIGHBOURS = 10;
const STAFF = Array.from({ length: CASES.length + NEIGHBOURS }, (_, index) => plainPerson(index + 1));

let personio: PersonioSimulator;
let world: World;

const open = () =>
  createPersonioClient({
    tenantId: 'acme',
    baseUrl: personio.url,
    allowedHosts: [],
    allowLoopback: true,
    credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
    eligibility: ELIGIBILITY,
    pacing: undefined,
    retryBudgetMs: 0,
  });

async function activated(people: readonly NewPersonioPerson[]): Promise<World> {
  for (const { id } of personio.account.ordered) personio.remove(id);
  for (const person of people) personio.add(person);
  const made = new World({
    employees: [],
    status: 'pending',
    eligibility: ELIGIBILITY,
    policies: { deactivateFloor: 1000, deactivateWeekFloor: 1000, updateFloor: 1000, moneyFloor: '9999999.00' },
  });
  made.personio.open = open;
  await made.approve(true);
  await made.sync('activate');
  await made.deliverAll();
  made.date = '2026-12-02';
  return made;
}

beforeAll(async () => {
  personio = await startPersonioSimulator({ people: [plainPerson(1)] });
});
afterAll(() => personio.close());

async function reasons(): Promise<ReadonlyMap<string, string>> {
  const prepared = await world.prepare();
  if ('gate' in prepared) throw new Error(prepared.gate.code);
  return new Map(describePeople(prepared.resolved.plan).map(({ employeeId, reason }) => [employeeId, reason]));
}

describe.each([
  ['value', (attribute: string, value: unknown) => ({ rawValues: { [attribute]: value } })],
  [
    'whole attribute',
    (attribute: string, value: unknown) => {
      const key = personio.account.attributes.find(({ key, label, universalId }) =>
        [key, label, universalId].includes(attribute),
      )?.key;
      return { rawAttributes: { [key ?? attribute]: value } };
    },
  ],
])('every JSON value as the %s of every attribute of somebody active', (what, change) => {
  it('gives each a reason of the table, blocks nobody else, and ends the run well', { timeout: 60_000 }, async () => {
    world = await activated(STAFF);
    const sent = world.sent.length;
    for (const [index, { attribute, value }] of CASES.entries()) personio.change(index + 1, change(attribute, value));
    const found = await reasons();
    expect(found.size).toBe(STAFF.length);
    for (const [index, { attribute, value }] of CASES.entries()) {
      const reason = found.get(String(index + 1)) ?? 'none';
      const told = { attribute, value, reason };
      expect(ALLOWED[attribute], JSON.stringify(told).slice(0, 300)).toContain(reason);
      if (attribute === 'Alleo' && what === 'value') {
        const odd = reason === 'ELIGIBILITY_EMPTIED' || reason === 'ELIGIBILITY_VALUE_UNKNOWN';
        expect(told).toMatchObject(odd ? {} : { reason: CHOSEN.get(value) ?? 'EMPLOYED' });
        expect({ ...told, known: odd !== CHOSEN.has(value) }).toMatchObject({ known: true });
      }
    }
    const report = await world.day('2026-12-02');
    expect(report).toMatchObject({ status: 'ok', listed: STAFF.length });
    expect(Object.values(report.decisions).reduce((sum, count) => sum + count, 0)).toBe(STAFF.length);
    const deactivated = world.sent.slice(sent).filter(({ data }) => data.kind === 'deactivate');
    expect(deactivated).toHaveLength(report.decisions['NOT_ELIGIBLE'] ?? 0);
    const neighbours = new Set(STAFF.slice(CASES.length).map(({ id }) => String(id)));
    expect(world.sent.slice(sent).filter(({ subject }) => neighbours.has(subject))).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('every JSON value at every place of the answer around the rows', () => {
  const page = {
    success: true,
    metadata: { total_elements: 3 },
    data: [{ attributes: { id: { value: 1 } } }],
  };
  beforeEach(async () => {
    world = await activated([1, 2, 3].map(plainPerson));
  });

  it('is an incomplete listing, or the listing itself: nobody is touched', { timeout: 60_000 }, async () => {
    const sent = world.sent.length;
    const codes = new Set<string | null>();
    for (const path of placesOf(page)) {
      for (const value of [undefined, ...JSON_VALUES]) {
        personio.script = ({ route }) =>
          route === 'GET /company/employees' ? alterJson((body) => replaceAt(body, path, value)) : undefined;
        await world.syncOnce().catch((error: unknown) => {
          if (!(error instanceof TransientError)) throw error;
        });
        world.recover();
        const code = world.reports.at(-1)?.code ?? null;
        codes.add(code);
        // Whatever else the page says: it is an error unless success is true, or left out.
        if (path[0] === 'success' && value !== true && value !== undefined && value !== null)
          expect({ value, code }).toEqual({ value, code: 'LISTING_INCOMPLETE' });
        expect({ path, value, sent: world.sent.length }).toMatchObject({ sent });
      }
    }
    personio.script = undefined;
    expect([...codes].sort()).toEqual(['LISTING_INCOMPLETE', null]);
    expect(await world.day('2026-12-03')).toMatchObject({ status: 'ok', mutations: {} });
  });
});
