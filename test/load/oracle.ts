import type { PersonioPerson } from '../../local/simulators/personio/person.ts';

/** What an account in Alleo must look like. */
export interface ExpectedAccount {
  active: boolean;
  fields: Readonly<Record<'email' | 'first_name' | 'last_name' | 'birthday' | 'work_anniversary', string | null>>;
}

/** Absent for so many days, the account is closed (the policy's default). */
const MISSING_DAYS = 3;

function fieldsOf(person: PersonioPerson): ExpectedAccount['fields'] {
  return {
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    birthday: person.birthday,
    work_anniversary: person.hireDate,
  };
}

/**
 * The rules once more, small and written from the behaviour's text alone, for what the soak does to people: who is in
 * gets an account as in Personio; who has not started, none; who is on leave stays as they are; who left or has been
 * absent for three days is closed. Knows no limits: the soak stays below them.
 */
export class Oracle {
  /** By Personio id. */
  readonly accounts = new Map<string, ExpectedAccount>();
  readonly #absentDays = new Map<string, number>();

  /** Takes in one day: everybody who is in Personio on it. */
  observe(today: string, people: Iterable<PersonioPerson>): void {
    const listed = new Set<string>();
    for (const person of people) {
      const id = String(person.id);
      listed.add(id);
      this.#absentDays.delete(id);
      this.#decide(today, id, person);
    }
    for (const [id, account] of this.accounts) {
      if (listed.has(id) || !account.active) continue;
      const days = (this.#absentDays.get(id) ?? 0) + 1;
      this.#absentDays.set(id, days);
      if (days >= MISSING_DAYS) account.active = false;
    }
  }

  #decide(today: string, id: string, person: PersonioPerson): void {
    const account = this.accounts.get(id);
    if (person.status === 'inactive') {
      if (account !== undefined) account.active = false;
    } else if (person.status === 'active' && (person.hireDate === null || person.hireDate <= today)) {
      this.accounts.set(id, { active: true, fields: fieldsOf(person) });
    }
    // On leave, or not started yet: as it was.
  }
}
