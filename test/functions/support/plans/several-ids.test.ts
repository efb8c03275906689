import { afterEach, describe, expect, it } from 'vitest';
import { accountsOf, openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

const at = (date: string) => pipeline.local.clock.set(new Date(`${date}T03:00:00Z`));
const EVA = { firstName: 'Eva', lastName: 'Lang', email: 'eva@example.com', custom: { alleo_oneoff_all_budget: 500 } };

/** Eva is granted 500 under the id 1, then gets the id 900. */
async function renew(changes: object): Promise<void> {
  pipeline = await openPipeline({ people: [{ id: 1, ...EVA }, { id: 2 }, { id: 3 }] });
  await pipeline.addTenant();
  at('2026-11-02');
  await desk.ask('activate', { digest: (await desk.ask('preview')).digest });
  await pipeline.runDay('2026-11-02');
  pipeline.personio.change(1, { status: 'inactive', email: 'eva@example.com_x1y2z' });
  pipeline.personio.add({ id: 900, ...EVA, ...changes });
  at('2026-11-03');
}

const rowOf = async (id: string) => (await desk.ask('preview')).people.find(({ employeeId }) => employeeId === id);
const grants = () => pipeline.bodiesOf('budgets').filter((body) => body.includes('grant-one-off-budget')).length;

describe('somebody with a new id of Personio', () => {
  it('the same human being: the preview says who passes from where, and explain tells it afterwards', async () => {
    await renew({});
    expect(await rowOf('900')).toMatchObject({ action: 'update', passesFrom: '1', changed: ['external_id'] });
    await pipeline.runDay('2026-11-03');
    expect(accountsOf(pipeline.alleo)).toEqual({ '2': true, '3': true, '900': true });
    expect(grants()).toBe(1);
    // Granted under the old id, to be assigned to the human being by the new one.
    expect((await desk.ask('budgets')).budgets).toMatchObject([
      { employeeId: '900', amount: '500.00', status: 'assign', date: '2026-11-02' },
    ]);
    const remembered = (await desk.ask('explain', { person: '900' })).steps.find(({ step }) => step === 'remember');
    expect(remembered?.lines).toContain('Had other Personio ids before: 1.');
    expect(remembered?.lines).toContain('2026-11-03: updated.');
    expect(await desk.ask('changes', { date: '2026-11-03' })).toMatchObject({
      changes: [{ employeeId: '900', name: 'Eva Lang', kind: 'update', reason: 'EMPLOYED' }],
    });
  });

  it('likely the same: the grant is held with both ids; approved without one-off it counts as paid', async () => {
    await renew({ email: 'lang@example.com' });
    expect(await rowOf('900')).toMatchObject({
      action: 'activate',
      holds: [{ code: 'GRANTED_UNDER_ANOTHER_ID', otherId: '1', amount: '500.00' }],
    });
    const report = await pipeline.reportOf('2026-11-03');
    expect(report).toMatchObject({ status: 'held', code: 'GRANTED_UNDER_ANOTHER_ID' });
    const approved = await desk.ask('approve', { digest: report.digest, withoutOneOff: true });
    expect(approved).toMatchObject({ approved: {}, remembered: 1 });
    // What has been approved does not wait for confirmation in the run that does it.
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ status: 'ok', mutations: {}, issues: [] });
    expect(grants()).toBe(1);
  });

  it('two human beings after all: approved, the grant is paid', async () => {
    await renew({ email: 'lang@example.com' });
    const report = await pipeline.reportOf('2026-11-03');
    expect(await desk.ask('approve', { digest: report.digest })).toMatchObject({ remembered: 0 });
    await pipeline.runDay('2026-11-04');
    expect(grants()).toBe(2);
  });
});
