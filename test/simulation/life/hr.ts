import type { PersonioPerson } from '../../../local/simulators/personio/person.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Truth } from '../judge/truth.ts';
import type { Story } from '../story.ts';
import { dateAt, dayAfter } from './calendar.ts';
import { type Company, currentOf, type Human, listed, MARK, MONTHLY, ONE_OFF } from './company.ts';

export interface HrDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly truth: Truth;
  readonly story: Story;
}

/** Some of the nights may have no run, or one that fails. */
const SETTLED_MS = 4 * 86_400_000;

type Change = Partial<Omit<PersonioPerson, 'id'>>;

/**
 * Whether Alleo has neither their address nor their name of today: somebody who left before a run has seen both changes. Under
 * another id they would be somebody else to everybody but themselves.
 */
function isStranger(company: Company, human: Human, person: PersonioPerson): boolean {
  const account = company.alleo.ordered.find(({ external_id }) => human.ids.includes(Number(external_id)));
  return account !== undefined && account.email !== person.email && account.last_name !== person.lastName;
}

/** What a customer's HR does in Personio. */
export class Hr {
  readonly #deps: HrDeps;

  constructor(deps: HrDeps) {
    this.#deps = deps;
  }

  /** Everybody's standing again: a day has begun, on which somebody may start. */
  beginDay(company: Company): void {
    for (const { human, person } of listed(company)) {
      const starts = person.status === 'onboarding' && (person.hireDate ?? '') <= this.#today;
      if (starts) this.#change(company, human, { status: 'active' }, 'starts');
    }
    this.#look(company);
  }

  join(company: Company): Human {
    const id = company.nextId;
    company.nextId += 1;
    const human: Human = { name: `${company.id}-${id}`, ids: [id], entries: 0, unchangedUntil: 0 };
    company.humans.push(human);
    const later = this.#draw(human, 'hire date', 10) <= 3;
    const hireDate = later ? dayAfter(this.#today, this.#draw(human, 'days to start', 3)) : dayAfter(this.#today, -1);
    company.personio.add({
      id,
      status: later ? 'onboarding' : 'active',
      hireDate,
      email: this.#address(human),
      firstName: `${MARK}first`,
      lastName: `${MARK}last${id}`,
      birthday: `19${59 + this.#draw(human, 'birth year', 40)}-05-1${this.#draw(human, 'birth day', 9)}`,
      custom: this.#firstBudgets(human),
    });
    this.#tell(company, human, later ? `is entered, to start on ${hireDate}` : 'joins');
    this.#look(company);
    return human;
  }

  /** Something happens to somebody; what, is drawn under this name, and whom, where it is not told. Gives whom. */
  edit(company: Company, name: string, whom?: Human): Human | undefined {
    const { chance } = this.#deps;
    const people = listed(company);
    if (people.length === 0 || (whom === undefined && chance.draw(`${name}: join`) < 0.2)) return this.join(company);
    const human = whom ?? chance.pick(`${name}: whom`, people).human;
    const person = currentOf(company, human);
    if (person === undefined || this.#deps.scheduler.now < human.unchangedUntil) return undefined;
    if (person.status === 'inactive') this.#bringBack(company, human, person);
    else if (person.status === 'leave') this.#change(company, human, { status: 'active' }, 'is back from leave');
    else this.#alter(company, human, person, name);
    this.#look(company);
    return human;
  }

  /** One more of those who are there leaves. */
  letOneGo(company: Company, name: string): void {
    const people = listed(company).filter(({ person }) => person.status === 'active');
    if (people.length < 2) return;
    const { human } = this.#deps.chance.pick(`${name}: whom`, people);
    if (this.#deps.scheduler.now >= human.unchangedUntil) this.#leave(company, human);
    this.#look(company);
  }

  /** Somebody marks half a department as gone, and sees it on the next day. */
  blunder(company: Company): void {
    const people = listed(company).filter(({ person }) => person.status === 'active');
    for (const { human } of people.slice(0, Math.max(4, Math.ceil(people.length * 0.7)))) this.#leave(company, human);
    this.#look(company);
  }

  /** Many begin on one day. */
  hireMany(company: Company, name: string): void {
    const many = this.#deps.chance.between(name, 5, 9);
    for (let n = 0; n < many; n += 1) this.join(company);
  }

  /** Something in them changes that every account shows, so that it must be sent. */
  touch(company: Company, human: Human): void {
    const person = currentOf(company, human);
    const isSettled = this.#deps.scheduler.now >= human.unchangedUntil;
    if (person !== undefined && isSettled)
      this.#change(company, human, { lastName: `${person.lastName}x` }, 'is called otherwise');
    this.#look(company);
  }

  get #today(): string {
    return dateAt(this.#deps.scheduler.now);
  }

  #look(company: Company): void {
    this.#deps.truth.look(company, this.#deps.scheduler.now, this.#today);
  }

  #tell(company: Company, human: Human, what: string): void {
    this.#deps.story.tell('HR', () => `${company.id}: ${human.ids.at(-1)} ${what}`);
  }

  /** From 1 to this; of one human's own numbers, so that nobody else's life changes with theirs. */
  #draw(human: Human, what: string, most: number): number {
    return this.#deps.chance.between(`${human.name}: ${what}`, 1, most);
  }

