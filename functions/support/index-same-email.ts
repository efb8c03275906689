import type { Issue } from '../../shared/contracts/run-report.ts';
import type { Employee } from '../../shared/core/ground/employee.ts';
import { foldText } from '../../shared/core/ground/text.ts';

/** Of everybody who is blocked for a shared e-mail address: the ids of the others who have it, in order. */
export function indexSameEmail(
  issues: readonly Issue[],
  employees: ReadonlyMap<string, Employee>,
): ReadonlyMap<string, readonly string[]> {
  const ids = issues.flatMap(({ code, employeeId }) =>
    code === 'DUPLICATE_EMAIL' && employeeId !== undefined ? [employeeId] : [],
  );
  const groups = Map.groupBy(ids, (id) => foldText(String(employees.get(id)?.email)));
  const others = [...groups.values()].flatMap((group) => {
    const inOrder = group.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return inOrder.map((id) => [id, inOrder.filter((other) => other !== id)] as const);
  });
  return new Map(others);
}
