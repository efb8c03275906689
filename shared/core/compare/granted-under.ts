import type { Employee } from '../ground/employee.ts';
import { ABSENT } from '../ground/employee.ts';
import { grantOf, type TenantMemory } from '../ground/memory.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { categoryOfKey } from '../ground/streams.ts';
import { foldName } from '../ground/text.ts';
import { addTo, type Humans } from '../read/humans.ts';
import { amountOf } from './collect-budgets.ts';
import type { Decisions, Listed } from './decide-all.ts';
import { lastGrants } from './one-off-memory.ts';

/** The other id under which this human being was, or may have been, granted an amount of this field. */
export type FindGranted = (employee: Employee, key: BudgetKey) => string | undefined;

const nameOf = ({ first_name, last_name }: Employee) =>
  JSON.stringify([foldName(String(first_name)), foldName(String(last_name))]);

const hasOtherBirthday = (a: Employee, b: Employee) =>
  typeof a.birthday === 'string' && typeof b.birthday === 'string' && a.birthday !== b.birthday;

/** Listed people of one name. */
function groupNamesakes(listed: readonly Listed[]): ReadonlyMap<string, readonly Employee[]> {
  const groups = new Map<string, Employee[]>();
  for (const { employee } of listed) addTo(groups, nameOf(employee), employee);
  return groups;
}

/** Somebody of the same name, and of no other birthday, of a lower id, who is in and gets an amount of the same field. */
function findTwin(
  employee: Employee,
  key: BudgetKey,
  namesakes: readonly Employee[],
  verdicts: Decisions['verdicts'],
): string | undefined {
  const isPositive = (amount: ReturnType<typeof amountOf>) => typeof amount === 'bigint' && amount > 0n;
  const gets = (one: Employee) => one.id < employee.id && isPositive(amountOf(one.budgets.get(key) ?? ABSENT));
  const isTwin = (one: Employee) => gets(one) && !hasOtherBirthday(one, employee);
  return namesakes.find((one) => isTwin(one) && verdicts.get(one.id)?.decision === 'in')?.id;
}

/** Looks among those listed first, then among those remembered; both are indexed only where somebody is asked for. */
export function openGranted(decisions: Decisions, memory: TenantMemory, findHumans: () => Humans): FindGranted {
  let groups: ReadonlyMap<string, readonly Employee[]> | undefined;
  return (employee, key) => {
    groups ??= groupNamesakes(decisions.listed);
    const twin = findTwin(employee, key, groups.get(nameOf(employee)) ?? [], decisions.verdicts);
    if (twin !== undefined || memory.employees.size === 0) return twin;
    const category = categoryOfKey(key);
    const others = findHumans().find(employee);
    return others.find((one) => grantOf(lastGrants(one.memory), category) !== undefined)?.memory.employeeId;
  };
}
