import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { accountOf, companyOf } from '../../../local/simulators/find-account.ts';
import { openDesk } from '../ask.ts';

const PEOPLE = [
  { id: 1, firstName: 'Anna', lastName: 'Smit', department: 'IT' },
  { id: 2, firstName: 'Bram', lastName: 'Jansen' },
  { id: 3, firstName: 'Cees', lastName: 'de Vries' },
  { id: 4, firstName: 'Dora', lastName: 'Bakker' },
  { id: 5, firstName: 'Emma', lastName: 'Visser' },
];

let pipeline: Pipeline;
const { ask, problemOf } = openDesk(() => pipeline);

afterEach(() => pipeline.close());

/** A day after the first one, on which person 2 left. */
async function activated(options: PipelineOptions = {}): Promise<void> {
  pipeline = await openPipeline({ people: PEOPLE, ...options });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  pipeline.personio.change(2, { status: 'inactive' });
  await pipeline.runDay('2026-11-03');
}

const company = () => companyOf(pipeline.alleo);
const account = (id: string) => accountOf(pipeline.alleo, id);

async function listed(): Promise<string[]> {
  const { differences } = await ask('verify');
  return differences.map(({ kind, employeeId, name }) => `${kind} ${employeeId} ${name}`);
}

const requests = () => pipeline.alleo.requests.length + pipeline.personio.requests.length;

describe('verify', () => {
  it('finds nothing where all is as it was sent, changes nothing, and asks both sides once per page', async () => {
    await activated();
    const before = requests();
    expect(await ask('verify')).toEqual({
      tenantId: 'acme',
      counts: { lost: 0, waits: 0, edited: 0, unknown: 0 },
      differences: [],
    });
    // Two tokens, one page of people and one that ends them, groups, one page of accounts.
    expect(requests() - before).toBeLessThanOrEqual(6);
  });

  it('of the week keeps a customer from being in sync while somebody is lost, until they are sent again', async () => {
    await activated();
    for (const id of ['3', '4']) company().edit(account(id).id, { is_active: false });
    const { directory } = pipeline.local;
    const registration = (await directory.readTenant('acme'))?.registration ?? '';
    const counts = { lost: 1, waits: 0, edited: 0, unknown: 0 };
    await directory.updateTenant('acme', registration, { verified: { at: '2026-11-03T03:10:00.000Z', counts } });
    expect((await ask('status')).tenants).toMatchObject([
      { standing: { state: 'support', what: 'lost', count: 1, command: 'personio-sync verify acme' } },
    ]);
    // Alleo cannot be asked: it is sent all the same, and the count stays as it was.
    pipeline.alleo.setCredentials([]);
    expect(await ask('resend', { person: '1' })).toMatchObject({ sent: ['update'] });
    expect((await directory.readTenant('acme'))?.verified?.counts).toEqual(counts);
    pipeline.alleo.setCredentials([{ accessKey: 'access', secretKey: 'secret', companies: [1] }]);
    // One of two is on their way: the other one, who was lost since that look, is not hidden by it.
    expect(await ask('resend', { person: '3' })).toMatchObject({ sent: ['update'] });
    expect((await ask('status')).tenants).toMatchObject([
      { verified: { counts: { lost: 1, waits: 2 } }, standing: { state: 'support', what: 'lost' } },
    ]);
    const { digest } = await ask('resend-lost');
    await ask('resend-lost', { digest });
    expect((await ask('status')).tenants).toMatchObject([
      { verified: { counts: { lost: 0, waits: 3 } }, standing: { state: 'in-sync' } },
    ]);
  });

  it('names who is lost, waits, was edited or is unknown, and what to look at', async () => {
    await activated();
    company().edit(account('2').id, { is_active: true });
    company().remove(account('3').id);
    company().edit(account('4').id, { is_active: false, last_name: 'By hand' });
    company().edit(account('5').id, { email: 'by.hand@example.com', external_id: null });
    company().edit(account('1').id, { company_group_id: null });
    pipeline.personio.add({ id: 6, firstName: 'Fenna', lastName: 'Mulder' });
    const { counts, differences } = await ask('verify');
    expect(counts).toMatchObject({ lost: 3, waits: 1, unknown: 0 });
    expect(await listed()).toEqual(
      expect.arrayContaining([
        'lost 2 Bram Jansen',
        'lost 3 Cees de Vries',
        'lost 4 Dora Bakker',
        'waits 6 Fenna Mulder',
        'edited 5 Emma Visser',
      ]),
    );
    const textOf = (id: string) => differences.find(({ employeeId }) => employeeId === id)?.text ?? '';
    expect(textOf('2')).toMatch(/^Account \d+ is active, but should not be\.$/);
    expect(textOf('3')).toBe('Should be active, but has no account in Alleo.');
    expect(textOf('4')).toMatch(/is not active, but should be\. It differs from what was sent in: last_name\.$/);
    expect(textOf('5')).toMatch(/was edited in Alleo\. It differs from what was sent in: external_id, email\.$/);
    // No value of a field leaves by it.
    expect(JSON.stringify(differences)).not.toContain('by.hand@example.com');
    for (const { kind, employeeId, text } of differences.filter((one) => one.kind !== 'waits')) {
      const { steps } = await ask('explain', { person: employeeId });
      expect(steps.find(({ step }) => step === 'answer')?.lines).toContain(text);
      const next = steps.find(({ step }) => step === 'next')?.lines.join('\n');
      if (kind === 'lost') expect(next).toMatch(new RegExp(`resend acme ${employeeId}\`.* tells it again`));
      else expect(next).not.toContain('resend');
    }
    for (const person of ['2', '3', '4']) await ask('resend', { person });
    await pipeline.runDay('2026-11-04');
    expect((await ask('verify')).counts).toMatchObject({ lost: 0 });
  });

  it('tells a group that was taken away by hand, where there is one of the department’s name', async () => {
    await activated({ alleo: { companies: [{ id: 1, name: 'Acme', groups: [{ id: 3, name: 'it' }] }] } });
    company().edit(account('1').id, { company_group_id: null });
    expect(await listed()).toEqual(['edited 1 Anna Smit']);
  });

  it('lists nothing where Alleo’s or Personio’s list contradicts itself', async () => {
    await activated();
    company().remove(account('3').id);
    pipeline.alleo.script = ({ method, route }) =>
      method === 'GET' && route.endsWith('employees')
        ? { status: 200, body: JSON.stringify({ data: [], count: 7 }) }
        : undefined;
    expect(await problemOf('verify')).toMatchObject({ code: 'ALLEO_LISTING_INCOMPLETE', kind: 'failed' });
    pipeline.alleo.script = undefined;
    const metadata = { total_elements: 7, current_page: 0, total_pages: 1 };
    const body = JSON.stringify({ success: true, metadata, data: [] });
    pipeline.personio.script = ({ route }) => (route.endsWith('employees') ? { status: 200, body } : undefined);
    const problem = await problemOf('verify');
    expect(problem).toMatchObject({ code: 'LISTING_INCOMPLETE', kind: 'failed' });
    expect(problem?.message).toContain('Personio announced 7 people and listed 0');
  });
});

