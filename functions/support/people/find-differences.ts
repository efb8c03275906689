import { type AllAccounts, isUnproven, readAllAccounts } from '../../../shared/core/accounts/account-listing.ts';
import type { Difference } from '../../../shared/core/accounts/compare-accounts.ts';
import { compareWithAlleo, findPending } from '../../../shared/core/accounts/compare-accounts.ts';
import { desiredProfile } from '../../../shared/core/compare/profile.ts';
import type { TenantMemory } from '../../../shared/core/ground/memory.ts';
import { AWAITS_GROUP } from '../../../shared/core/ground/memory.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import { foldText } from '../../../shared/core/ground/text.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import type { Outcome } from '../../../shared/core/ports/table.ts';
import type { OpenTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';

type Groups = readonly { readonly id: number; readonly name: string }[];

/** The group that the department of somebody who is in should have: `null` for none, `undefined` where nothing says it. */
export function wantedGroup({ listing, memory, resolved, today }: Planned, groups: Groups, employeeId: string) {
  const employee = listing.employees.get(employeeId);
  if (employee === undefined || resolved.plan.verdicts.get(employeeId)?.decision !== 'in') return undefined;
  const { department } = desiredProfile(employee, memory.employees.get(employeeId), today);
  if (typeof department !== 'string') return department;
  return groups.find(({ name }) => foldText(name) === foldText(department))?.id;
}

/** What is on its way to each account; whoever waits for a group that exists by now gets it by the next run. */
export function findAllPending(planned: Planned, groups: Groups) {
  const { memory, resolved } = planned;
  const pending = findPending(memory, resolved.plan);
  for (const { employeeId } of memory.awaitingGroup) {
    const isThere = typeof wantedGroup(planned, groups, employeeId) === 'number';
    if (isThere && !pending.has(employeeId)) pending.set(employeeId, { code: AWAITS_GROUP });
  }
  return pending;
}

type Records = ReadonlyMap<string, Outcome>;

/** Of whom something was sent or applied meanwhile: what was read of them is of different moments. */
function findMoved(before: TenantMemory, now: TenantMemory, recorded: Records, recordedNow: Records): Set<string> {
  const ids = [before.employees, now.employees, recorded, recordedNow].flatMap((map) => [...map.keys()]);
  const hasMoved = (id: string) =>
    before.employees.get(id)?.version !== now.employees.get(id)?.version ||
    recorded.get(id)?.version !== recordedNow.get(id)?.version;
  return new Set(ids.filter(hasMoved));
}

async function readAccounts(alleo: AlleoPort, tenantId: string): Promise<AllAccounts> {
  try {
    return await readAllAccounts(alleo, tenantId);
  } catch (error) {
    if (!isUnproven(error)) throw error;
    const message = 'Alleo listed the accounts three times, and each list contradicted itself. Nothing is compared.';
    throw failed('ALLEO_LISTING_INCOMPLETE', message, 'Try again in some minutes.');
  }
}

/**
 * Every difference between what the rules want and what Alleo has, of everybody, both read afresh. Writes nothing.
 * Refuses where Alleo's list is not proven complete; Personio's is, or there would be no plan.
 */
export async function findDifferences(
  deps: Pick<SupportDeps, 'memory' | 'outcomes'>,
  { tenant, fingerprints }: OpenTenant,
  planned: Planned,
  alleo: AlleoPort,
): Promise<readonly Difference[]> {
  const { id, registration } = tenant;
  const before = await deps.outcomes.readOutcomes(id, registration);
  const groups = await alleo.listGroups();
  const accounts = await readAccounts(alleo, id);
  const [now, outcomes] = await settleAll([deps.memory.readMemory(id), deps.outcomes.readOutcomes(id, registration)]);
  const pending = findAllPending(planned, groups);
  for (const moved of findMoved(planned.memory, now, before, outcomes)) pending.set(moved, {});
  const groupOf = (employeeId: string) => wantedGroup(planned, groups, employeeId);
  const comparison = { memory: planned.memory, outcomes, accounts, fingerprints, pending, groupOf };
  return compareWithAlleo(comparison, (id) => alleo.readAccount(id));
}
