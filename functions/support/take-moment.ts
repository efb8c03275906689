import type { Tenant } from '../../shared/contracts/tenant.ts';
import { dateIn, instantIn } from '../../shared/core/calendar.ts';
import type { SupportDeps } from './support-deps.ts';

/** When the schedule fires: daily at 04:00 in Amsterdam. */
const SCHEDULE_ZONE = 'Europe/Amsterdam';
const SCHEDULE_HOUR = 4;

/** The instant that stands for now. A `forecast` is of another day: its plan cannot be approved. */
export interface Moment {
  readonly now: Date;
  readonly forecast: boolean;
}

/**
 * Now, or the instant of the schedule on the given day. In the embedded run that day may stand for now, as in
 * `run --date`; on a stage any other day than today is a forecast.
 */
export function takeMoment(
  deps: Pick<SupportDeps, 'clock' | 'config'>,
  tenant: Pick<Tenant, 'policies'>,
  asOf: string | undefined,
): Moment {
  const now = deps.clock();
  if (asOf === undefined) return { now, forecast: false };
  const scheduled = instantIn(SCHEDULE_ZONE, asOf, SCHEDULE_HOUR);
  if (deps.config.local) return { now: scheduled, forecast: false };
  return dateIn(tenant.policies.timeZone, now) === asOf ? { now, forecast: false } : { now: scheduled, forecast: true };
}

/** The next instant after this one at which the schedule fires. */
export function nextSchedule(now: Date): Date {
  const today = instantIn(SCHEDULE_ZONE, dateIn(SCHEDULE_ZONE, now), SCHEDULE_HOUR);
  if (today > now) return today;
  const tomorrow = dateIn(SCHEDULE_ZONE, new Date(today.getTime() + 26 * 3_600_000));
  return instantIn(SCHEDULE_ZONE, tomorrow, SCHEDULE_HOUR);
}
