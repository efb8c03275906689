import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
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

const company = () => {
  const found = pipeline.alleo.companies.get(1);
  if (found === undefined) throw new Error('no company');
  return found;
};
const account = (id: string) => {
  const found = company().findByExternalId(id);
  if (found === undefined) throw new Error(`no account of ${id}`);
  return found;
};

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
    company().edit(account('3').id, { is_active: false });
    const { directory } = pipeline.local;
    const registration = (await directory.readTenant('acme'))?.registration ?? '';
    const counts = { lost: 1, waits: 0, edited: 0, unknown: 0 };
    await directory.updateTenant('acme', registration, { verified: { at: '2026-11-03T03:10:00.000Z', counts } });
    expect((await ask('status')).tenants).toMatchObject([
      { standing: { state: 'support', what: 'lost', count: 1, command: 'personio-sync verify acme' } },
    ]);
    const { digest } = await ask('resend-lost');
    await ask('resend-lost', { digest });
    expect((await ask('status')).tenants).toMatchObject([
      { verified: { counts: { lost: 0, waits: 1 } }, standing: { state: 'in-sync' } },
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
    for (const { employeeId, text } of differences.filter(({ kind }) => kind !== 'waits')) {
      const { steps } = await ask('explain', { person: employeeId });
      expect(steps.find(({ step }) => step === 'answer')?.lines).toContain(text);
    }
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
    pipeline.personio.script = ({ route }) =>
      route.endsWith('employees') ? { status: 200, body: JSON.stringify({ success: true, data: [] }) } : undefined;
    expect(await problemOf('verify')).toMatchObject({ kind: 'failed' });
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
