/** Minutes that a clock in this zone is ahead of UTC at this instant (Unix milliseconds). */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const DAY_MS = 86_400_000;

/**
 * The first day within two years on which a clock in this IANA zone does not show this time of day (`HH:MM`) exactly once,
 * and how often it does; `undefined` where there is none. The schedule would not fire on a day without that time.
 */
export function findClockChange(
  timeZone: string,
  time: string,
  from: Date,
): { readonly date: string; readonly shown: number } | undefined {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const begin = Date.parse(`${from.toISOString().slice(0, 10)}T${time}:00Z`);
  for (let wanted = begin; wanted < begin + 731 * DAY_MS; wanted += DAY_MS) {
    const offsets = new Set([offsetAt(format, wanted - DAY_MS), offsetAt(format, wanted + DAY_MS)]);
    const shown = [...offsets].filter((offset) => offsetAt(format, wanted - offset * 60_000) === offset).length;
    if (shown !== 1) return { date: new Date(wanted).toISOString().slice(0, 10), shown };
  }
  return undefined;
}
