import { type Attribute, describeAttributes, guessAttribute, isCalled } from './attributes.ts';
import { makePerson, type NewPersonioPerson, type PersonioPerson } from './person.ts';
import { type CustomAttribute, DEFAULT_SETTINGS, type PersonioCredential, type PersonioSettings } from './settings.ts';
import { makeRowWriter, type WriteRow } from './write-rows.ts';

/** A company's Personio account as a test or a demo sets it up. */
export interface PersonioAccountOptions extends Partial<PersonioSettings> {
  /** @default the one pair `client` and `secret` */
  readonly credentials?: readonly PersonioCredential[];
  readonly people?: readonly NewPersonioPerson[];
}

/** One company's account: its people, its credentials and how it answers. Everything may change between requests. */
export class PersonioAccount {
  /** Grows with every change, so that answers put together before it are known to be stale. */
  version = 0;
  #settings: PersonioSettings;
  #credentials: readonly PersonioCredential[];
  readonly #people = new Map<number, PersonioPerson>();
  readonly #guessed = new Map<string, CustomAttribute>();
  readonly #unfilled = new Set<string>();
  #ordered: readonly PersonioPerson[] | undefined;
  #attributes: readonly Attribute[] | undefined;
  readonly #writers = new Map<string, WriteRow>();

  constructor(options: PersonioAccountOptions = {}) {
    const { credentials = [{ clientId: 'client', clientSecret: 'secret' }], people = [], ...settings } = options;
    this.#settings = { ...DEFAULT_SETTINGS, ...settings };
    this.#credentials = credentials;
    for (const person of people) this.add(person);
  }

  get people(): ReadonlyMap<number, PersonioPerson> {
    return this.#people;
  }

  get settings(): PersonioSettings {
    return this.#settings;
  }

  get credentials(): readonly PersonioCredential[] {
    return this.#credentials;
  }

  /** Everyone, in the order in which they were added. */
  get ordered(): readonly PersonioPerson[] {
    this.#ordered ??= [...this.#people.values()];
    return this.#ordered;
  }

  /** All attributes of the account, readable or not. */
  get attributes(): readonly Attribute[] {
    this.#attributes ??= this.#describe();
    return this.#attributes;
  }

  /** Adds a person, or replaces the one with that id. */
  add(given: NewPersonioPerson): PersonioPerson {
    const person = makePerson(given);
    this.#people.set(person.id, person);
    this.#learnAttributes(person);
    this.#changed();
    return person;
  }

  /** Changes some fields of a person; custom values are merged. Throws when there is no such person. */
  change(id: number, change: Partial<Omit<PersonioPerson, 'id'>>): PersonioPerson {
    const before = this.#people.get(id);
    if (before === undefined) throw new Error(`The simulated account has no employee ${id}.`);
    return this.add({ ...before, ...change, custom: { ...before.custom, ...change.custom } });
  }

  /** Deletes a profile without a trace. Throws when there is none. */
  remove(id: number): void {
    if (!this.#people.delete(id)) throw new Error(`The simulated account has no employee ${id}.`);
    this.#changed();
  }

  /** Changes how the account answers from the next request on. */
  configure(change: Partial<PersonioSettings>): void {
    this.#settings = { ...this.#settings, ...change };
    this.#forgetAttributes();
    this.#changed();
  }

  /** Replaces the pairs of the credential screen: tokens of a pair that is gone are refused. */
  setCredentials(credentials: readonly PersonioCredential[]): void {
    this.#credentials = credentials;
    this.#forgetAttributes();
    this.#changed();
  }

  /** The attributes that this credential sees. `id` is always among them. */
  readableBy(credential: PersonioCredential): readonly Attribute[] {
    const hidden = [...this.#settings.unreadable, ...(credential.unreadable ?? [])];
    return this.attributes.filter(
      (attribute) => attribute.key === 'id' || !hidden.some((name) => isCalled(attribute, name)),
    );
  }

  /** Writes rows for this credential, narrowed to `wanted` keys where any are given. */
  rowWriter(credential: PersonioCredential, wanted: readonly string[]): WriteRow {
    const name = JSON.stringify([credential.clientId, wanted]);
    const known = this.#writers.get(name);
    if (known !== undefined) return known;
    const readable = this.readableBy(credential);
    const narrowed = wanted.length === 0 ? readable : readable.filter((attribute) => isWanted(attribute, wanted));
    const writer = makeRowWriter(narrowed, this.#settings.attributeShape);
    this.#writers.set(name, writer);
    return writer;
  }

  #describe(): readonly Attribute[] {
    const declared = this.#settings.customAttributes;
    const labels = new Set(declared.map((attribute) => attribute.label));
    const guessed = [...this.#guessed.values()].filter((attribute) => !labels.has(attribute.label));
    return describeAttributes(this.#settings, [...declared, ...guessed]);
  }

  /** An empty value makes the attribute known, the first filled one tells its type. */
  #learnAttributes(person: PersonioPerson): void {
    for (const [label, value] of Object.entries(person.custom)) {
      const filled = value !== null && value !== '';
      if (this.#guessed.has(label) && !(filled && this.#unfilled.has(label))) continue;
      this.#guessed.set(label, guessAttribute(label, value));
      if (filled) this.#unfilled.delete(label);
      else this.#unfilled.add(label);
      this.#forgetAttributes();
    }
  }

  #forgetAttributes(): void {
    this.#attributes = undefined;
    this.#writers.clear();
  }

  #changed(): void {
    this.version += 1;
    this.#ordered = undefined;
  }
}

function isWanted(attribute: Attribute, wanted: readonly string[]): boolean {
  return attribute.key === 'id' || wanted.includes(attribute.key);
}
