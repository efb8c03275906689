import type { AlleoCompany } from '../../../local/simulators/alleo/company.ts';
import { PersonioAccount } from '../../../local/simulators/personio/account.ts';
import type { PersonioPerson } from '../../../local/simulators/personio/person.ts';

/** Stands in all that may be known of a person by Personio and Alleo alone: no log and no item of the table may hold it. */
export const MARK = 'zqmarkqz';

export const MONTHLY = 'alleo_monthly_meal_budget';
export const ONE_OFF = 'alleo_oneoff_bonus_budget';

/** One human being, under whichever ids Personio has them. */
export interface Human {
  readonly name: string;
  /** The newest last. */
  readonly ids: number[];
  /** How often HR entered a one-off amount where none stood, since it first did: each may become one grant. */
  entries: number;
  /**
   * Until then nobody changes them: who came back under another id, and got another name and address before a run has seen
   * them, is somebody else to everybody but themselves.
   */
  unchangedUntil: number;
}

/** A customer: their people, their account at Personio, their company at Alleo, and what of it support was told. */
export interface Company {
  readonly id: string;
  readonly number: number;
  readonly personio: PersonioAccount;
  readonly alleo: AlleoCompany;
  readonly humans: Human[];
  nextId: number;
  secrets: number;
}

/** Personio's ids of a customer lie in a range of their own. */
export const firstIdOf = (number: number): number => number * 1_000;

export const isIdOf = (company: Company, externalId: string): boolean => {
  const id = Number(externalId);
  return id >= firstIdOf(company.number) && id < firstIdOf(company.number + 1);
};

export const currentOf = (company: Company, human: Human): PersonioPerson | undefined =>
  company.personio.people.get(human.ids.at(-1) ?? -1);

/** Everybody who stands in Personio, under their newest id. */
export const listed = (company: Company): { readonly human: Human; readonly person: PersonioPerson }[] =>
  company.humans.flatMap((human) => {
    const person = currentOf(company, human);
    return person === undefined ? [] : [{ human, person }];
  });

export const pairOf = (id: string, n: number) => ({ clientId: `${id}-${n}`, clientSecret: `secret-${id}-${n}` });

export function openPersonio(id: string): PersonioAccount {
  return new PersonioAccount({
    credentials: [pairOf(id, 1)],
    customAttributes: [
      { label: MONTHLY, type: 'decimal' },
      { label: ONE_OFF, type: 'decimal' },
    ],
  });
}
