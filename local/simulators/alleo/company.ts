import { type AlleoEmployee, EMPTY_FIELDS, type SeedEmployee, type WritableFields } from './employee.ts';

export interface AlleoGroup {
  readonly id: number;
  readonly name: string | null;
}

/** A company as a test or a demo sets it up. */
export interface AlleoCompanyOptions {
  readonly id: number;
  readonly name: string | null;
  readonly groups?: readonly AlleoGroup[];
  readonly employees?: readonly SeedEmployee[];
}

/** Something that really changed through the API. Values are not kept, only which fields. */
export interface JournalEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly company: number;
  /** Alleo's id. */
  readonly id: number;
  readonly externalId: string | null;
  readonly action: 'create' | 'patch' | 'activate' | 'deactivate';
  /** Of a create all that were given, of a patch those with another value. */
  readonly fields: readonly string[];
}

export interface CompanyDeps {
  /** Ids are unique over all companies of a simulator. */
  readonly nextId: () => number;
  readonly now: () => number;
  readonly journal: JournalEntry[];
}

/** The accounts of one company, and what was done to them by whom: API calls are journalled, admin edits are not. */
export class AlleoCompany {
  readonly id: number;
  readonly name: string | null;
  groups: readonly AlleoGroup[];
  /** Creates by `external_id`, the empty text for none; likewise the next two, which count real changes only. */
  readonly creates = new Map<string, number>();
  readonly activations = new Map<string, number>();
  readonly deactivations = new Map<string, number>();
  /** Alleo ids that were activated although they were active: a real person would get a second e-mail. */
  readonly repeatedActivations: number[] = [];
  /** Alleo ids of administrators, whom the API lets nobody change. */
  readonly administrators = new Set<number>();
  /** The most accounts of one page, whatever is asked for. */
  pageCap = Number.POSITIVE_INFINITY;
  readonly #deps: CompanyDeps;
  readonly #employees = new Map<number, AlleoEmployee>();
  readonly #byEmail = new Map<string, number>();
  #ordered: readonly AlleoEmployee[] | undefined;

  constructor(deps: CompanyDeps, options: AlleoCompanyOptions) {
    this.#deps = deps;
    this.id = options.id;
    this.name = options.name;
    this.groups = options.groups ?? [];
    for (const employee of options.employees ?? []) this.add(employee);
  }

  /** By Alleo's id. */
  get employees(): ReadonlyMap<number, AlleoEmployee> {
    return this.#employees;
  }

  /** Everyone in the order in which they were made. */
  get ordered(): readonly AlleoEmployee[] {
    this.#ordered ??= [...this.#employees.values()];
    return this.#ordered;
  }

  /** The account with this `external_id`; the first, should there be several. */
  findByExternalId(externalId: string): AlleoEmployee | undefined {
    return this.ordered.find((employee) => employee.external_id === externalId);
  }

  /** The account with this e-mail address, ignoring case. */
  findByEmail(email: string | null): AlleoEmployee | undefined {
    if (email === null) return undefined;
    const id = this.#byEmail.get(email.toLowerCase());
    return id === undefined ? undefined : this.#employees.get(id);
  }

  /** An admin, or the past, made this account: nothing is journalled. Throws when the e-mail address is taken. */
  add(seed: SeedEmployee): AlleoEmployee {
    const taken = this.findByEmail(seed.email);
    if (taken !== undefined)
      throw new Error(`Company ${this.id} has that e-mail address already: account ${taken.id}.`);
    const employee: AlleoEmployee = {
      ...EMPTY_FIELDS,
      first_name: 'First',
      last_name: 'Last',
      is_active: true,
      registration_date: null,
      offboarding_date: null,
      last_active_date: null,
      ...seed,
      id: seed.id ?? this.#freeId(),
      group_name: this.#groupName(seed.company_group_id ?? null),
    };
    this.#store(employee);
    return employee;
  }

  /** An admin's edit by hand: nothing is journalled. Throws when there is no such account. */
  edit(id: number, change: Partial<Omit<AlleoEmployee, 'id' | 'group_name'>>): AlleoEmployee {
    const before = this.#employees.get(id);
    if (before === undefined) throw new Error(`Company ${this.id} has no account ${id}.`);
    const merged = { ...before, ...change };
    const employee = { ...merged, group_name: this.#groupName(merged.company_group_id) };
    this.#forgetEmail(before);
    this.#store(employee);
    return employee;
  }

  /** An admin deletes the account. Throws when there is none. */
  remove(id: number): void {
    const before = this.#employees.get(id);
    if (before === undefined) throw new Error(`Company ${this.id} has no account ${id}.`);
    this.#employees.delete(id);
    this.#forgetEmail(before);
    this.#ordered = undefined;
  }

  /** A create through the API; the caller has checked the e-mail address. */
  create(fields: SeedEmployee): AlleoEmployee {
    const employee = this.add(fields);
    countUp(this.creates, employee);
    if (employee.is_active) countUp(this.activations, employee);
    this.#write(
      employee,
      'create',
      Object.keys(fields).filter((name) => name !== 'is_active'),
    );
    return employee;
  }

  /** A PATCH through the API; the caller has checked the e-mail address. */
  patch(employee: AlleoEmployee, fields: Partial<WritableFields>): AlleoEmployee {
    const before = new Map<string, unknown>(Object.entries(employee));
    const changed = Object.entries(fields).filter(([name, value]) => before.get(name) !== value);
    if (changed.length === 0) return employee;
    const after = this.edit(employee.id, fields);
    this.#write(
      after,
      'patch',
      changed.map(([name]) => name),
    );
    return after;
  }

  /** Activates through the API. */
  activate(employee: AlleoEmployee): AlleoEmployee {
    if (employee.is_active) {
      this.repeatedActivations.push(employee.id);
      return employee;
    }
    const after = this.edit(employee.id, { is_active: true });
    countUp(this.activations, after);
    this.#write(after, 'activate', ['is_active']);
    return after;
  }

  /** Deactivates through the API; of someone who is not active it changes nothing. */
  deactivate(employee: AlleoEmployee): AlleoEmployee {
    if (!employee.is_active) return employee;
    const after = this.edit(employee.id, { is_active: false });
    countUp(this.deactivations, after);
    this.#write(after, 'deactivate', ['is_active']);
    return after;
  }

  #freeId(): number {
    let id = this.#deps.nextId();
    while (this.#employees.has(id)) id = this.#deps.nextId();
    return id;
  }

  #store(employee: AlleoEmployee): void {
    this.#employees.set(employee.id, employee);
    if (employee.email !== null) this.#byEmail.set(employee.email.toLowerCase(), employee.id);
    this.#ordered = undefined;
  }

  #forgetEmail({ email }: AlleoEmployee): void {
    if (email !== null) this.#byEmail.delete(email.toLowerCase());
  }

  #groupName(id: number | null): string | null {
    return this.groups.find((group) => group.id === id)?.name ?? null;
  }

  #write(employee: AlleoEmployee, action: JournalEntry['action'], fields: readonly string[]): void {
    const { id, external_id: externalId } = employee;
    const at = new Date(this.#deps.now()).toISOString();
    this.#deps.journal.push({ at, company: this.id, id, externalId, action, fields });
  }
}

function countUp(counts: Map<string, number>, employee: AlleoEmployee): void {
  const name = employee.external_id ?? '';
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
