import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

const MONTHLY = 'alleo_monthly_all_budget';
const ONE_OFF = 'alleo_oneoff_health_budget';

async function open(options: PipelineOptions): Promise<void> {
  pipeline = await openPipeline(options);
  await pipeline.addTenant();
}

async function activated(options: PipelineOptions): Promise<void> {
  await open(options);
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

/** `1 oneoff health 250.00: assign` */
async function rowsNow(): Promise<string[]> {
  const { budgets } = await desk.ask('budgets');
  return budgets.map(({ employeeId, kind, category, amount, grant, status }) => {
    const period = kind === 'set-monthly-budget' ? 'monthly' : `oneoff${grant}`;
    return `${employeeId} ${period} ${category} ${amount}: ${status}`;
  });
}

describe('budgets', () => {
  it('names people, amounts and currency of what was passed on', async () => {
    await activated({
      people: [{ id: 1, firstName: 'Anna', lastName: 'Smit', email: 'anna@example.com', custom: { [MONTHLY]: 50 } }],
    });
    expect(await desk.ask('budgets')).toEqual({
      tenantId: 'acme',
      nextFrom: null,
      budgets: [
        {
          employeeId: '1',
          name: 'Anna Smit',
          email: 'anna@example.com',
          kind: 'set-monthly-budget',
          category: 'all',
          amount: '50.00',
          currency: 'EUR',
          date: '2026-11-02',
          grant: null,
          status: 'assign',
        },
      ],
    });
  });

  it('tells what is to be assigned from what is held, changed, or nonsense', async () => {
    await activated({
      people: [
        { id: 1, custom: { [MONTHLY]: 50, [ONE_OFF]: 250 } },
        { id: 2, custom: { [MONTHLY]: 5000 } },
        { id: 3, custom: { [MONTHLY]: 20 } },
        { id: 4, custom: { [MONTHLY]: 'much' } },
        { id: 5, status: 'inactive', custom: { [MONTHLY]: 50 } },
      ],
    });
    pipeline.personio.change(3, { custom: { [MONTHLY]: 30 } });
    expect(await rowsNow()).toEqual([
      '1 oneoff1 health 250.00: assign',
      '1 monthly all 50.00: assign',
      '2 monthly all 5000.00: held: BUDGET_ABOVE_CEILING',
      '3 monthly all 30.00: not sent yet',
    ]);
    await pipeline.runDay('2026-11-03');
    expect(await rowsNow()).toContain('3 monthly all 30.00: assign');
    // Set twice: the last day is meant.
    expect((await desk.ask('budgets')).budgets.find((one) => one.employeeId === '3')?.date).toBe('2026-11-03');
    pipeline.personio.change(1, { custom: { [ONE_OFF]: 300 } });
    expect(await rowsNow()).toContain('1 oneoff2 health 300.00: held: ONE_OFF_CHANGED');
    // What was granted is not kept, and Personio does not say it any more.
    pipeline.personio.change(1, { custom: { [ONE_OFF]: 0 } });
    expect((await rowsNow()).filter((row) => row.includes('oneoff'))).toEqual([]);
  });

  it('tells what waits because the user is not active in Alleo', async () => {
    const employees = [{ email: 'person.1@example.com', external_id: 'x99' }];
    await activated({
      people: [{ id: 1, custom: { [MONTHLY]: 50, [ONE_OFF]: 250 } }],
      alleo: { companies: [{ id: 1, name: 'Acme', employees }] },
    });
    const waiting = [
      '1 oneoff1 health 250.00: waiting: USER_NOT_ACTIVE',
      '1 monthly all 50.00: waiting: USER_NOT_ACTIVE',
    ];
    expect(await rowsNow()).toEqual(waiting);
    // The next day's run would offer both again: they wait all the same.
    pipeline.local.clock.set(new Date('2026-11-03T03:00:00Z'));
    expect(await rowsNow()).toEqual(waiting);
  });

  it('leaves out what was only remembered, because it was granted by hand before', async () => {
    await open({ people: [{ id: 1, custom: { [ONE_OFF]: 250 } }] });
    expect(await rowsNow()).toEqual(['1 oneoff1 health 250.00: not sent yet']);
    pipeline.local.clock.set(new Date('2026-11-02T03:00:00Z'));
    const { digest } = await desk.ask('preview');
    await desk.ask('activate', { digest, withoutOneOff: true });
    await pipeline.runDay('2026-11-02');
    expect(await rowsNow()).toEqual([]);
  });

  it('leaves out someone who is deactivated: their budgets are cancelled', async () => {
    await activated({ people: [{ id: 1, custom: { [MONTHLY]: 50 } }, { id: 2 }, { id: 3 }] });
    pipeline.personio.change(1, { status: 'inactive' });
    await pipeline.runDay('2026-11-03');
    expect(await rowsNow()).toEqual([]);
  });

  it('refuses where a gate stops the run, and goes on where the page before ended', async () => {
    await activated({ people: [1, 2, 3].map((id) => ({ id, custom: { [MONTHLY]: 50 } })) });
    const { budgets } = await desk.ask('budgets', { from: 2 });
    expect(budgets.map(({ employeeId }) => employeeId)).toEqual(['3']);
    pipeline.personio.account.setCredentials([]);
    expect(await desk.problemOf('budgets')).toMatchObject({ code: 'CREDENTIALS_REFUSED', kind: 'failed' });
  });
});
