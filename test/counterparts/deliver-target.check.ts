import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutcomes } from '../../shared/adapters/dynamodb/outcomes.ts';
import * as z from '../../shared/contracts/zod.ts';
import { TEXT_MAX } from '../../shared/core/ground/text.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { type Server, startPythonServer } from './run-servers.ts';

const JournalSchema = z.array(
  z.strictObject({
    method: z.string(),
    path: z.string(),
    status: z.int(),
    body: z.string(),
    detail: z.union([z.null(), z.string(), z.array(z.looseObject({ loc: z.array(z.union([z.string(), z.int()])) }))]),
  }),
);
const AccountsSchema = z.array(
  z.looseObject({ id: z.int(), external_id: z.nullable(z.string()), is_active: z.boolean() }),
);

/** Every request and the body of every write, as the models took or refused it. */
async function readJournal(url: string) {
  return JournalSchema.parse(await (await fetch(`${url}/journal`)).json());
}

async function readAccounts(url: string) {
  const accounts = AccountsSchema.parse(await (await fetch(`${url}/accounts`)).json());
  return Object.fromEntries(accounts.map((account) => [account.external_id ?? '', account]));
}

/** As long as text may be that is sent at all. */
const longest = (letter: string) => letter.repeat(Math.floor(TEXT_MAX / letter.length));
const PEOPLE = [
  { id: 1, firstName: 'Zoë', lastName: 'Großmann-Łęcka', department: 'büro süd ', birthday: '1990-02-28' },
  { id: 2, firstName: '李', lastName: '小龙', department: 'Unknown department', birthday: '2000-02-29' },
  { id: 3, firstName: longest('ü'), lastName: longest('\u{1F600}'), department: 'IT' },
  { id: 4, email: `${'a'.repeat(60)}@${'b'.repeat(35)}.com`, firstName: "O'Neil", lastName: 'van der "Berg"' },
  { id: 5, email: 'jürgen@bücher.de', firstName: ' Jürgen ', lastName: 'Müller\u00A0' },
  { id: 6, email: 'Max.Capital@Example.COM', terminationDate: '2026-12-31', birthday: '1930-01-01' },
  { id: 7, hireDate: null, birthday: null, department: null },
  { id: 8, email: "o'hara+alleo@sub.example.co.uk", hireDate: '2026-11-01' },
  { id: 987_654_321_012, firstName: '=1+1', lastName: '<b>&amp;</b>\\' },
  { id: 10, email: 'adopted@example.com', firstName: 'Adele' },
  ...Array.from({ length: 130 }, (_, index) => ({ id: 100 + index, department: index % 2 === 0 ? 'IT' : null })),
];

let target: Server;
let pipeline: Pipeline;

beforeAll(async () => {
  target = await startPythonServer('serve_alleo_models.py', { path: '/journal' });
  pipeline = await openPipeline({ people: PEOPLE });
  await pipeline.addTenant({ alleoUrl: `${target.url}/customer_api/v1` });
  await pipeline.approve('2026-11-02');
});
afterAll(async () => {
  await pipeline?.close();
  await target?.close();
});

/** Requests since the last call that were refused, token trouble apart: `status method path`. */
function refusals() {
  let seen = 0;
  return async () => {
    const fresh = (await readJournal(target.url)).slice(seen);
    seen += fresh.length;
    return fresh.filter(({ status }) => status >= 400 && status !== 401);
  };
}

