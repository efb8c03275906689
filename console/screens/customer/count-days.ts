import type { RunFigures } from '../../../shared/contracts/support/customers.ts';

/** One day of one customer. */
export interface DayFigures {
  /** A calendar date. */
  readonly date: string;
  /** People who take part, by the day's last run; `undefined` where none read them. */
  readonly employed: number | undefined;
  readonly activated: number;
  readonly deactivated: number;
  readonly updated: number;
  readonly held: number;
}

const sum = (counts: Readonly<Record<string, { readonly count: number } | undefined>>) =>
  Object.values(counts).reduce((total, one) => total + (one?.count ?? 0), 0);

/** The figures of each of these days; what several runs of a day sent is added, what is held is the last one's. */
export function countDays(runs: readonly RunFigures[], dates: readonly string[]): readonly DayFigures[] {
  const byDate = Map.groupBy(runs, ({ date }) => date);
  return dates.map((date) => {
    // Newest first.
    const ofDay = byDate.get(date) ?? [];
    const sent = (kind: 'activate' | 'deactivate' | 'update') =>
      ofDay.reduce((total, { mutations }) => total + (mutations[kind] ?? 0), 0);
    return {
      date,
      employed: ofDay.find(({ status }) => status !== 'failed')?.employed,
      activated: sent('activate'),
      deactivated: sent('deactivate'),
      updated: sent('update'),
      held: ofDay[0] === undefined ? 0 : sum(ofDay[0].held),
    };
  });
}
