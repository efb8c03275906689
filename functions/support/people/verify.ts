import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Difference } from '../../../shared/core/accounts/compare-accounts.ts';
import { countDifferences } from '../../../shared/core/accounts/compare-accounts.ts';
import { cutPage } from '../cut-page.ts';
import { findTenant } from '../find-tenant.ts';
import { nameOf, nameOfAccount } from '../name-person.ts';
import { openCompany, openTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import { findDifferences } from './find-differences.ts';
import { sayDifference } from './say-difference.ts';

type Request = Extract<SupportRequest, { operation: 'verify' }>;
type Shown = SupportAnswer<'verify'>['differences'][number];

/** A difference with the name as Personio shows it now, else as Alleo does. */
export function showDifference(difference: Difference, { listing }: Planned): Shown {
  const { kind, employeeId, account } = difference;
  const inAlleo = account === undefined ? '' : nameOfAccount(account);
  const name = nameOf(listing.employees.get(employeeId)) ?? (inAlleo === '' ? null : inAlleo);
  return { kind, employeeId, name, alleoId: account?.id ?? null, text: sayDifference(difference) };
}

/**
 * Every difference between what the rules want and what Alleo has, person by person, both sides read afresh (behaviour:
 * "Verify"). Lists nothing where either side's list is not proven complete. Writes nothing.
 */
export async function verify(deps: SupportDeps, request: Request): Promise<SupportAnswer<'verify'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, deps.clock());
  const differences = await findDifferences(deps, open, planned, await openCompany(deps, open));
  const { items } = cutPage(
    differences.map((one) => showDifference(one, planned)),
    0,
  );
  return { tenantId: tenant.id, counts: countDifferences(differences), differences: [...items] };
}
