import type { Tenant } from '../../shared/contracts/tenant.ts';
import { dateIn } from '../../shared/core/ground/calendar.ts';
import { firstOn } from '../../shared/core/ground/schedule.ts';
import type { SupportDeps } from './support-deps.ts';

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
  const scheduled = firstOn(deps.config.schedule, asOf);
  if (deps.config.local) return { now: scheduled, forecast: false };
  return dateIn(tenant.policies.timeZone, now) === asOf ? { now, forecast: false } : { now: scheduled, forecast: true };
}