describe('explain of somebody lost', () => {
  const nextOf = async (person: string) =>
    (await ask('explain', { person })).steps.find(({ step }) => step === 'next')?.lines.join('\n') ?? '';

  it('proposes no `resend` that would send nothing, and calls nobody active who is not', async () => {
    await activated();
    pipeline.personio.change(1, { email: '' });
    pipeline.personio.change(3, { status: 'onboarding', hireDate: '2027-01-01' });
    pipeline.personio.add({ id: 6, status: 'onboarding', hireDate: '2027-01-01' });
    await pipeline.runDay('2026-11-04');
    for (const id of ['1', '3']) company().edit(account(id).id, { is_active: false });
    for (const person of ['1', '3']) {
      const next = await nextOf(person);
      expect(next).toContain('Alleo was told that they are active, and its account is not, or is not there.');
      expect(next).toContain('`resend` sends nothing');
      expect(next).not.toContain('active in Alleo, and kept so');
      expect(await ask('resend', { person })).toMatchObject({ sent: [] });
    }
    expect(await nextOf('6')).not.toContain('resend');
  });

  it('proposes it beside what is planned of a budget, and of somebody gone from Personio', async () => {
    await activated();
    pipeline.personio.change(4, { custom: { alleo_monthly_all_budget: 50 } });
    pipeline.personio.remove(2);
    company().edit(account('4').id, { is_active: false });
    company().edit(account('2').id, { is_active: true });
    expect(await nextOf('4')).toMatch(/sends: set-monthly-budget all\.\n.*resend acme 4`/);
    expect(await nextOf('2')).toMatch(/not active, and its account is\..*resend acme 2`/);
    expect(await ask('resend', { person: '2' })).toMatchObject({ sent: ['deactivate'] });
  });
});

describe('resend --lost', () => {
  it('lists who is lost; by its digest, and no other, exactly these are as they should be after it', async () => {
    await activated();
    company().edit(account('2').id, { is_active: true });
    company().remove(account('3').id);
    company().edit(account('5').id, { email: 'by.hand@example.com' });
    const list = await ask('resend-lost');
    expect(await problemOf('resend-lost', { digest: '0123456789abcdef' })).toMatchObject({ code: 'DIGEST_CHANGED' });
    expect(list).toMatchObject({ resent: false, sent: 0, others: 0 });
    expect(list.people.map(({ employeeId }) => employeeId)).toEqual(['2', '3']);
    expect(await ask('resend-lost', { digest: list.digest })).toMatchObject({ resent: true, sent: 2, unsent: [] });
    expect(await listed()).toEqual(['waits 2 Bram Jansen', 'waits 3 Cees de Vries', 'edited 5 Emma Visser']);
    await pipeline.runDay('2026-11-04');
    expect(await listed()).toEqual(['edited 5 Emma Visser']);
    expect(account('2').is_active).toBe(false);
    expect(account('3').is_active).toBe(true);
  });
});
