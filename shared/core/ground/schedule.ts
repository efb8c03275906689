import { addDays, dateIn, instantIn } from './calendar.ts';

/** When a stage's schedule fires, every day. */
export interface Schedule {
  /** `HH:MM`, at least one, in any order. */
  readonly times: readonly string[];
  readonly timeZone: string;
}

function instantsOn({ times, timeZone }: Schedule, date: string): readonly Date[] {
  return times.map((time) => {
    const [hour, minute] = time.split(':').map(Number);
    return instantIn(timeZone, date, hour ?? 0, minute);
  });
}

const earliest = (instants: readonly Date[]) => new Date(Math.min(...instants.map((instant) => instant.getTime())));

/** The instant at which the schedule fires first on this day, which is one of its own zone. */
export function firstOn(schedule: Schedule, date: string): Date {
  return earliest(instantsOn(schedule, date));
}

/** The next instant after this one at which the schedule fires. */
export function nextAfter(schedule: Schedule, now: Date): Date {
  const today = dateIn(schedule.timeZone, now);
  // A time that the clocks skip at midnight may fall on the day before: tomorrow alone might have none left.
  const dates = [today, addDays(today, 1), addDays(today, 2)];
  return earliest(dates.flatMap((date) => instantsOn(schedule, date)).filter((instant) => instant > now));
}
