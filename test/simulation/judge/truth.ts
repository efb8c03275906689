import type { PersonioPerson } from '../../../local/simulators/personio/person.ts';
import { type Company, type Human } from '../life/company.ts';

/** Where somebody stands today by what Personio says of them: takes part, does not, keeps what they have, or is gone. */
export type Standing = 'in' | 'out' | 'as is' | 'gone';

/** The decision table once more, from the behaviour's text, for what happens to people here. */
export function standingOf(person: PersonioPerson | undefined, today: string): Standing {
  if (person === undefined) return 'gone';
  if (person.status === 'inactive') return 'out';
  if (person.status !== 'active') return 'as is';
  return person.hireDate === null || person.hireDate <= today ? 'in' : 'as is';
}

export interface Standed {
  standing: Standing;
  since: number;
  /** Whether they were ever out or gone. */
  everAway: boolean;
  /** When they were out last. */
  outUntil: number;
}

/** What is true of each Personio id, and since when. */
export class Truth {
  readonly #standings = new Map<string, Standed>();

  /** Looks at everybody of a company again: after an edit, and when a day begins. */
  look(company: Company, now: number, today: string): void {
    for (const human of company.humans) {
      for (const id of human.ids) this.#note(company, id, now, today);
    }
  }

  of(externalId: string): Standed | undefined {
    return this.#standings.get(externalId);
  }

  #note(company: Company, id: number, now: number, today: string): void {
    const standing = standingOf(company.personio.people.get(id), today);
    const before = this.#standings.get(String(id));
    const everAway = before?.everAway === true || standing === 'out' || standing === 'gone';
    if (before?.standing === standing) return;
    const outUntil = before?.standing === 'out' ? now : (before?.outUntil ?? 0);
    this.#standings.set(String(id), { standing, since: now, everAway, outUntil });
  }
}

export const humanOf = (company: Company, externalId: string): Human | undefined =>
  company.humans.find(({ ids }) => ids.includes(Number(externalId)));
