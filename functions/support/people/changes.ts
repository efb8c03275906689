import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import { readHistory } from '../../../shared/core/ground/history.ts';
import { cutPage } from '../cut-page.ts';
import { findTenant } from '../find-tenant.ts';
import { nameInAlleo, readAccounts } from '../name-gone.ts';
import { nameOf } from '../name-person.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openTenant } from '../open-tenant.ts';
import { planOrStop } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'changes' }>;
type Change = SupportAnswer<'changes'>['changes'][number];

/** Names as Personio has them; of people who are gone from there as Alleo has them, which is asked for these alone. */
async function nameAll(
  deps: SupportDeps,
  open: OpenTenant,
  found: readonly Change[],
  listed: ReadonlyMap<string, Employee>,
): Promise<Change[]> {
  const isGone = found.some(({ employeeId }) => !listed.has(employeeId));
  const accounts = isGone ? await readAccounts(deps, open) : undefined;
  return found.map((one) => ({
    ...one,
    name: nameOf(listed.get(one.employeeId)) ?? nameInAlleo(accounts, one.employeeId),
  }));
}

/**
 * Who was changed on a day, by the last changes that are remembered of each person; names are read live. Somebody whose
 * changes have been ten since has no row. Writes nothing.
 */
export async function changes(deps: SupportDeps, request: Request): Promise<SupportAnswer<'changes'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const open = await openTenant(deps, tenant);
  const planned = await planOrStop(deps, open, deps.clock());
  const memory = 'stopped' in planned ? await deps.memory.readMemory(tenant.id) : planned.memory;
  const listed: ReadonlyMap<string, Employee> =
    'stopped' in planned ? new Map(open.lastRead().map((one) => [one.id, one])) : planned.listing.employees;
  const found = [...memory.employees.values()].flatMap(({ employeeId, history }) =>
    readHistory(history).flatMap(({ date, kind, reason }): Change[] =>
      date === request.date ? [{ employeeId, name: null, kind, reason }] : [],
    ),
  );
  found.sort((a, b) => a.employeeId.localeCompare(b.employeeId, 'en', { numeric: true }));
  const { items, nextFrom } = cutPage(found, request.from);
  return { tenantId: tenant.id, date: request.date, changes: await nameAll(deps, open, items, listed), nextFrom };
}
