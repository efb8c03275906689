import type { PersonioPerson } from '../../../local/simulators/personio/person.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Truth } from '../judge/truth.ts';
import type { Story } from '../story.ts';
import { dateAt, dayAfter } from './calendar.ts';
import { CENTS, type Company, currentOf, type Human, listed, MARK, MONTHLY, ONE_OFF } from './company.ts';

export interface HrDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly truth: Truth;
  readonly story: Story;
}

type Change = Partial<Omit<PersonioPerson, 'id'>>;

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
    const { chance } = this.#deps;
    const id = company.nextId;
    company.nextId += 1;
    const human: Human = { name: `${company.id}-${id}`, ids: [id], entries: 0 };
    company.humans.push(human);
    const later = chance.draw('hire date') < 0.3;
    const hireDate = later ? dayAfter(this.#today, chance.between('days to start', 1, 3)) : dayAfter(this.#today, -1);
    company.personio.add({
      id,
      status: later ? 'onboarding' : 'active',
      hireDate,
      email: this.#address(human),
      firstName: `${MARK}first`,
      lastName: `${MARK}last${id}`,
      birthday: `19${chance.between('birth year', 60, 99)}-05-1${chance.between('birth day', 0, 9)}`,
      custom: this.#firstBudgets(human),
    });
    this.#tell(company, human, later ? `is entered, to start on ${hireDate}` : 'joins');
    this.#look(company);
    return human;
  }

  /** Something happens to somebody; to `whom` where it is told. */
  edit(company: Company, whom?: Human): void {
    const { chance } = this.#deps;
    const people = listed(company);
    if (people.length === 0 || (whom === undefined && chance.draw('edit: join') < 0.2)) {
      this.join(company);
      return;
    }
    const human = whom ?? chance.pick('edit: whom', people).human;
    const person = currentOf(company, human);
    if (person === undefined) return;
    if (person.status === 'inactive') this.#bringBack(company, human, person);
    else if (person.status === 'leave') this.#change(company, human, { status: 'active' }, 'is back from leave');
    else this.#alter(company, human, person);
    this.#look(company);
  }

  /** Something in them changes that every account shows, so that it must be sent. */
  touch(company: Company, human: Human): void {
    const person = currentOf(company, human);
    if (person !== undefined) this.#change(company, human, { lastName: `${person.lastName}x` }, 'is called otherwise');
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

  #address(human: Human): string {
    return `${MARK}.${human.name}.${this.#deps.chance.between('address', 1, 1e6)}@example.com`.toLowerCase().replace('qx', MARK);
  }

  #amount(): string {
    return `${this.#deps.chance.between('amount', 1, 9)}0${CENTS}`;
  }

  #firstBudgets(human: Human): Record<string, string | null> {
    const { chance } = this.#deps;
    const oneOff = chance.draw('first one-off') < 0.5 ? this.#amount() : null;
    if (oneOff !== null) human.entries += 1;
    return { [MONTHLY]: chance.draw('first monthly') < 0.5 ? this.#amount() : null, [ONE_OFF]: oneOff };
  }

  #change(company: Company, human: Human, change: Change, what: string): void {
    company.personio.change(human.ids.at(-1) ?? 0, change);
    this.#tell(company, human, what);
  }

  #alter(company: Company, human: Human, person: PersonioPerson): void {
    const { chance } = this.#deps;
    const n = chance.between('edit: kind', 1, 100);
    if (n <= 25) this.#leave(company, human);
    else if (n <= 33) {
      company.personio.remove(person.id);
      this.#tell(company, human, 'is deleted');
    } else if (n <= 41) this.#change(company, human, { status: 'leave' }, 'goes on leave');
    else if (n <= 60) this.#change(company, human, { email: this.#address(human) }, 'gets another address');
    else if (n <= 75) this.#change(company, human, { lastName: `${MARK}last${chance.between('name', 1, 1e6)}` }, 'is renamed');
    else if (n <= 88) {
      const amount = this.#amount();
      this.#change(company, human, { custom: { [MONTHLY]: amount } }, `has a monthly budget of ${amount}`);
    } else this.#enterOneOff(company, human, person);
  }

  #leave(company: Company, human: Human): void {
    this.#change(company, human, { status: 'inactive', terminationDate: dayAfter(this.#today, -1) }, 'leaves');
  }

  #enterOneOff(company: Company, human: Human, person: PersonioPerson): void {
    if ((person.custom[ONE_OFF] ?? null) !== null) return;
    human.entries += 1;
    const amount = this.#amount();
    this.#change(company, human, { custom: { [ONE_OFF]: amount } }, `gets ${amount} once`);
  }

  /** The same profile again, or a new one: Personio's rehire makes a new id and keeps the old profile. */
  #bringBack(company: Company, human: Human, person: PersonioPerson): void {
    this.#change(company, human, { status: 'active', terminationDate: null, hireDate: this.#today }, 'returns');
    void person;
  }
}
