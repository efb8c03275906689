import { beforeEach, describe, expect, it, vi } from 'vitest';
import { logLines } from '../../../local/telemetry.ts';
import { DefectError, TenantError, TransientError } from '../../../shared/core/ground/errors.ts';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';

const refused = new TenantError(
  { operation: 'authenticate', tenantId: 'acme', code: 'CREDENTIALS_REFUSED' },
  'status 403',
);
const incomplete = new TransientError(
  { operation: 'read listing', tenantId: 'acme', code: 'LISTING_INCOMPLETE', retryAfterSeconds: 300 },
  'after 3 full reads: TOTAL_DIFFERS',
);
const throttled = new TransientError(
  { operation: 'write report', tenantId: 'acme', code: 'ThrottlingException' },
  'AWS did not answer',
);
const SENT = 'Zquirinia';

let world: World;

beforeEach(async () => {
  world = await World.activated({ employees: people(3) });
  world.date = '2026-12-02';
});

function personioFails(error: Error): void {
  const fail = async () => {
    throw error;
  };
  const port = { readAll: fail, readOne: fail, readAttributes: fail, requestCount: () => 1 };
  vi.spyOn(world.personio, 'open').mockReturnValue(port);
}

const reportFails = (error: Error) => vi.spyOn(world.store, 'putReport').mockRejectedValue(error);

/** What the log says of the error that a run ends in. */
async function thrownLine(): Promise<{ readonly error: unknown; readonly line: string }> {
  const error: unknown = await world.syncOnce().catch((thrown: unknown) => thrown);
  const lines: string[] = [];
  logLines((line) => lines.push(line)).error('message goes back to its queue', error);
  return { error, line: lines.join() };
}

describe('what stops a run', () => {
  it('is explained once, with tenant and run: the report has its code alone', async () => {
    personioFails(refused);
    const report = await world.syncOnce();
    expect(report).toMatchObject({ status: 'failed', code: 'CREDENTIALS_REFUSED' });
    expect(world.stops).toEqual([{ error: refused, tenantId: 'acme', runId: report?.runId }]);
  });

  it('is explained also where its report cannot be written, which is tried again', async () => {
    personioFails(refused);
    reportFails(throttled);
    await expect(world.syncOnce()).rejects.toBe(throttled);
    expect(world.stops.map(({ error }) => error)).toEqual([refused]);
  });

  it('is not what another try may fix: that is thrown, and logged where it lands', async () => {
    personioFails(incomplete);
    await expect(world.syncOnce()).rejects.toBe(incomplete);
    expect(world.reports.at(-1)).toMatchObject({ status: 'failed', code: 'LISTING_INCOMPLETE' });
    expect(world.stops).toEqual([]);
  });
});

describe('a person about whom the queue takes no message', () => {
  it('is set aside by a code, every day, and nobody else waits', async () => {
    world.refusedByQueue.add('2');
    for (const id of ['1', '2', '3']) {
      const before = world.personio.employees.get(id);
      if (before !== undefined) world.personio.employees.set(id, { ...before, last_name: 'Bos' });
    }
    for (const [date, sent] of [
      ['2026-12-02', ['1', '3']],
      ['2026-12-03', []],
    ] as const) {
      const before = world.sent.length;
      const report = await world.day(date);
      expect(report.status).toBe('ok');
      expect(report.issues).toContainEqual({ employeeId: '2', code: 'MESSAGE_REFUSED' });
      expect(world.sent.slice(before).map(({ subject }) => subject)).toEqual(sent);
    }
    world.refusedByQueue.clear();
    const before = world.sent.length;
    expect((await world.day('2026-12-04')).issues).toEqual([]);
    expect(world.sent.slice(before).map(({ subject }) => subject)).toEqual(['2']);
  });
});

describe('a fault of our own', () => {
  const bug = new TypeError(`cannot read ${SENT}`);
  const denied = new DefectError(
    { operation: 'write memory', tenantId: 'acme', code: 'ValidationException' },
    'too long',
  );

  it.each([bug, denied])('%o is reported by a code, and thrown as it came', async (error) => {
    personioFails(error);
    await expect(world.syncOnce()).rejects.toBe(error);
    expect(world.reports.at(-1)).toMatchObject({ status: 'failed', code: 'RUN_BROKE_OFF', date: '2026-12-02' });
    expect(JSON.stringify(world.reports)).not.toContain(SENT);
    expect(world.tenant).toMatchObject({ flag: { code: 'RUN_BROKE_OFF' }, lastRun: { status: 'failed' } });
  });

  it('is thrown also where its report cannot be written, and that is explained beside it', async () => {
    personioFails(bug);
    reportFails(throttled);
    await expect(world.syncOnce()).rejects.toBe(bug);
    expect(world.stops.map(({ error }) => error)).toEqual([throttled]);
  });
});

describe('a failure whose report cannot be written', () => {
  it('is told beside the one of its report, and waits as long as was asked', async () => {
    personioFails(incomplete);
    reportFails(throttled);
    const { error, line } = await thrownLine();
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ code: 'LISTING_INCOMPLETE', cause: incomplete, retryAfterSeconds: 300 });
    expect(line).toContain(incomplete.message);
    expect(line).toContain(throttled.message);
  });

  it('is told beside a bug, of which only the class and the place are', async () => {
    personioFails(incomplete);
    reportFails(new TypeError(`cannot read ${SENT}`));
    const { line } = await thrownLine();
    expect(line).toContain(incomplete.message);
    expect(line).toMatch(/could not be written: TypeError at [^"]*trouble\.test\.ts/);
    expect(line).not.toContain(SENT);
  });
});

describe('a lease that cannot be given back', () => {
  const lost = new TransientError(
    { operation: 'release lease', tenantId: 'acme', code: 'ThrottlingException' },
    'no answer',
  );

  it('hides neither what the run reports nor what it throws, and is told', async () => {
    vi.spyOn(world.store, 'releaseLease').mockRejectedValue(lost);
    expect(await world.syncOnce()).toMatchObject({ status: 'ok' });
    world.recover();
    personioFails(incomplete);
    await expect(world.syncOnce()).rejects.toBe(incomplete);
    expect(world.leaseErrors).toEqual([lost, lost]);
  });
});