describe("deliver, into a server of the SDK's models", () => {
  const sinceThen = refusals();

  it('has everything accepted that a first activation sends', async () => {
    expect(await pipeline.reportOf('2026-11-02')).toMatchObject({ status: 'ok', listed: PEOPLE.length });
    expect(await sinceThen()).toEqual([]);
    const accounts = await readAccounts(target.url);
    expect(Object.keys(accounts)).toHaveLength(PEOPLE.length);
    expect(Object.values(accounts).filter(({ is_active }) => !is_active)).toEqual([]);
    expect(accounts[1]).toMatchObject({
      first_name: 'Zoë',
      last_name: 'Großmann-Łęcka',
      birthday: '1990-02-28',
      work_anniversary: '2020-01-01',
      company_group_id: 10,
      language: 'en',
    });
    expect(accounts[2]).toMatchObject({ first_name: '李', company_group_id: null, birthday: '2000-02-29' });
    expect(accounts[3]).toMatchObject({ first_name: longest('ü'), last_name: longest('\u{1F600}') });
    expect(accounts[5]).toMatchObject({ email: 'jürgen@bücher.de', first_name: 'Jürgen', last_name: 'Müller' });
    expect(accounts[10]).toMatchObject({ id: 7001, first_name: 'Adele' });
    expect(accounts[7]).toMatchObject({ birthday: null, work_anniversary: null, company_group_id: null });
  });

  it('has everything accepted that changes send: fields, nulls, addresses, groups, leavers and returners', async () => {
    const { personio } = pipeline;
    personio.change(1, { birthday: null, department: null, lastName: 'Ünal' });
    personio.change(2, { department: 'it', email: 'lee@example.com' });
    personio.change(3, { status: 'inactive', terminationDate: '2026-11-02' });
    personio.change(6, { terminationDate: null, email: 'max@example.com' });
    personio.change(7, { birthday: '2000-01-01', hireDate: '2026-01-01', department: 'Büro Süd' });
    personio.add({ id: 9, firstName: 'Neu', lastName: 'Neumann' });
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({
      status: 'ok',
      mutations: { activate: 1, update: 4, deactivate: 1 },
    });
    personio.change(3, { status: 'active', terminationDate: null });
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ mutations: { activate: 1 }, open: { count: 0 } });
    expect(await sinceThen()).toEqual([]);
    const accounts = await readAccounts(target.url);
    expect(accounts[1]).toMatchObject({ birthday: null, company_group_id: null, last_name: 'Ünal' });
    expect(accounts[2]).toMatchObject({ company_group_id: 11, email: 'lee@example.com' });
    expect(accounts[3]).toMatchObject({ is_active: true });
    expect(accounts[7]).toMatchObject({ birthday: '2000-01-01', company_group_id: 10 });
    expect(accounts[9]).toMatchObject({ is_active: true, first_name: 'Neu' });
  });

  it('asks for nothing on a quiet day', async () => {
    const before = (await readJournal(target.url)).length;
    expect(await pipeline.reportOf('2026-11-05')).toMatchObject({ mutations: {}, open: { count: 0 } });
    expect(await readJournal(target.url)).toHaveLength(before);
  });

  it('makes an account anew that was deleted there', async () => {
    const { id } = z.object({ id: z.int() }).parse((await readAccounts(target.url))[8]);
    await fetch(`${target.url}/accounts/${id}`, { method: 'DELETE' });
    pipeline.personio.change(8, { lastName: 'Anew' });
    await pipeline.reportOf('2026-11-06');
    expect((await readAccounts(target.url))[8]).toMatchObject({ last_name: 'Anew', is_active: true });
    expect((await sinceThen()).map(({ status, method }) => `${status} ${method}`)).toEqual(['404 GET']);
  });

  const REFUSED = [
    { id: 21, email: 'anna@company.test', code: 'REJECTED_BY_ALLEO', attribute: 'email', status: 422 },
    { id: 22, email: 'berta@company.invalid', code: 'REJECTED_BY_ALLEO', attribute: 'email', status: 422 },
    { id: 23, email: 'HELD@example.com', code: 'EMAIL_TAKEN', attribute: 'email', status: 409 },
    { id: 24, department: 'Ghost', code: 'REJECTED_BY_ALLEO', attribute: undefined, status: 400 },
  ] as const;

  it('shows each of its refusals as rejected, by code and field, and lets the others pass', async () => {
    for (const { code: _code, attribute: _attribute, status: _status, ...person } of REFUSED) {
      pipeline.personio.add(person);
    }
    pipeline.personio.add({ id: 25 });
    pipeline.personio.change(9, { email: 'neu@company.invalid' });
    pipeline.personio.change(2, { email: 'lee@company.test' });
    await pipeline.reportOf('2026-11-07');
    expect((await sinceThen()).map(({ status }) => status).sort()).toEqual([400, 409, 422, 422, 422, 422]);
    const outcomes = createOutcomes({
      client: pipeline.local.clients.dynamodb,
      tableName: pipeline.local.env.deliver.TABLE_NAME,
    });
    for (const { id, code, attribute } of REFUSED) {
      const outcome = await outcomes.readOutcome('acme', String(id));
      expect(outcome?.last).toMatchObject({ code, ...(attribute === undefined ? {} : { attribute }) });
      expect(outcome?.alleoId).toBeUndefined();
    }
    for (const [id, attribute] of [
      ['9', 'email'],
      ['2', 'email'],
    ] as const) {
      expect((await outcomes.readOutcome('acme', id))?.last).toMatchObject({ code: 'REJECTED_BY_ALLEO', attribute });
    }
    const accounts = await readAccounts(target.url);
    expect(accounts[25]).toMatchObject({ is_active: true });
    expect(accounts[9]).toMatchObject({ email: 'person.9@example.com' });
    expect(pipeline.local.metrics.get('DeliverRejected')).toBe(6);
    expect(pipeline.bodiesOf('mutationDeadLetters')).toEqual([]);
  });

  it('keeps what was refused open, and applies it once it is fixed', async () => {
    const { personio } = pipeline;
    personio.change(21, { email: 'anna@example.com' });
    personio.change(22, { email: 'berta@example.com' });
    personio.change(23, { email: 'free@example.com' });
    personio.change(24, { department: 'IT' });
    personio.change(9, { email: 'neu@example.com' });
    personio.change(2, { email: 'lee@example.com' });
    expect(await pipeline.reportOf('2026-11-08')).toMatchObject({ open: { count: 6 } });
    expect(await sinceThen()).toEqual([]);
    const accounts = await readAccounts(target.url);
    for (const { id } of REFUSED) expect(accounts[id]).toMatchObject({ is_active: true });
    expect(await pipeline.reportOf('2026-11-09')).toMatchObject({ mutations: {}, open: { count: 0 } });
  });
});
