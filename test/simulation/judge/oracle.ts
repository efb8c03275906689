import type { AlleoEmployee } from '../../../local/simulators/alleo/employee.ts';
import type { PersonioPerson } from '../../../local/simulators/personio/person.ts';
import { type Company, type Human, MONTHLY, ONE_OFF } from '../life/company.ts';
import type { Judge } from './judge.ts';
import { standingOf } from './truth.ts';

/** Why somebody has no account though they take part: whose account it is, nobody but a human being can tell. */
const UNDECIDED: ReadonlySet<string> = new Set(['ACCOUNT_OF_ANOTHER', 'EMAIL_HELD_BY_FORMER', 'EMAIL_TAKEN']);

/** How Alleo must look once nothing changes and nothing fails any more, from the behaviour's text alone. */
export function compare(company: Company, today: string, judge: Judge, touched: ReadonlySet<Human>): void {
  const tell = (id: number, what: string) => judge.violate('at rest', `${company.id} ${id}: ${what}`);
  const isTold = judge.openOf(company.id).some((code) => UNDECIDED.has(code));
  for (const human of company.humans) {
    // Who came back under another id and may be somebody else waits until a human being has looked.
    // What an admin did to them by hand stays until HR changes them, and nobody does so for some days.
    if ((isTold || touched.has(human)) && human.ids.length > 1) continue;
    for (const id of human.ids) {
      const accounts = company.alleo.ordered.filter((one) => one.external_id === String(id));
      const [account] = accounts;
      if (accounts.length > 1) return tell(id, `has ${accounts.length} accounts`);
      const person = company.personio.people.get(id);
      const standing = standingOf(person, today);
      if (standing === 'in' && person !== undefined) {
        const wrong = account === undefined ? 'takes part and has no account' : findDifference(person, account);
        if (wrong !== undefined) return tell(id, wrong);
        const budget = findBudgetFault(company, human, person, judge);
        if (budget !== undefined) return tell(id, budget);
      } else if (standing !== 'as is' && account?.is_active === true && !touched.has(human)) {
        // What an admin does by hand to somebody who left is theirs, and is not reverted.
        return tell(id, `is ${standing}, and the account ${account.id} is active`);
      }
    }
  }
}

function findDifference(person: PersonioPerson, account: AlleoEmployee): string | undefined {
  if (!account.is_active) return `takes part, and the account ${account.id} is not active`;
  const pairs = [
    ['email', person.email, account.email],
    ['first name', person.firstName, account.first_name],
    ['last name', person.lastName, account.last_name],
    ['birthday', person.birthday, account.birthday],
    ['work anniversary', person.hireDate, account.work_anniversary],
  ] as const;
  const differing = pairs.find(([, wanted, there]) => wanted !== there);
  if (differing === undefined) return undefined;
  const [name, wanted, there] = differing;
  return `${name} is ${there} at Alleo and ${wanted} in Personio`;
}

/** The amount that was passed on last stands; a one-off amount was passed on once. */
function findBudgetFault(company: Company, human: Human, person: PersonioPerson, judge: Judge): string | undefined {
  const id = String(person.id);
  const monthly = person.custom[MONTHLY];
  const last = judge.monthlyOf(human);
  if (typeof monthly === 'string' && last !== monthly) return `the monthly budget is ${last} and should be ${monthly}`;
  if (judge.rememberedAsPaid.has(human)) return undefined;
  const oneOff = person.custom[ONE_OFF];
  if (typeof oneOff === 'string' && judge.grantsOf(company, id) === 0) return `${oneOff} once was never passed on`;
  return undefined;
}