  #address(human: Human): string {
    return `${MARK}.${human.name}.${this.#draw(human, 'address', 1e6)}@example.com`;
  }

  #amount(human: Human): string {
    return `${this.#draw(human, 'amount', 9)}0.00`;
  }

  #firstBudgets(human: Human): Record<string, string | null> {
    const oneOff = this.#draw(human, 'first one-off', 2) === 1 ? this.#amount(human) : null;
    if (oneOff !== null) human.entries += 1;
    return { [MONTHLY]: this.#draw(human, 'first monthly', 2) === 1 ? this.#amount(human) : null, [ONE_OFF]: oneOff };
  }

  #change(company: Company, human: Human, change: Change, what: string): void {
    company.personio.change(human.ids.at(-1) ?? 0, change);
    this.#tell(company, human, what);
  }

  #alter(company: Company, human: Human, person: PersonioPerson, name: string): void {
    const n = this.#deps.chance.between(name, 1, 100);
    if (n <= 20) this.#leave(company, human);
    else if (n <= 26 && !isStranger(company, human, person))
      this.#renumber(company, human, person, {}, 'has another contract, and');
    else if (n <= 33) this.#delete(company, human, person);
    else if (n <= 41) this.#change(company, human, { status: 'leave' }, 'goes on leave');
    else if (n <= 60) this.#change(company, human, { email: this.#address(human) }, 'gets another address');
    else if (n <= 75)
      this.#change(company, human, { lastName: `${MARK}last${this.#draw(human, 'name', 1e6)}` }, 'is renamed');
    else if (n <= 88) {
      const amount = this.#amount(human);
      this.#change(company, human, { custom: { [MONTHLY]: amount } }, `has a monthly budget of ${amount}`);
    } else this.#enterOneOff(company, human, person);
  }

  #leave(company: Company, human: Human): void {
    this.#change(company, human, { status: 'inactive', terminationDate: dayAfter(this.#today, -1) }, 'leaves');
  }

  /** Of few: a listing without most of those who were there is another company's, and the product stops at it. */
  #delete(company: Company, human: Human, person: PersonioPerson): void {
    const gone = company.humans.filter((one) => currentOf(company, one) === undefined).length;
    const active = listed(company).filter((one) => one.person.status === 'active').length;
    if (gone >= 2 || active < 4) return;
    company.personio.remove(person.id);
    this.#tell(company, human, 'is deleted');
  }

  #enterOneOff(company: Company, human: Human, person: PersonioPerson): void {
    if ((person.custom[ONE_OFF] ?? null) !== null) return;
    human.entries += 1;
    const amount = this.#amount(human);
    this.#change(company, human, { custom: { [ONE_OFF]: amount } }, `gets ${amount} once`);
  }

  /** The same profile again, or, as Personio's own rehire does it, a new one that takes the address from the old. */
  #bringBack(company: Company, human: Human, person: PersonioPerson): void {
    const change = { status: 'active', terminationDate: null, hireDate: this.#today };
    if (this.#draw(human, 'new id', 2) === 1 || isStranger(company, human, person)) {
      this.#change(company, human, change, 'returns');
      return;
    }
    this.#renumber(company, human, person, change, 'returns, and');
  }

  /** Personio makes a new profile of the old one: all is copied, and the old one is out and gives up the address. */
  #renumber(company: Company, human: Human, person: PersonioPerson, change: Change, why: string): void {
    const id = company.nextId;
    company.nextId += 1;
    const email = person.email.replace('@', '_ab12c@');
    company.personio.change(person.id, { email, status: 'inactive' });
    company.personio.add({ ...person, ...change, id });
    human.ids.push(id);
    human.unchangedUntil = this.#deps.scheduler.now + SETTLED_MS;
    this.#tell(company, human, `(once ${person.id}) ${why} has a new id`);
  }
}
