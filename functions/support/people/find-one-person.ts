import type { Employee } from '../../../shared/core/ground/employee.ts';
import { findNearest } from '../find-tenant.ts';
import { nameOf } from '../name-person.ts';
import type { Planned } from '../plan-or-stop.ts';
import { wrongUsage } from '../refusal.ts';
import { findPeople } from './explain/find-people.ts';

/** So many of several people are named. */
const NAMED = 10;

/** One person as support means them; `employee` is left out for somebody whom Personio does not show any more. */
export interface OnePerson {
  readonly employeeId: string;
  readonly employee?: Employee;
}

const describe = (employee: Employee) => `${employee.id} (${nameOf(employee) ?? 'no name'})`;

/**
 * The one person that was typed: by Personio id, e-mail, or part of a name; someone who is gone, by id alone. Refuses
 * where nobody fits, naming the nearest, or several do, naming them.
 */
export function findOnePerson({ listing, memory }: Planned, tenantId: string, typed: string): OnePerson {
  const employees = [...listing.employees.values()];
  const found = findPeople(employees, typed);
  const [employee] = found;
  if (employee !== undefined && found.length === 1) return { employeeId: employee.id, employee };
  if (employee !== undefined) {
    const more = found.length > NAMED ? `, and ${found.length - NAMED} more` : '';
    const hint = `Name one by id: ${found.slice(0, NAMED).map(describe).join(', ')}${more}.`;
    throw wrongUsage('PERSON_AMBIGUOUS', `${found.length} people fit.`, hint);
  }
  if (memory.employees.has(typed)) return { employeeId: typed };
  const near = findNearest(typed, employees, (one) => [nameOf(one) ?? one.id, one.id]);
  const hint =
    near.length > 0
      ? `Did you mean ${near.map(describe).join(', ')}?`
      : `\`personio-sync preview ${tenantId} --all\` shows everybody. Somebody who is gone is named by id.`;
  throw wrongUsage('PERSON_UNKNOWN', 'Nobody in Personio fits.', hint);
}
