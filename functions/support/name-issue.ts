import type { Issue } from '../../shared/contracts/run-report.ts';
import type { NamedIssue } from '../../shared/words/customer-words.ts';

/** An issue with the name of its person, and with whom they share their e-mail address where that is the trouble. */
export function nameIssue(
  issue: Issue,
  nameFor: (employeeId: string) => string | null,
  sameEmail: ReadonlyMap<string, readonly string[]>,
): NamedIssue {
  const { code, employeeId } = issue;
  const others = code === 'DUPLICATE_EMAIL' ? sameEmail.get(employeeId ?? '') : undefined;
  const name = employeeId === undefined ? null : nameFor(employeeId);
  return { ...issue, name, ...(others === undefined ? {} : { sameEmail: [...others] }) };
}
