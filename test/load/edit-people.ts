import type { PersonioAccount } from '../../local/simulators/personio/account.ts';
import type { PersonioPerson } from '../../local/simulators/personio/person.ts';
import { addDays } from '../../shared/core/ground/calendar.ts';

/** Who loses the account: not more than one in so many days, so that no limit is met. */
const DAYS_BETWEEN_LEAVERS = 3;

/** A company that lives: people join, change, fall ill, leave, and vanish. */
export interface LivingCompany {
  readonly account: PersonioAccount;
  nextId: number;
  lastLeaver: string;
}

type Random = () => number;

function pick(company: LivingCompany, random: Random, status: string, today: string): PersonioPerson | undefined {
  const started = (one: PersonioPerson) => one.hireDate === null || one.hireDate <= today;
  const some = company.account.ordered.filter((one) => one.status === status && started(one));
  return some[Math.floor(random() * some.length)];
}

function join(company: LivingCompany, random: Random, today: string): void {
  const id = company.nextId;
  company.nextId += 1;
  // Half of them are entered before their first day.
  const hireDate = random() < 0.5 ? today : addDays(today, 1 + Math.floor(random() * 5));
  const birthday = addDays('1970-01-01', Math.floor(random() * 12_000));
  company.account.add({ id, status: hireDate > today ? 'onboarding' : 'active', hireDate, birthday });
}

/** The status follows the hire date, as Personio sets it. */
function startWork(company: LivingCompany, today: string): void {
  for (const { id, status, hireDate } of company.account.ordered) {
    if (status === 'onboarding' && hireDate !== null && hireDate <= today)
      company.account.change(id, { status: 'active' });
  }
}

function leave(company: LivingCompany, random: Random, today: string): void {
  if (addDays(company.lastLeaver, DAYS_BETWEEN_LEAVERS) > today) return;
  const person = pick(company, random, 'active', today);
  if (person === undefined || company.account.people.size < 8) return;
  company.lastLeaver = today;
  if (random() < 0.3) company.account.remove(person.id);
  else company.account.change(person.id, { status: 'inactive', terminationDate: addDays(today, -1) });
}

function change(company: LivingCompany, random: Random, today: string): void {
  const person = pick(company, random, 'active', today);
  if (person === undefined) return;
  const n = Math.floor(random() * 1_000_000);
  const [first, second, third] = [
    { lastName: `Name ${n}` },
    { email: `mail.${person.id}.${n}@example.com` },
    { birthday: addDays('1960-01-01', n % 15_000) },
  ];
  company.account.change(person.id, random() < 0.4 ? first : random() < 0.5 ? second : third);
}

function comeAndGoOnLeave(company: LivingCompany, random: Random, today: string): void {
  const [from, to] = random() < 0.5 ? ['active', 'leave'] : ['leave', 'active'];
  const person = pick(company, random, from, today);
  if (person !== undefined) company.account.change(person.id, { status: to });
}

const EDITS = [join, leave, change, comeAndGoOnLeave] as const;

/** One day of a company: on two days of three something happens. */
export function editPeople(company: LivingCompany, random: Random, today: string): void {
  startWork(company, today);
  if (random() < 0.33) return;
  EDITS[Math.floor(random() * EDITS.length)]?.(company, random, today);
}
