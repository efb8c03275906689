import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function open(options: PipelineOptions): Promise<void> {
  pipeline = await openPipeline(options);
  await pipeline.addTenant();
  at('2026-11-02');
}

const at = (date: string) => pipeline.local.clock.set(new Date(`${date}T03:00:00Z`));
const digestNow = async () => (await desk.ask('preview')).digest ?? '';
const runOf = async (trigger: string) => (await desk.ask('runs')).runs.find((run) => run.trigger === trigger);
const TWO = [{ id: 1 }, { id: 2 }];

describe('preview', () => {
  it('is what the run does: people, holds, digest', async () => {
    await open({ people: [...TWO, { id: 3, email: '' }, { id: 4, custom: { alleo_monthly_all_budget: 5000 } }] });
    const preview = await desk.ask('preview');
    expect(preview).toMatchObject({ status: 'held', approvable: true, tenantStatus: 'pending', language: 'en' });
    expect(preview.people.map(({ employeeId, action, account }) => [employeeId, action, account])).toEqual([
      ['1', 'activate', 'create'],
      ['2', 'activate', 'create'],
      ['3', 'none', undefined],
      ['4', 'activate', 'create'],
    ]);
    await desk.ask('activate', { digest: preview.digest });
    await pipeline.runDay('2026-11-02');
    const run = await runOf('activate');
    expect(run).toMatchObject({ mutations: preview.mutations, held: preview.held, digest: expect.any(String) });
    expect(run?.approval).toEqual({ digest: preview.digest, result: 'released' });
  });

  it('tells the amount of a held budget, and what nobody decided about', async () => {
    await open({ people: [{ id: 1, custom: { alleo_monthly_all_budget: 5000, Alleo: 'Yes' } }] });
    const tenant = await pipeline.local.directory.readTenant('acme');
    const undecided = { eligibility: { mode: 'undecided' } } as const;
    await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', undecided);
    const preview = await desk.ask('preview');
    expect(preview).toMatchObject({ undecided: 'Alleo', currency: 'EUR' });
    expect(preview.people[0]?.holds).toEqual([
      {
        kind: 'set-monthly-budget',
        code: 'BUDGET_ABOVE_CEILING',
        attribute: 'alleo_monthly_all_budget',
        amount: '5000.00',
      },
    ]);
  });

  it('names who is gone from Personio as Alleo has them, and nobody where Alleo cannot be asked', async () => {
    await open({ people: [{ id: 1 }, { id: 101, firstName: 'Bram', lastName: 'Bakker' }] });
    await desk.ask('activate', { digest: await digestNow() });
    await pipeline.runDay('2026-11-02');
    pipeline.personio.remove(101);
    for (const date of ['2026-11-03', '2026-11-04']) await pipeline.runDay(date);
    expect(await desk.ask('preview')).not.toHaveProperty('namesInAlleo');
    at('2026-11-05');
    const preview = await desk.ask('preview');
    expect(preview.people[1]).toMatchObject({ employeeId: '101', action: 'deactivate' });
    expect(preview).toMatchObject({ namesInAlleo: { '101': 'Bram Bakker' }, names: { '1': expect.any(String) } });
    pipeline.alleo.script = () => ({ status: 403, body: {} });
    expect(await desk.ask('preview')).not.toHaveProperty('namesInAlleo');
    pipeline.alleo.script = undefined;
  });

  it('answers who joins and leaves by a day', async () => {
    await open({ people: [{ id: 1, status: 'onboarding', hireDate: '2026-12-01' }, { id: 2 }] });
    const actionOf = async (asOf: string) => {
      const { people, date } = await desk.ask('preview', { asOf });
      return [date, people[0]?.action, people[0]?.startDate];
    };
    expect(await actionOf('2026-11-30')).toEqual(['2026-11-30', 'none', '2026-12-01']);
    expect(await actionOf('2026-12-01')).toEqual(['2026-12-01', 'activate', undefined]);
  });

  it('gives the failed report of a gate, and issues on the page of their people only', async () => {
    await open({ people: [1, 2, 3].map((id) => ({ id, email: '' })) });
    const page = await desk.ask('preview', { from: 2 });
    expect(page.people.map(({ employeeId }) => employeeId)).toEqual(['3']);
    expect(page.issues.map(({ employeeId }) => employeeId)).toEqual(['3']);
    pipeline.personio.configure({ unreadable: ['email'] });
    expect(await desk.ask('preview')).toMatchObject({
      status: 'failed',
      code: 'ATTRIBUTE_NOT_READABLE',
      issues: [{ attribute: 'email' }],
      approvable: false,
      digest: null,
    });
  });
});

