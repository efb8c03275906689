import type { NamedIssue } from '../../shared/contracts/codes/customer-words.ts';
import type { Issue } from '../../shared/contracts/run-report.ts';
import type { Employee } from '../../shared/core/ground/employee.ts';
import { nameOf } from './name-person.ts';

/** An issue with the name of its person, and with whom they share their e-mail address where that is the trouble. */
export function nameIssue(
  issue: Issue,
  employees: ReadonlyMap<string, Employee> | undefined,
  sameEmail: ReadonlyMap<string, readonly string[]>,
): NamedIssue {
  const { code, employeeId = '' } = issue;
  const others = code === 'DUPLICATE_EMAIL' ? sameEmail.get(employeeId) : undefined;
  const name = nameOf(employees?.get(employeeId));
  return { ...issue, name, ...(others === undefined ? {} : { sameEmail: [...others] }) };
}
