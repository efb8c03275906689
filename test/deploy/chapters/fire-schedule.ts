import * as z from '../../../shared/contracts/zod.ts';
import { readTemplate, STAGE } from '../cdk.ts';
import { CUSTOMER, JOINER, waitForActive } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, tellGap, tellSeen } from '../progress.ts';
import { listRuns, waitForRun } from '../runs.ts';

const NAME = `personio-sync-${STAGE}-run-0400`;

/** What `UpdateSchedule` takes: all of it, for what is left out falls back to its default. */
const ScheduleSchema = z.object({
  Name: z.string(),
  GroupName: z.string(),
  ScheduleExpression: z.string(),
  FlexibleTimeWindow: z.record(z.string(), z.unknown()),
  State: z.string(),
  Target: z.looseObject({ Arn: z.string(), RoleArn: z.string(), Input: z.string() }),
});

const TemplateSchema = z.object({
  Name: z.string(),
  ScheduleExpressionTimezone: z.string(),
  Target: z.object({ Input: z.string() }),
});

/** What the emulator's scheduler passes over is read in the deployed template instead. */
async function checkTemplate(lab: Lab): Promise<void> {
  const schedules = await readTemplate(lab, 'AWS::Scheduler::Schedule');
  const found = schedules.find((properties) => properties['Name'] === NAME);
  const { ScheduleExpressionTimezone, Target } = TemplateSchema.parse(found);
  expectSame('time zone in the template', ScheduleExpressionTimezone, 'Europe/Amsterdam');
  const input = { run: 'schedule', scheduledTime: '<aws.scheduler.scheduled-time>' };
  expectSame('input in the template', JSON.parse(Target.Input), input);
  tellGap('the emulator knows no time zone and no <aws.scheduler.scheduled-time>: both stand in the deployed template');
}

/** The next minute that begins in a second or later, in UTC. */
function nextMinute(): string {
  const soon = new Date(Date.now() + 61_000);
  return `cron(${soon.getUTCMinutes()} ${soon.getUTCHours()} * * ? *)`;
}

/** Moves the daily schedule to the next minute, and puts it back when it has fired. */
export async function fireSchedule(lab: Lab): Promise<void> {
  const schedule = await lab.aws.call('scheduler', 'get_schedule', { Name: NAME }, ScheduleSchema);
  expectSame('the schedule', [schedule.ScheduleExpression, schedule.State], ['cron(0 4 * * ? *)', 'ENABLED']);
  tellSeen('it is set to 04:00, every day');
  await checkTemplate(lab);

  lab.world.accountOf(CUSTOMER).add(JOINER);
  lab.world.accountOf(CUSTOMER).change(106, { status: 'inactive', terminationDate: '2026-01-31' });
  const { length } = await listRuns(lab);
  const moved = { ...schedule, ScheduleExpression: nextMinute() };
  await lab.aws.call('scheduler', 'update_schedule', moved, z.unknown());
  await waitForActive(lab, 150, [101, 102, 103, 104, 105, 109]);
  await lab.aws.call('scheduler', 'update_schedule', schedule, z.unknown());
  const run = await waitForRun(lab, { trigger: 'schedule', after: length });
  expectSame('what it sent', run.mutations, { deactivate: 1, activate: 1 });
  tellSeen(`moved to ${moved.ScheduleExpression} it fired by itself: the joiner arrived, the leaver was deactivated`);
}
