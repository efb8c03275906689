import { html } from 'hono/html';
import type { RunFigures } from '../../../shared/contracts/support/customers.ts';
import type { Html } from '../../page/html.ts';
import { countOf, sayDate } from '../../page/words.ts';

const DAY_MS = 86_400_000;

/** The last `days` calendar dates, the oldest first. `today`: a calendar date. */
export function listDays(today: string, days: number): readonly string[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: days }, (_, index) =>
    new Date(end - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** The last run of each day. */
export function lastOfEachDay(runs: readonly RunFigures[]): ReadonlyMap<string, RunFigures> {
  // Newest first: what is set last is the first.
  return new Map(runs.toReversed().map((run) => [run.date, run]));
}

const STATUSES = { ok: 'in order', held: 'held', failed: 'stopped' } as const;
type Status = keyof typeof STATUSES;
/** By height, too: not by colour alone. */
const HEIGHTS: { readonly [S in Status]: number } = { ok: 5, held: 10, failed: 15 };

function sayDays(byStatus: ReadonlyMap<Status, readonly string[]>): string {
  const parts = (Object.keys(STATUSES) as Status[]).flatMap((status) => {
    const dates = byStatus.get(status) ?? [];
    if (dates.length === 0) return [];
    const named = status === 'ok' ? '' : ` (${dates.map(sayDate).join(', ')})`;
    return [`${countOf(dates.length, 'day')} ${STATUSES[status]}${named}`];
  });
  return parts.length === 0 ? 'no run yet' : parts.join(', ');
}

/** The last 14 days of one customer: low is in order, half high held, high stopped, nothing no run. */
export function drawStrip(runs: readonly RunFigures[], days: readonly string[]): Html {
  const last = lastOfEachDay(runs);
  const byStatus = new Map<Status, string[]>();
  const paths = new Map<Status, string>();
  for (const [index, date] of days.entries()) {
    const status = last.get(date)?.status;
    if (status === undefined) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), date]);
    const height = HEIGHTS[status];
    paths.set(status, `${paths.get(status) ?? ''}M${index * 6} ${16 - height}h4v${height}h-4z`);
  }
  const drawn = [...paths].map(([status, path]) => html`<path class="${status}" d="${path}"/>`);
  return html`<svg class="strip" viewBox="0 0 84 16" role="img" aria-label="${sayDays(byStatus)}"><path class="none" d="M0 15.5h82v.5H0z"/>${drawn}</svg>`;
}
