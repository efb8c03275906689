/** What a custom attribute may hold here: text, a number, a date's text, tags, or nothing. */
export type CustomValue = string | number | null | readonly string[];

/** An employee of the simulated account. Dates are `YYYY-MM-DD`. Change one through the account, never in place. */
export interface PersonioPerson {
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** `onboarding`, `active`, `leave`, `inactive`, or anything else that a test wants. */
  readonly status: string;
  readonly hireDate: string | null;
  readonly terminationDate: string | null;
  readonly birthday: string | null;
  readonly department: string | null;
  /** By the attribute's label. */
  readonly custom: Readonly<Record<string, CustomValue>>;
  /** Attributes that this person's row lacks, by key, label or universal id. */
  readonly absent?: readonly string[] | undefined;
  /** Raw `value`s in place of the usual ones, by key, label or universal id. */
  readonly rawValues?: Readonly<Record<string, unknown>> | undefined;
  /** Raw attribute objects by key, in place of the usual ones or beside them. */
  readonly rawAttributes?: Readonly<Record<string, unknown>> | undefined;
  /** The whole row, whatever it is, in place of the usual one. */
  readonly rawRow?: unknown;
}

/** A person to add: everything but the id has a default. */
export type NewPersonioPerson = Pick<PersonioPerson, 'id'> & Partial<PersonioPerson>;

/** An active employee called `Person <id>`, where nothing else is said. */
export function makePerson(given: NewPersonioPerson): PersonioPerson {
  return {
    email: `person.${given.id}@example.com`,
    firstName: 'Person',
    lastName: String(given.id),
    status: 'active',
    hireDate: '2020-01-01',
    terminationDate: null,
    birthday: null,
    department: null,
    custom: {},
    ...given,
  };
}