describe('activate', () => {
  it('is void where Personio has changed, and tells the difference', async () => {
    await open({ people: [...TWO, { id: 3 }] });
    const digest = await digestNow();
    pipeline.personio.change(2, { lastName: 'Changed' });
    pipeline.personio.change(3, { status: 'inactive' });
    pipeline.personio.add({ id: 7 });
    const problem = await desk.problemOf('activate', { digest });
    expect(problem).toMatchObject({ code: 'DIGEST_CHANGED', kind: 'failed' });
    expect(problem.message).toContain(
      'Since it was shown: 1 added: activate 7. 1 no longer in it: activate 3. 1 changed: activate 2.',
    );
    const now = await digestNow();
    expect(problem.message).toContain('It is now 3 activate. Nothing was done.');
    expect(problem.hint).toBe('`personio-sync preview acme` shows it as it is now, with its digest.');
    expect(JSON.stringify(problem)).not.toContain(now);
    expect((await pipeline.local.directory.readTenant('acme'))?.status).toBe('pending');
    expect(pipeline.bodiesOf('tenants')).toEqual([]);
  });

  it('says so where no plan of that digest was ever shown, and names ten of many at most', async () => {
    await open({ people: TWO });
    const problem = await desk.problemOf('activate', { digest: '0123456789abcdef' });
    expect(problem.message).toContain('No plan of that digest was shown in the last 30 days.');
    const digest = await digestNow();
    for (let id = 10; id < 25; id += 1) pipeline.personio.add({ id });
    expect((await desk.problemOf('activate', { digest })).message).toContain('activate 19 and 5 more.');
  });

  it('refuses while nobody decided about an attribute like Alleo', async () => {
    await open({ people: [{ id: 1, custom: { Alleo: 'Yes' } }] });
    const tenant = await pipeline.local.directory.readTenant('acme');
    const undecided = { eligibility: { mode: 'undecided' } } as const;
    await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', undecided);
    const problem = await desk.problemOf('activate', { digest: await digestNow() });
    expect(problem).toMatchObject({ code: 'ELIGIBILITY_UNDECIDED' });
    expect(problem.hint).toContain('personio-sync tenant set acme --eligibility "Alleo"');
  });

  it('refuses a second time, a paused tenant, and what a gate stops', async () => {
    await open({ people: TWO });
    const digest = await digestNow();
    pipeline.personio.account.setCredentials([]);
    expect(await desk.problemOf('activate', { digest })).toMatchObject({ code: 'CREDENTIALS_REFUSED' });
    pipeline.personio.account.setCredentials([{ clientId: 'client', clientSecret: 'secret' }]);
    await desk.ask('activate', { digest });
    // Killed before its first run: it may be repeated.
    await desk.ask('activate', { digest });
    await pipeline.runDay('2026-11-02');
    expect(await desk.problemOf('activate', { digest })).toMatchObject({ code: 'ALREADY_ACTIVE' });
    await desk.ask('tenant-pause');
    expect(await desk.problemOf('activate', { digest })).toMatchObject({ code: 'TENANT_PAUSED' });
  });
});

describe('approve', () => {
  async function held(): Promise<string> {
    await open({ people: Array.from({ length: 12 }, (_, n) => ({ id: n + 1 })) });
    await desk.ask('activate', { digest: await digestNow() });
    await pipeline.runDay('2026-11-02');
    for (const id of [1, 2, 3, 4]) pipeline.personio.change(id, { status: 'inactive' });
    const { digest, status } = await pipeline.reportOf('2026-11-03');
    expect(status).toBe('held');
    return digest ?? '';
  }

  it('releases what the run held, by the same digest', async () => {
    const digest = await held();
    const shown = await desk.ask('preview');
    expect(shown.digest).toBe(digest);
    expect(shown).not.toHaveProperty('overtaken');
    // Corrected in Personio: what `status` still says of the last run is not so any more.
    for (const id of [1, 2, 3, 4]) pipeline.personio.change(id, { status: 'active' });
    expect(await desk.ask('preview')).toMatchObject({ status: 'ok', overtaken: true });
    for (const id of [1, 2, 3, 4]) pipeline.personio.change(id, { status: 'inactive' });
    expect(await desk.ask('approve', { digest })).toMatchObject({ approved: { deactivate: 4 }, countedMissing: 0 });
    await pipeline.runDay('2026-11-03');
    expect((await runOf('approve'))?.mutations).toEqual({ deactivate: 4 });
    expect(await desk.problemOf('approve', { digest })).toMatchObject({ code: 'NOTHING_HELD' });
  });

  it('of too many missing people lets their absence be counted, day by day, until a limit asks again', async () => {
    await open({ people: Array.from({ length: 12 }, (_, n) => ({ id: n + 20 })) });
    await desk.ask('activate', { digest: await digestNow() });
    await pipeline.runDay('2026-11-02');
    for (const id of [20, 21, 22, 23]) pipeline.personio.remove(id);
    const held = await pipeline.reportOf('2026-11-03');
    expect(held).toMatchObject({ status: 'held', code: 'TOO_MANY_MISSING', missing: 4 });
    expect(await desk.ask('approve', { digest: held.digest })).toMatchObject({ countedMissing: 4 });
    // The approved run lets it be counted, the schedule's after it counts the first day.
    for (const date of ['2026-11-03', '2026-11-04'])
      expect(await pipeline.reportOf(date)).toMatchObject({ status: 'ok', missing: 4, mutations: {} });
    expect(await pipeline.reportOf('2026-11-05')).toMatchObject({ status: 'held', code: 'TOO_MANY_DEACTIVATIONS' });
  });

  it('is void where Personio has changed, and tells the difference', async () => {
    const digest = await held();
    pipeline.personio.change(1, { status: 'active' });
    pipeline.personio.change(5, { status: 'inactive' });
    pipeline.personio.change(6, { status: 'inactive' });
    const problem = await desk.problemOf('approve', { digest });
    expect(problem.message).toContain('2 added: deactivate 5, deactivate 6. 1 no longer in it: deactivate 1.');
    expect((await pipeline.reportOf('2026-11-03')).mutations).toEqual({});
  });
});
