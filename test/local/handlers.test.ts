import { afterEach, describe, expect, it } from 'vitest';
import { keepCompanies } from '../../functions/deliver/keep-companies.ts';
import type { OnRequest } from '../../local/engine/serve-actions.ts';
import { createContext } from '../../local/lambda-context.ts';
import { scheduleInstant } from '../../local/run-day.ts';
import type { UsualResponse } from '../../local/simulators/http-exchange.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

let pipeline: Pipeline;

async function activated(onRequest?: OnRequest): Promise<void> {
  pipeline = await openPipeline({ people: [{ id: 1 }], ...(onRequest && { onRequest }) });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
}

afterEach(() => pipeline.close());

const invoke = (event: Parameters<ReturnType<Pipeline['local']['startContainers']>['fanOut']>[0]) =>
  pipeline.local.startContainers().fanOut(event, createContext('fan-out'));

describe('fan-out', () => {
  it('counts who has had no complete run for 26 hours', async () => {
    await activated();
    await pipeline.runDay('2026-11-02');
    const afterHours = (hours: number) => {
      pipeline.local.clock.set(new Date(scheduleInstant('2026-11-02').getTime() + hours * 3_600_000));
      return invoke({ check: 'overdue' });
    };
    expect(await afterHours(25)).toEqual({ overdue: 0 });
    expect(await afterHours(27)).toEqual({ overdue: 1 });
    expect(pipeline.local.metrics.get('TenantsOverdue')).toBe(1);
  });

  it('asks once for one scheduled time, however often the schedule fires', async () => {
    await activated();
    await pipeline.runDay('2026-11-02');
    for (const scheduledTime of ['2026-11-03T03:00:00Z', '2026-11-03T03:00:00Z', '2026-11-04T03:00:00Z']) {
      await invoke({ run: 'schedule', scheduledTime });
    }
    expect(pipeline.bodiesOf('tenants')).toHaveLength(2);
  });

  it('fails where a tenant got no message, so that the scheduler tries again', async () => {
    let refusing = false;
    await activated(({ action }) => (refusing && action === 'SendMessageBatch' ? 'fail-before' : 'pass'));
    await pipeline.runDay('2026-11-02');
    refusing = true;
    const event = { run: 'schedule', scheduledTime: '2026-11-03T03:00:00Z' } as const;
    await expect(invoke(event)).rejects.toMatchObject({ code: 'FAN_OUT_INCOMPLETE' });
    expect(pipeline.local.metrics.get('FanOutIncomplete')).toBe(1);
    refusing = false;
    await invoke(event);
    expect(pipeline.bodiesOf('tenants')).toHaveLength(1);
  });

  it('refuses an event that is not as the contract says', async () => {
    await activated();
    // @ts-expect-error: what the schedule sends is outside the types.
    await expect(invoke({ run: 'now' })).rejects.toThrow(/not as the contract says/);
    expect(pipeline.logs.join()).toContain('invocation failed');
  });
});

describe('an API that comes to an end', () => {
  it('is counted by whom it concerns', async () => {
    await activated();
    const sunset = (usual: UsualResponse) => ({ ...usual, headers: { ...usual.headers, sunset: 'soon' } });
    pipeline.personio.script = () => sunset;
    await pipeline.runDay('2026-11-02');
    // The approved run, and the schedule's.
    expect(pipeline.local.metrics.get('ApiEnding')).toBe(2);
    pipeline.alleo.script = () => sunset;
    pipeline.personio.change(1, { lastName: 'Bos' });
    await pipeline.runDay('2026-11-03');
    expect(pipeline.local.metrics.get('ApiEnding')).toBe(4);
    expect(pipeline.logs.join()).toMatch(/Personio comes to an end[^]*Alleo comes to an end/);
  });
});

describe('deliver', () => {
  it("sends the stage's Alleo credential to the stage's own Alleo URL and to no other", async () => {
    await activated();
    const tenant = await pipeline.local.directory.readTenant('acme');
    if (tenant === undefined) throw new Error('no tenant');
    const pair = { accessKey: 'access', secretKey: 'secret' };
    pipeline.alleo.clearLog();
    let stageReads = 0;
    const companyOf = (stageUrl: string) =>
      keepCompanies({
        env: { ...pipeline.local.env.deliver, STAGE_ALLEO_URL: stageUrl },
        secrets: {
          readSecret: async () => ({ personio: { clientId: 'c', clientSecret: 's' }, fingerprintKey: 'k'.repeat(44) }),
          readStageAlleo: async () => {
            stageReads += 1;
            return pair;
          },
        },
        tuning: { allowLoopback: true, retryBudgetMs: 0, pacing: undefined },
      })(tenant);
    await expect(companyOf('https://api.yourcampus.co/customer_api/v1').alleo.listGroups()).rejects.toMatchObject({
      code: 'ALLEO_CREDENTIALS_REFUSED',
    });
    expect(stageReads).toBe(0);
    expect(pipeline.alleo.totalRequests).toBe(0);
    await expect(companyOf(tenant.alleoUrl).alleo.listGroups()).resolves.toEqual([]);
    expect(stageReads).toBe(1);
  });

  it('applies what an earlier day sends after a later one: dates are tried in any order on a laptop', async () => {
    await activated();
    await pipeline.runDay('2026-11-02');
    for (const date of ['2027-06-01', '2026-11-03']) {
      pipeline.personio.change(1, { lastName: `As of ${date}` });
      await pipeline.runDay(date);
      expect(pipeline.alleo.companies.get(1)?.findByExternalId('1')).toMatchObject({ last_name: `As of ${date}` });
    }
    expect(pipeline.bodiesOf('mutationDeadLetters')).toEqual([]);
  });

  it('keeps a company for ten minutes', async () => {
    await activated();
    const tenant = await pipeline.local.directory.readTenant('acme');
    if (tenant === undefined) throw new Error('no tenant');
    let now = 0;
    const secrets = {
      readSecret: () => Promise.reject(new Error('nobody asked Alleo anything')),
      readStageAlleo: () => Promise.reject(new Error('nobody asked Alleo anything')),
    };
    const tuning = { allowLoopback: true };
    const companyOf = keepCompanies({ env: pipeline.local.env.deliver, secrets, tuning, now: () => now });
    const first = companyOf(tenant);
    now = 600_000;
    expect(companyOf(tenant)).toBe(first);
    expect(companyOf({ ...tenant, registration: '01JDWQ0000000000000000000B' })).not.toBe(first);
    now = 600_001;
    expect(companyOf(tenant)).not.toBe(first);
  });
});
