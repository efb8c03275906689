import { MUTATION_KINDS, MUTATIONS, type MutationKind } from '../../contracts/mutation-kind.ts';

/** One thing that was sent for a person. */
export interface Change {
  /** The run's date in the tenant's time zone. */
  readonly date: string;
  readonly kind: MutationKind;
  readonly reason: string;
}

/** How many changes of a person are kept. */
const KEPT = 10;

/** The reason of nearly every change, which is left out. */
const USUAL = 'EMPLOYED';

const ENTRY = /^(\d\d)(\d\d)(\d\d)(\w)(\w*)$/;

/**
 * A person's changes with one more, the last ten: `261102a 261121dSTATUS_INACTIVE`. As short as can be: a run reads those
 * of everybody. Dates, kinds and reasons; never a value.
 */
export function addChange(history: string | undefined, { date, kind, reason }: Change): string {
  const day = date.slice(2).replaceAll('-', '');
  const entry = `${day}${MUTATIONS[kind].letter}${reason === USUAL ? '' : reason}`;
  return [...(history?.split(' ') ?? []), entry].slice(-KEPT).join(' ');
}

/** The last changes of a person, oldest first. What a newer release wrote and this one cannot read is left out. */
export function readHistory(history: string | undefined): Change[] {
  return (history?.split(' ') ?? []).flatMap((entry) => {
    const [, year, month, day, letter, reason] = ENTRY.exec(entry) ?? [];
    const kind = MUTATION_KINDS.find((one) => MUTATIONS[one].letter === letter);
    return kind === undefined ? [] : [{ date: `20${year}-${month}-${day}`, kind, reason: reason || USUAL }];
  });
}
