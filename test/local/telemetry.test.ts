import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from '../../shared/contracts/zod.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import { createCounter } from '../../shared/runtime/metrics.ts';
import { openPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { tooManyRequests } from './simulators/script-answers.ts';

const MONTHLY = 'alleo_monthly_all_budget';
const anna = {
  id: 71001,
  firstName: 'Annabelle',
  lastName: 'Quickenborne',
  email: 'annabelle@secret.example',
  birthday: '1991-07-23',
  department: 'Cartography',
  custom: { [MONTHLY]: 437.5 },
};
const bert = { id: 71002, firstName: 'Bertrand', lastName: 'Oldenzaal', email: 'bertrand@secret.example' };
/** Whatever of these stood in a line would be a leak: people, an amount, credentials, what a poisoned message said. */
const PRIVATE =
  /Annabelle|Quickenborne|Bertrand|Oldenzaal|secret\.example|1991-07-23|Cartography|437\.5|"client"|papi-|alleo-[0-9a-f]|poison/;

const LineSchema = z.looseObject({
  level: z.string(),
  message: z.string(),
  service: z.string(),
  stage: z.literal('test'),
  tenantId: z.optional(z.string()),
  runId: z.optional(z.string()),
});

/** What was written to the process's standard output and error meanwhile, line by line. */
function captureOutput(): readonly string[] {
  const lines: string[] = [];
  const take = (chunk: unknown) => {
    lines.push(...String(chunk).split('\n').filter(Boolean));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
  return lines;
}

describe('log lines as CloudWatch gets them', { timeout: 60_000 }, () => {
  let pipeline: Pipeline;
  afterEach(() => pipeline.close());

  async function activated(options: PipelineOptions = {}) {
    pipeline = await openPipeline({ people: [anna, bert], log: createLog('all', 'test'), ...options });
    await pipeline.addTenant();
    await pipeline.approve('2026-11-02');
    const written = captureOutput();
    return () => written.map((line) => LineSchema.parse(JSON.parse(line)));
  }

  it('one line per run with its figures', async () => {
    const lines = await activated();
    const report = await pipeline.reportOf('2026-11-02');
    const [line, ...more] = lines().filter((one) => one.message === 'run finished' && one.runId === report.runId);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      level: 'INFO',
      tenantId: 'acme',
      runId: report.runId,
      status: 'ok',
      trigger: 'schedule',
      listed: 2,
      decisions: { EMPLOYED: 2 },
      mutations: report.mutations,
      requests: report.requests,
      capacity: report.capacity,
      durationMs: report.durationMs,
      issues: report.issues.length,
    });
    expect(report.requests.personio).toBeGreaterThan(0);
    expect(report.capacity.read).toBeGreaterThan(0);
  });

  it('name the invocation, and the schedule tells how many it asked', async () => {
    const lines = await activated();
    await pipeline.runDay('2026-11-02');
    expect(lines().find(({ message }) => message === 'schedule fired')).toMatchObject({ active: 1, sent: 1 });
    const requestIds = lines().map((line) => line['function_request_id']);
    expect(requestIds.filter((id) => typeof id !== 'string' || id === '')).toEqual([]);
  });

  it('carry tenant and run in trouble, and never a person, an amount or a credential', async () => {
    const lines = await activated();
    await pipeline.runDay('2026-11-02');
    // Alleo refuses one person, then is busy; Personio is busy, then refuses the credential; two messages are poisoned.
    pipeline.personio.change(anna.id, { lastName: 'Quickenborne-Oldenzaal' });
    pipeline.alleo.script = ({ method }) =>
      method === 'PATCH'
        ? { status: 422, body: { detail: [{ loc: ['body', 'last_name'], msg: 'Quickenborne', type: 'x' }] } }
        : undefined;
    await pipeline.runDay('2026-11-03');
    pipeline.alleo.script = () => ({ ...tooManyRequests(900), body: 'annabelle@secret.example' });
    await pipeline.runDay('2026-11-04');
    pipeline.alleo.script = undefined;
    pipeline.alleo.setCredentials([]);
    await pipeline.runDay('2026-11-05');
    pipeline.personio.script = () => ({ ...tooManyRequests(900), body: 'annabelle@secret.example' });
    await pipeline.runDay('2026-11-06');
    pipeline.personio.script = undefined;
    await pipeline.send('tenants', 'acme', '{"version":1,"tenantId":"poison"}');
    await pipeline.send('mutations', 'acme', '{"id":"poison","data":{"profile":{"email":"poison"}}}');
    pipeline.personio.account.setCredentials([]);
    await pipeline.runDay('2026-11-07');

    const seen = new Set(lines().map(({ message }) => message));
    for (const message of [
      'run finished',
      'run stopped',
      'mutation did not reach Alleo',
      'message goes back to its queue',
      'Alleo is closed to this tenant',
      'message is a dead letter',
    ])
      expect(seen).toContain(message);
    const aboutTenants = lines().filter(({ message }) => message !== 'schedule fired');
    expect(aboutTenants.filter(({ tenantId }) => tenantId !== 'acme')).toEqual([]);
    const ofRuns = aboutTenants.filter(
      (line) => line['function_name'] === 'sync' && line.message !== 'message is a dead letter',
    );
    expect(ofRuns.length).toBeGreaterThan(6);
    expect(ofRuns.filter(({ runId }) => runId === undefined)).toEqual([]);
    expect(lines().filter((line) => PRIVATE.test(JSON.stringify(line)))).toEqual([]);
    // What the alarms watch, counted on the way.
    const { metrics } = pipeline.local;
    for (const name of [
      METRICS.fanOutSent,
      METRICS.runFailed,
      METRICS.credentialsRefused,
      METRICS.alleoCredentialsRefused,
      METRICS.deliverRejected,
      METRICS.budgetsForwarded,
      METRICS.messageMalformed,
    ])
      expect([name, metrics.get(name)]).toEqual([name, expect.any(Number)]);
    expect(metrics.get(METRICS.messageMalformed)).toBe(2);
    expect(metrics.get(METRICS.fanOutIncomplete)).toBe(0);
  });
});

describe('metrics as CloudWatch gets them', () => {
  const EmbeddedSchema = z.looseObject({
    service: z.string(),
    stage: z.string(),
    _aws: z.object({
      CloudWatchMetrics: z.array(
        z.object({
          Namespace: z.string(),
          Dimensions: z.array(z.array(z.string())),
          Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
        }),
      ),
    }),
  });

  it('stand under stage and service, and no metric names a tenant', () => {
    const written = captureOutput();
    const counter = createCounter('sync', 'test');
    counter.add(METRICS.runHeld, 1);
    counter.add(METRICS.runHeld, 1);
    counter.addDuration(METRICS.runDuration, 1_200);
    counter.flush();
    counter.flush();
    const [line, ...more] = written.map((one) => EmbeddedSchema.parse(JSON.parse(one)));
    expect(more).toEqual([]);
    expect(line).toMatchObject({ service: 'sync', stage: 'test', RunHeld: [1, 1], RunDuration: 1_200 });
    expect(line?._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'PersonioSync',
        Dimensions: [['service', 'stage']],
        Metrics: [
          { Name: 'RunHeld', Unit: 'Count' },
          { Name: 'RunDuration', Unit: 'Milliseconds' },
        ],
      },
    ]);
  });

  it('nothing is written where nothing was counted', () => {
    const written = captureOutput();
    createCounter('sync', 'test').flush();
    expect(written).toEqual([]);
  });
});
