import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function open(options: PipelineOptions, eligibility = 'none'): Promise<void> {
  pipeline = await openPipeline(options);
  await pipeline.addTenant({ eligibility, policies: { language: 'nl' } });
}

describe('issues', () => {
  it('names who has which trouble now, in a fixed order, also before the first activation', async () => {
    await open({
      people: [
        { id: 10, firstName: 'Zoë', lastName: 'Kuipers', email: '' },
        { id: 9, firstName: 'Eva', lastName: '', email: 'eva' },
        { id: 8, firstName: 'Jan', lastName: 'Vos', custom: { alleo_monthly_all_budget: -3 } },
        { id: 7 },
      ],
    });
    const answer = await desk.ask('issues');
    expect(answer).toMatchObject({ tenantId: 'acme', tenantName: 'Acme', language: 'nl', nextFrom: null });
    expect(answer.issues).toEqual([
      { employeeId: '8', code: 'INVALID_BUDGET', attribute: 'alleo_monthly_all_budget', name: 'Jan Vos' },
      { employeeId: '9', code: 'INVALID_EMAIL', attribute: 'email', name: 'Eva' },
      { employeeId: '9', code: 'MISSING_NAME', attribute: 'last_name', name: 'Eva' },
      { employeeId: '10', code: 'MISSING_EMAIL', attribute: 'email', name: 'Zoë Kuipers' },
    ]);
  });

  it('tells who shares an e-mail address with whom', async () => {
    const email = 'shared@example.com';
    await open({ people: [{ id: 10, email }, { id: 9, email: 'Shared@example.com' }, { id: 8, email }, { id: 7 }] });
    const { issues } = await desk.ask('issues');
    expect(issues.map(({ employeeId, sameEmail }) => [employeeId, sameEmail])).toEqual([
      ['8', ['9', '10']],
      ['9', ['8', '10']],
      ['10', ['8', '9']],
    ]);
  });

  it('reads Personio afresh each time', async () => {
    await open({ people: [{ id: 1, email: '' }] });
    expect((await desk.ask('issues')).issues).toHaveLength(1);
    pipeline.personio.change(1, { email: 'one@example.com' });
    expect((await desk.ask('issues')).issues).toEqual([]);
  });

  it('tells of someone who is no longer in Personio by id', async () => {
    await open({ people: [{ id: 1 }, { id: 2 }] });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    pipeline.personio.remove(2);
    expect((await desk.ask('issues')).issues).toMatchObject([
      { employeeId: '2', code: 'MISSING', name: expect.stringMatching(/./) },
    ]);
  });

  it('tells what Alleo refused', async () => {
    await open({
      people: [{ id: 1, firstName: 'Anna', lastName: 'Smit' }],
      alleo: {
        companies: [{ id: 1, name: 'Acme', employees: [{ email: 'person.1@example.com', external_id: 'x99' }] }],
      },
    });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    expect((await desk.ask('issues')).issues).toEqual([
      { employeeId: '1', code: 'ACCOUNT_OF_ANOTHER', attribute: 'email', name: 'Anna Smit' },
    ]);
  });

  it('answers with the gate that stops a run, naming the attribute', async () => {
    await open({ people: [{ id: 1 }] });
    pipeline.personio.configure({ unreadable: ['status'] });
    expect((await desk.ask('issues')).issues).toEqual([
      { code: 'ATTRIBUTE_NOT_READABLE', attribute: 'status', name: null },
    ]);
    pipeline.personio.account.setCredentials([]);
    expect((await desk.ask('issues')).issues).toEqual([{ code: 'CREDENTIALS_REFUSED', name: null }]);
  });

  it('works for a paused tenant', async () => {
    await open({ people: [{ id: 1, email: '' }] });
    const tenant = await pipeline.local.directory.readTenant('acme');
    await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', { status: 'paused' });
    expect((await desk.ask('issues')).issues).toHaveLength(1);
  });

  it('goes on where the page before ended', async () => {
    await open({ people: [1, 2, 3].map((id) => ({ id, email: '' })) });
    const { issues } = await desk.ask('issues', { from: 1 });
    expect(issues.map(({ employeeId }) => employeeId)).toEqual(['2', '3']);
  });

  it('tells what is held, with the amount and the agreed maximum, and both domains of changed addresses', async () => {
    const ids = Array.from({ length: 24 }, (_, index) => index + 1);
    await open({ people: ids.map((id) => ({ id, firstName: 'P', lastName: `${id}`, email: `p${id}@old.example` })) });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    for (const id of ids) pipeline.personio.change(id, { email: `p${id}@new.example` });
    pipeline.personio.change(7, { custom: { alleo_monthly_all_budget: 5000 } });
    const { holds, domains, issues } = await desk.ask('issues');
    expect(issues.map(({ code }) => code)).toEqual(['BUDGET_ABOVE_CEILING']);
    expect(domains).toEqual([{ from: 'old.example', to: 'new.example', count: 24 }]);
    expect(holds.filter(({ code }) => code === 'TOO_MANY_UPDATES')).toHaveLength(24);
    expect(holds.find(({ code }) => code === 'BUDGET_ABOVE_CEILING')).toMatchObject({
      employeeId: '7',
      name: 'P 7',
      attribute: 'alleo_monthly_all_budget',
      amount: '5000.00',
      maximum: '1000.00',
    });
  });

  it('names somebody who was deleted in Personio as Alleo does', async () => {
    await open({ people: [{ id: 1 }, { id: 2, firstName: 'Anna', lastName: 'Smit' }] });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    pipeline.personio.remove(2);
    expect((await desk.ask('issues')).issues).toEqual([{ employeeId: '2', code: 'MISSING', name: 'Anna Smit' }]);
  });
});
