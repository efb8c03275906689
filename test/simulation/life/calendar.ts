/** The calendar once more: what judges the product may not share its own. All zones here are Europe/Amsterdam. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The day of the last Sunday of this month: daylight saving begins and ends on it, at 01:00 UTC. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 0));
  return last.getUTCDate() - last.getUTCDay();
}

function offsetHours(instant: number): number {
  const year = new Date(instant).getUTCFullYear();
  const from = Date.UTC(year, 2, lastSunday(year, 3), 1);
  const to = Date.UTC(year, 9, lastSunday(year, 10), 1);
  return instant >= from && instant < to ? 2 : 1;
}

/** `YYYY-MM-DD` in Amsterdam. */
export function dateAt(instant: number): string {
  return new Date(instant + offsetHours(instant) * HOUR).toISOString().slice(0, 10);
}

/** The instant of so many minutes after midnight on this day, by the clocks of Amsterdam. */
export function instantAt(date: string, minutes: number): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const first = utc - offsetHours(utc) * HOUR;
  return utc - offsetHours(first) * HOUR;
}

export function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
