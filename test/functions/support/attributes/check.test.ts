import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { gatewayError } from '../../../local/simulators/script-answers.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function open(options: PipelineOptions, eligibility = 'none'): Promise<void> {
  pipeline = await openPipeline(options);
  await pipeline.addTenant({ eligibility });
}

const FULL = { birthday: '1990-02-03', department: 'Sales', terminationDate: '2030-01-01' };

async function attributeOf(wanted: string) {
  return (await desk.ask('check')).attributes.find((one) => one.wanted === wanted);
}

describe('check', () => {
  it('finds nothing to fix where everything is shown and filled', async () => {
    await open({ people: [{ id: 1, ...FULL }], alleo: { companies: [{ id: 1, name: 'Acme BV' }] } });
    const answer = await desk.ask('check');
    expect(answer).toMatchObject({ people: 1, companyName: 'Acme BV', code: null, ok: true, warnings: [] });
    expect(answer.attributes.map((one) => `${one.wanted} ${one.state} ${one.filled}`)).toEqual([
      'email readable 1',
      'first_name readable 1',
      'last_name readable 1',
      'status readable 1',
      'birthday readable 1',
      'department readable 1',
      'hire_date readable 1',
      'termination_date readable 1',
    ]);
    expect(answer.attributes.filter((one) => one.note !== undefined)).toEqual([]);
  });

  it.each([
    ['birthday', 'Birthday', false],
    ['department', 'Department', false],
    ['hire_date', 'Hire Date', false],
    ['termination_date', 'Termination Date', false],
    ['email', 'Email', true],
    ['first_name', 'First Name', true],
    ['last_name', 'Last Name', true],
    ['status', 'Status', true],
  ])('tells where to tick %s, in the old menus and the new ones', async (key, ticked, required) => {
    await open({ people: [{ id: 1, ...FULL }], unreadable: [key] });
    const answer = await desk.ask('check');
    const found = answer.attributes.find((one) => one.wanted === key);
    expect(found).toMatchObject({ state: 'not-readable', label: null, required, filled: 0 });
    expect(found?.note).toContain(`Tick "${ticked}" in Personio: Settings → Integrations → API Credentials`);
    expect(found?.note).toContain('Marketplace → Connected integrations');
    expect(answer).toMatchObject({ ok: !required, code: required ? 'ATTRIBUTE_NOT_READABLE' : null });
  });

  it('tells empty for everyone from not readable, and that only the required ones stop anything', async () => {
    await open({ people: [{ id: 1 }] });
    expect(await attributeOf('birthday')).toMatchObject({ state: 'empty-for-all', filled: 0 });
    expect(await attributeOf('birthday')).toHaveProperty('note', expect.stringContaining('Employees → the person'));
    expect((await attributeOf('termination_date'))?.note).toBeUndefined();
    expect((await desk.ask('check')).ok).toBe(true);
    pipeline.personio.change(1, { email: '' });
    expect(await attributeOf('email')).toMatchObject({ state: 'empty-for-all', required: true });
    expect((await desk.ask('check')).ok).toBe(false);
  });

  it('looks at the attribute for selective sync', async () => {
    await open({ people: [{ id: 1, custom: { Alleo: 'Yes' } }] }, 'alleo');
    expect(await attributeOf('eligibility')).toMatchObject({ state: 'readable', label: 'Alleo', required: true });
    expect((await desk.ask('check')).warnings).toEqual([]);
    pipeline.personio.configure({ unreadable: ['Alleo'] });
    const hidden = await desk.ask('check');
    expect(hidden).toMatchObject({ ok: false, code: 'ATTRIBUTE_NOT_READABLE' });
    expect((await attributeOf('eligibility'))?.note).toContain('type List of options, options Yes and No, default No');
    pipeline.personio.configure({ unreadable: [] });
    pipeline.personio.change(1, { custom: { Alleo: null } });
    expect(await attributeOf('eligibility')).toMatchObject({ state: 'empty-for-all' });
    expect((await desk.ask('check')).ok).toBe(false);
  });

  it('notices an attribute like Alleo while selective sync is off or undecided', async () => {
    pipeline = await openPipeline({ people: [{ id: 1, custom: { alleo_access: 'TRUE' } }] });
    await pipeline.addTenant({ eligibility: 'none' });
    expect((await desk.ask('check')).warnings.join()).toContain('"alleo_access" while selective sync is off');
    const tenant = await pipeline.local.directory.readTenant('acme');
    await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', {
      eligibility: { mode: 'undecided' },
    });
    const { warnings, ok } = await desk.ask('check');
    expect(warnings.join()).toContain('"alleo_access" while selective sync is not decided');
    expect(ok).toBe(true);
  });

  it('looks at every budget field, and names one that is nearly right', async () => {
    const custom = { alleo_monthly_all_budget: 50, alleo_oneoff_health_budget: null, 'alleo monthly sport budgt': 5 };
    await open({ people: [{ id: 1, custom }] });
    expect(await attributeOf('alleo_monthly_all_budget')).toMatchObject({ state: 'readable', filled: 1 });
    expect(await attributeOf('alleo_oneoff_health_budget')).toMatchObject({ state: 'empty-for-all' });
    expect((await desk.ask('check')).warnings).toEqual([
      'The field "alleo monthly sport budgt" looks like a budget but is not read: its name must be alleo_monthly_sport_budget.',
    ]);
  });

  it('remembers what was readable before and is not any more', async () => {
    await open({ people: [{ id: 1, ...FULL, custom: { alleo_monthly_all_budget: 50 } }] });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    pipeline.personio.configure({ unreadable: ['birthday', 'alleo_monthly_all_budget'] });
    expect((await attributeOf('birthday'))?.note).toContain('It was readable before');
    expect(await attributeOf('alleo_monthly_all_budget')).toMatchObject({ state: 'not-readable' });
  });

  it('tells of a field that is there twice', async () => {
    const customAttributes = [
      { key: 'dynamic_1', label: 'alleo_monthly_all_budget', type: 'decimal' as const },
      { key: 'dynamic_2', label: 'Alleo_Monthly_All_Budget', type: 'decimal' as const },
    ];
    await open({ people: [{ id: 1 }], customAttributes });
    expect((await desk.ask('check')).warnings.join()).toContain('alleo_monthly_all_budget 2 times');
  });

  it('answers where Personio refuses the credential: what happened, and who fixes it where', async () => {
    await open({ people: [{ id: 1 }] });
    pipeline.personio.account.setCredentials([]);
    const answer = await desk.ask('check');
    expect(answer).toMatchObject({ ok: false, code: 'CREDENTIALS_REFUSED', people: 0, attributes: [] });
    expect(answer.warnings.join()).toContain('personio-sync credentials rotate acme');
    expect(answer.companyName).toBe('Company 1');
  });

  it('answers where Alleo refuses its own, or does not show the company', async () => {
    await open({ people: [{ id: 1 }] });
    pipeline.alleo.setCredentials([]);
    const refused = await desk.ask('check');
    expect(refused).toMatchObject({ ok: false, code: 'ALLEO_CREDENTIALS_REFUSED', people: 1, companyName: null });
    expect(refused.warnings).toHaveLength(1);
    pipeline.alleo.setCredentials([{ accessKey: 'access', secretKey: 'secret', companies: [] }]);
    expect(await desk.ask('check')).toMatchObject({ ok: false, code: 'COMPANY_UNKNOWN' });
  });

  it('does without the list of attributes where Personio refuses it', async () => {
    await open({ people: [{ id: 1, ...FULL }], attributesReadable: false });
    expect(await desk.ask('check')).toMatchObject({ ok: true, code: null, people: 1 });
    expect(await attributeOf('birthday')).toMatchObject({ state: 'readable', label: 'Birthday' });
  });

  it('does without it where it fails for good', async () => {
    await open({ people: [{ id: 1, ...FULL }] });
    pipeline.personio.script = ({ path }) => (path === '/company/employees/attributes' ? gatewayError(502) : undefined);
    expect(await desk.ask('check')).toMatchObject({ ok: true, code: null, people: 1 });
  });

  it('answers where the listing stays incomplete', async () => {
    await open({ people: [{ id: 1 }] });
    pipeline.personio.script = ({ route }) => (route === 'GET /company/employees' ? gatewayError(504) : undefined);
    expect(await desk.ask('check')).toMatchObject({ ok: false, code: 'LISTING_INCOMPLETE', attributes: [] });
  });

  it('answers for an empty account by what Personio lists, else that nothing is known', async () => {
    await open({ people: [], unreadable: ['birthday'] }, 'Alleo');
    const answer = await desk.ask('check');
    expect(answer).toMatchObject({ people: 0, ok: false, code: 'LISTING_EMPTY' });
    expect(answer.warnings[0]).toContain('no employee at all');
    expect(await attributeOf('email')).toMatchObject({ state: 'readable', filled: 0 });
    expect(await attributeOf('birthday')).toMatchObject({ state: 'not-readable' });
    pipeline.personio.configure({ attributesReadable: false });
    expect(await attributeOf('email')).toMatchObject({ state: 'unknown' });
    expect((await attributeOf('email'))?.note).toBeUndefined();
  });

  it('tells the gate that would stop a run of this tenant', async () => {
    await open({ people: [{ id: 1 }] });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    pipeline.personio.remove(1);
    pipeline.personio.add({ id: 99 });
    expect(await desk.ask('check')).toMatchObject({ ok: false, code: 'ACCOUNT_MISMATCH' });
  });

  it('refuses an unknown tenant with the nearest one', async () => {
    await open({ people: [{ id: 1 }] });
    const problem = await desk.problemOf('check', { tenantId: 'acmee' });
    expect(problem).toMatchObject({ code: 'TENANT_UNKNOWN', kind: 'usage', hint: 'Did you mean acme (Acme)?' });
  });
});
