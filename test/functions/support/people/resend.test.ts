import { afterEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import type { UserMutation } from '../../../../shared/contracts/user-mutation.ts';
import { newLedgerDay } from '../../../../shared/core/emit/remember.ts';
import type { EmployeeMemory } from '../../../../shared/core/ground/memory.ts';
import type { MemoryWrite } from '../../../../shared/core/ports/table.ts';
import { accountsOf, openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { accountOf, companyOf } from '../../../local/simulators/find-account.ts';

const MONTHLY = 'alleo_monthly_all_budget';
const ONE_OFF = 'alleo_oneoff_all_budget';
const PEOPLE = [
  { id: 1, firstName: 'Anna', lastName: 'Smit', custom: { [MONTHLY]: 50, [ONE_OFF]: 100 } },
  { id: 2, firstName: 'Bram', lastName: 'Jansen' },
  { id: 3, firstName: 'Cees', lastName: 'Jansen' },
];

let pipeline: Pipeline;

async function activated(options: PipelineOptions = {}): Promise<void> {
  pipeline = await openPipeline({ people: PEOPLE, ...options });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

afterEach(() => pipeline.close());

const resend = (person: string) =>
  askSupport(pipeline.local, 'test', { operation: 'resend', tenantId: 'acme', person });

const pause = () => askSupport(pipeline.local, 'test', { operation: 'tenant-pause', tenantId: 'acme' });

/** The same customer under another registration and another key, with a first run that has ended. */
async function addAnew(): Promise<void> {
  await askSupport(pipeline.local, 'test', { operation: 'tenant-remove', tenantId: 'acme', confirm: 'Acme' });
  await pipeline.addTenant();
  const { directory } = pipeline.local;
  const { registration = '' } = (await directory.readTenant('acme')) ?? {};
  await directory.updateTenant('acme', registration, { status: 'active', activatedAt: '2026-11-03T08:00:00.000Z' });
}

const account = (id: string) => accountOf(pipeline.alleo, id);

const setByHand = (id: string, changes: object) => companyOf(pipeline.alleo).edit(account(id).id, changes);

const budgets = () => pipeline.bodiesOf('budgets').map((body) => JSON.parse(body) as UserMutation);
const grants = () => budgets().filter(({ type }) => type.endsWith('grant-one-off-budget'));

/** Done when the next Query has its answer: the memory that a plan is made of. */
function whenMemoryIsRead(): Promise<void> {
  const { middlewareStack } = pipeline.local.clients.dynamodb();
  return new Promise((resolve) => {
    middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const answer = await next(args);
          if (commandName === 'QueryCommand') resolve();
          return answer;
        },
      { step: 'deserialize', priority: 'high', name: 'tellQuery', override: true },
    );
  });
}

async function ledgerOf(date: string) {
  const { clients, env } = pipeline.local;
  const memory = createMemory({ client: clients.dynamodb, tableName: env.sync.TABLE_NAME });
  return (await memory.readMemory('acme')).ledger.find((day) => day.date === date);
}

describe('resend', () => {
  it('raises no bar: what is sent once more is not what later days are measured against', async () => {
    await activated();
    const before = await ledgerOf('2026-11-02');
    expect((await resend('anna smit')).sent).toContain('set-monthly-budget');
    expect(await ledgerOf('2026-11-02')).toEqual(before);
  });

  it('makes the account so again, sets the monthly amount again, and grants nothing a second time', async () => {
    await activated();
    setByHand('1', { last_name: 'By hand', is_active: false });
    expect(await resend('anna smit')).toEqual({
      tenantId: 'acme',
      employeeId: '1',
      name: 'Anna Smit',
      sent: ['update', 'set-monthly-budget'],
      reason: 'EMPLOYED',
    });
    await resend('1');
    const next = await pipeline.reportOf('2026-11-03');
    expect(next).toMatchObject({ status: 'ok', mutations: {}, open: { count: 0 } });
    expect(account('1')).toMatchObject({ last_name: 'Smit', is_active: true });
    expect(grants()).toHaveLength(1);
    // What the second one offered was open already, and is applied once.
    expect(budgets().map(({ data }) => ('amount' in data ? data.amount : ''))).toEqual(['50.00', '100.00', '50.00']);
    expect((await pipeline.reportOf('2026-11-04')).mutations).toEqual({});
  });

  it('offers what is open at once, a grant under its own number', async () => {
    let down = true;
    await activated({ alleo: {} });
    pipeline.personio.change(2, { custom: { [ONE_OFF]: 75 } });
    pipeline.alleo.script = ({ method, route }) =>
      down && method === 'GET' && route.includes('employees/') ? { status: 503, body: '' } : undefined;
    await pipeline.runDay('2026-11-03');
    expect(grants()).toHaveLength(1);
    const [dead] = pipeline.bodiesOf('mutationDeadLetters').map((body) => JSON.parse(body) as UserMutation);
    down = false;
    expect(await resend('2')).toMatchObject({ sent: ['grant-one-off-budget', 'update'] });
    const sent = pipeline.bodiesOf('mutations').map((body) => JSON.parse(body) as UserMutation);
    expect(sent.find(({ type }) => type.endsWith('budget'))?.id).toBe(dead?.id);
    await askSupport(pipeline.local, 'test', { operation: 'redrive' });
    expect((await pipeline.reportOf('2026-11-03')).open.count).toBe(0);
    expect(grants()).toHaveLength(2);
  });

  it('deactivates again whom somebody activated by hand though they are out, and never activates them', async () => {
    await activated();
    pipeline.personio.change(1, { status: 'inactive' });
    await pipeline.runDay('2026-11-03');
    expect(accountsOf(pipeline.alleo)).toMatchObject({ 1: false });
    setByHand('1', { is_active: true });
    expect(await resend('1')).toMatchObject({ sent: ['deactivate'], reason: 'STATUS_INACTIVE' });
    await pipeline.runDay('2026-11-04');
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: false, 2: true, 3: true });
  });

  it('does so for somebody who is gone from Personio, who is named by id', async () => {
    await activated();
    pipeline.personio.remove(1);
    for (const day of ['03', '04', '05']) await pipeline.runDay(`2026-11-${day}`);
    expect(accountsOf(pipeline.alleo)).toMatchObject({ 1: false });
    expect(await resend('1')).toMatchObject({ sent: ['deactivate'], name: null, reason: 'GONE_FROM_PERSONIO' });
  });

  it('sends nothing for whom the rules keep as they are, and says why', async () => {
    await activated();
    pipeline.personio.change(2, { email: '' });
    pipeline.personio.remove(3);
    pipeline.personio.add({ id: 4, status: 'onboarding', hireDate: '2027-01-01' });
    pipeline.personio.add({ id: 5, status: 'inactive' });
    await pipeline.runDay('2026-11-03');
    expect(await resend('2')).toMatchObject({ sent: [], reason: 'MISSING_EMAIL' });
    expect(await resend('3')).toMatchObject({ sent: [], reason: 'MISSING' });
    expect(await resend('4')).toMatchObject({ sent: [], reason: 'NOT_STARTED' });
    expect(await resend('5')).toMatchObject({ sent: [], reason: 'STATUS_INACTIVE' });
    expect(pipeline.bodiesOf('mutations')).toEqual([]);
  });

  it('is no way around a limit: what is held for the person is told and not sent', async () => {
    await activated({ people: [1, 2, 3, 4, 5].map((id) => ({ id })) });
    for (const id of [1, 2, 3, 4]) pipeline.personio.change(id, { status: 'inactive' });
    await pipeline.runDay('2026-11-03');
    await expect(resend('1')).rejects.toMatchObject({ problem: { kind: 'held', code: 'TOO_MANY_DEACTIVATIONS' } });
    expect(pipeline.bodiesOf('mutations')).toEqual([]);
    expect(accountsOf(pipeline.alleo)).toMatchObject({ 1: true, 5: true });
  });

  it('sends what the next run would send, once: the run has nothing left to do', async () => {
    await activated();
    pipeline.personio.change(2, { lastName: 'Changed' });
    expect(await resend('2')).toMatchObject({ sent: ['update'] });
    expect(await pipeline.reportOf('2026-11-02')).toMatchObject({ mutations: {} });
    expect(account('2')).toMatchObject({ last_name: 'Changed' });
  });

  it('leaves a new grant to the run', async () => {
    await activated();
    pipeline.personio.change(2, { custom: { [ONE_OFF]: 75 } });
    expect(await resend('2')).toMatchObject({ sent: ['update'] });
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ mutations: { 'grant-one-off-budget': 1 } });
    expect(grants()).toHaveLength(2);
  });

  it('cut off in the middle, is gone on with by the next run as the identical message', async () => {
    let failing = false;
    await activated({ onRequest: ({ action }) => (failing && action === 'SendMessageBatch' ? 'fail-after' : 'pass') });
    setByHand('2', { last_name: 'By hand' });
    failing = true;
    await expect(resend('2')).rejects.toMatchObject({ problem: { kind: 'failed', code: 'SEND_FAILED' } });
    failing = false;
    const before = pipeline.bodiesOf('mutations');
    expect(before.length).toBeGreaterThan(0);
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ mutations: { update: 1 } });
    expect(account('2')).toMatchObject({ last_name: 'Jansen' });
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ mutations: {}, open: { count: 0 } });
  });

  it.each<[string, (stored: EmployeeMemory) => MemoryWrite]>([
    ['changed this person', (stored) => ({ put: 'employee', item: stored })],
    ['sent to others', () => ({ put: 'ledger', item: newLedgerDay('2026-11-02', 99) })],
  ])('is refused while a run is at work, and where one %s since Personio was read', async (_what, write) => {
    await activated();
    const memory = createMemory({
      client: pipeline.local.clients.dynamodb,
      tableName: pipeline.local.env.sync.TABLE_NAME,
    });
    const lease = await memory.takeLease('acme', 'a-run');
    await expect(resend('1')).rejects.toMatchObject({ problem: { code: 'LEASE_TAKEN' } });
    if (lease === undefined) throw new Error('no lease');
    const stored = (await memory.readEmployee('acme', '1')).memory;
    if (stored === undefined) throw new Error('no memory');
    const read = whenMemoryIsRead();
    pipeline.personio.script = async ({ route }) => {
      if (!route.includes('employees')) return undefined;
      pipeline.personio.script = undefined;
      await read;
      await memory.write(lease, [write(stored)]);
      await memory.releaseLease(lease);
      return undefined;
    };
    await expect(resend('1')).rejects.toMatchObject({ problem: { code: 'MEMORY_CHANGED' } });
    expect(pipeline.bodiesOf('mutations')).toEqual([]);
    // Nothing of it stays in the way.
    expect(await resend('1')).toMatchObject({ sent: ['update', 'set-monthly-budget'] });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['paused', () => pause(), 'TENANT_PAUSED'],
    ['removed and added anew', () => addAnew(), 'TENANT_CHANGED'],
  ])('sends and remembers nothing for a customer who was %s since Personio was read', async (_what, change, code) => {
    await activated();
    pipeline.personio.add({ id: 4 });
    pipeline.local.clock.set(new Date('2026-11-03T09:00:00Z'));
    const read = whenMemoryIsRead();
    pipeline.personio.script = async ({ route }) => {
      if (!route.includes('employees')) return undefined;
      pipeline.personio.script = undefined;
      await read;
      await change();
      return undefined;
    };
    await expect(resend('4')).rejects.toMatchObject({ problem: { code } });
    expect(pipeline.bodiesOf('mutations')).toEqual([]);
    const { dynamodb: client } = pipeline.local.clients;
    const memory = createMemory({ client, tableName: pipeline.local.env.sync.TABLE_NAME });
    expect((await memory.readMemory('acme')).employees.has('4')).toBe(false);
  });

  it('names the people where several fit, and the nearest where nobody does', async () => {
    await activated();
    await expect(resend('jansen')).rejects.toMatchObject({
      problem: { kind: 'usage', code: 'PERSON_AMBIGUOUS', hint: 'Name one by id: 2 (Bram Jansen), 3 (Cees Jansen).' },
    });
    await expect(resend('Ana Smit')).rejects.toMatchObject({
      problem: { kind: 'usage', code: 'PERSON_UNKNOWN', hint: 'Did you mean 1 (Anna Smit)?' },
    });
  });

  it('is refused before the first run has ended, and while the tenant is paused', async () => {
    pipeline = await openPipeline({ people: PEOPLE });
    await pipeline.addTenant();
    await expect(resend('1')).rejects.toMatchObject({ problem: { code: 'TENANT_PENDING' } });
    await pipeline.approve('2026-11-02');
    await expect(resend('1')).rejects.toMatchObject({ problem: { code: 'FIRST_RUN_NOT_ENDED' } });
    await pipeline.runDay('2026-11-02');
    await pause();
    await expect(resend('1')).rejects.toMatchObject({ problem: { code: 'TENANT_PAUSED' } });
  });
});
