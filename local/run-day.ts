import { appendFileSync, closeSync } from 'node:fs';
import { ulid } from 'ulid';
import { createReportReader } from '../shared/adapters/dynamodb/read-reports.ts';
import type { RunReport } from '../shared/contracts/run-report.ts';
import type { UserMutation } from '../shared/contracts/user-mutation.ts';
import { dateIn } from '../shared/core/ground/calendar.ts';
import { TransientError } from '../shared/core/ground/errors.ts';
import { firstOn } from '../shared/core/ground/schedule.ts';
import { drainQueue } from './drain-queue.ts';
import { openOwnFile } from './engine/open-own-file.ts';
import { createContext } from './lambda-context.ts';
import { SCHEDULE } from './local-env.ts';
import type { Local } from './open-local.ts';
import type { Containers } from './start-containers.ts';

export interface RunDayOptions {
  /**
   * `YYYY-MM-DD`. In a folder, whatever is asked there from then on stands on that day.
   * @default the day that the folder stands on, else today in the schedule's zone
   */
  readonly date?: string | undefined;
  /** Where every emitted CloudEvent is appended as a JSON line, for its owner alone. Made on a day without any, too. */
  readonly mutationsFile?: string | undefined;
}

/** What one simulated day gave: the day's last report of each tenant that is active or ran in this call, by tenant id. */
export interface DayResult {
  readonly date: string;
  readonly reports: readonly RunReport[];
  /** Runs of this call that another one of the same tenant followed, in order: an approved one before the schedule's. */
  readonly earlier: readonly RunReport[];
  /** Active tenants that have no report of this day. */
  readonly missing: readonly string[];
}

/** The instant at which the schedule fires on this day: what `--as-of DATE` and `run --date DATE` mean. */
export function scheduleInstant(date: string): Date {
  return firstOn(SCHEDULE, date);
}

/**
 * One day of the embedded run (the command `run`): works off what waits, fires the schedule as of 04:00
 * on that day, and works off what comes of it, deliver included, until all is quiet. Also twice for one day.
 */
export async function runDay(local: Local, options: RunDayOptions = {}): Promise<DayResult> {
  const date = options.date ?? dateIn(SCHEDULE.timeZone, local.clock.now());
  const ran = new Map<string, RunReport>();
  const earlier: RunReport[] = [];
  const observer = {
    onReport: (report: RunReport) => {
      const before = ran.get(report.tenantId);
      if (before !== undefined) earlier.push(before);
      ran.set(report.tenantId, report);
    },
    onEmitted: recordTo(options.mutationsFile),
  };
  await beginDay(local, date, options.date !== undefined);
  local.observers.add(observer);
  const containers = local.startContainers();
  try {
    await drain(local, containers);
    await fireSchedule(local, containers);
    await drain(local, containers);
  } finally {
    local.observers.delete(observer);
  }
  return { date, ...(await lastReports(local, date, ran)), earlier };
}

/** Sets the clocks. A second run of a day starts after the first one, so that reports keep their order. */
async function beginDay(local: Local, date: string, stays: boolean): Promise<void> {
  const tenants = await local.directory.listTenants();
  const runs = tenants.flatMap(({ lastRun }) => (lastRun === undefined ? [] : [new Date(lastRun.at)]));
  const sameDay = runs.filter((at) => dateIn(SCHEDULE.timeZone, at) === date).map((at) => at.getTime() + 1_000);
  // What was asked on that day since, an approval say, was asked before this run.
  const now = local.clock.now();
  if (local.clock.stands() && dateIn(SCHEDULE.timeZone, now) === date) sameDay.push(now.getTime());
  local.clock.set(new Date(Math.max(scheduleInstant(date).getTime(), ...sameDay)), stays);
  local.engineClock.skip();
  local.waiting.reset();
}

/** As often as Lambda tries what it was asked by the scheduler (infra/pipeline/fan-out.ts). */
const ATTEMPTS = 3;

/** Like Lambda it tries again where a tenant got no message; those that got theirs are not asked twice. */
async function fireSchedule(local: Local, containers: Containers): Promise<void> {
  // Fresh for each call: a day that is run again by hand is not a schedule that fired twice by mistake.
  const scheduledTime = `${local.clock.now().toISOString()}-${ulid()}`;
  const fire = () => containers.fanOut({ run: 'schedule', scheduledTime }, createContext('fan-out'));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fire();
      return;
    } catch (error) {
      if (!(error instanceof TransientError) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Works off both queues until nothing is received any more: what sync emits, deliver applies. */
async function drain(local: Local, containers: Containers): Promise<void> {
  const { queues, clients } = local;
  const sqs = clients.sqs();
  const sync = {
    functionName: 'sync',
    queueUrl: queues.tenants,
    batchSize: 1,
    concurrency: 3,
    handler: containers.sync,
  };
  const deliver = {
    functionName: 'deliver',
    queueUrl: queues.mutations,
    batchSize: 10,
    concurrency: 3,
    handler: containers.deliver,
  };
  let received = 0;
  do {
    received = (await drainQueue(sqs, sync)) + (await drainQueue(sqs, deliver));
  } while (received > 0);
}

/** Written after the queue has taken them: a line is a mutation that was sent. */
function recordTo(file: string | undefined): (mutations: readonly UserMutation[]) => void {
  if (file === undefined) return () => {};
  const append = (mutations: readonly UserMutation[]) => {
    const descriptor = openOwnFile(file);
    try {
      appendFileSync(descriptor, mutations.map((mutation) => `${JSON.stringify(mutation)}\n`).join(''));
    } finally {
      closeSync(descriptor);
    }
  };
  append([]);
  return append;
}

/** An older day's report says nothing of this one. */
async function lastReports(
  local: Local,
  date: string,
  ran: ReadonlyMap<string, RunReport>,
): Promise<Pick<DayResult, 'reports' | 'missing'>> {
  const reports = createReportReader({ client: local.clients.dynamodb, tableName: local.env.sync.TABLE_NAME });
  const tenants = await local.directory.listTenants();
  const active = tenants.filter(({ status }) => status === 'active').map(({ id }) => id);
  const ids = [...new Set([...active, ...ran.keys()])].sort();
  const found = await Promise.all(
    ids.map(async (id) => {
      const report = ran.get(id) ?? (await reports.listReports(id, 1))[0];
      const isOfDay = report !== undefined && dateIn(SCHEDULE.timeZone, new Date(report.startedAt)) === date;
      return ran.has(id) || isOfDay ? report : undefined;
    }),
  );
  const missing = ids.filter((_, index) => found[index] === undefined);
  return { reports: found.filter((report) => report !== undefined), missing };
}
