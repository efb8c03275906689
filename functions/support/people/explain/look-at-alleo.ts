import { readAllAccounts } from '../../../../shared/core/accounts/account-listing.ts';
import { indexAccounts } from '../../../../shared/core/accounts/index-accounts.ts';
import { matchAccount } from '../../../../shared/core/accounts/match-account.ts';
import { desiredProfile } from '../../../../shared/core/compare/profile.ts';
import type { Employee } from '../../../../shared/core/ground/employee.ts';
import { foldText } from '../../../../shared/core/ground/text.ts';
import type { AlleoAccount } from '../../../../shared/core/ports/alleo.ts';
import type { Outcome } from '../../../../shared/core/ports/table.ts';
import { orProblem } from '../../explain-error.ts';
import { nameOfAccount } from '../../name-person.ts';
import type { OpenTenant } from '../../open-tenant.ts';
import { openCompany } from '../../open-tenant.ts';
import type { Planned, Stopped } from '../../plan-or-stop.ts';
import type { SupportDeps } from '../../support-deps.ts';
import type { AlleoView } from './explained.ts';
import { isNamed } from './find-people.ts';

/** Accounts of people whom Personio does not show any more, by e-mail or part of a name. */
export async function findInAlleo(
  deps: SupportDeps,
  open: OpenTenant,
  typed: string,
): Promise<readonly AlleoAccount[]> {
  const all = await readAllAccounts(await openCompany(deps, open), open.tenant.id);
  const accounts = [...all.accounts.values()];
  const byEmail = accounts.filter(({ email }) => email !== null && foldText(email) === foldText(typed));
  if (byEmail.length > 0) return byEmail;
  return accounts.filter((one) => isNamed(nameOfAccount(one), typed));
}

interface Person {
  readonly employeeId: string;
  readonly employee: Employee | undefined;
  readonly outcome: Outcome | undefined;
  readonly planned: Planned | Stopped;
}

/** The account that is remembered; else the one that delivery would find for somebody who is in. */
export async function lookAtAlleo(deps: SupportDeps, open: OpenTenant, person: Person): Promise<AlleoView> {
  const { tenant } = open;
  const { employeeId, employee, outcome, planned } = person;
  return orProblem(tenant.id, async () => {
    const alleo = await openCompany(deps, open);
    if (outcome?.alleoId !== undefined) return { account: await alleo.readAccount(outcome.alleoId) };
    const accounts = indexAccounts(await readAllAccounts(alleo, tenant.id));
    const isIn = 'resolved' in planned && planned.resolved.plan.verdicts.get(employeeId)?.decision === 'in';
    if (employee === undefined || !isIn) {
      const email = typeof employee?.email === 'string' ? employee.email : undefined;
      return {
        account: accounts.byExternalId(employeeId) ?? (email === undefined ? undefined : accounts.byEmail(email)),
      };
    }
    const profile = desiredProfile(employee, undefined, planned.today);
    const match = await matchAccount(profile, accounts, {
      isRecorded: async () => outcome?.creating === true,
      byEmail: true,
      holderStatus: (id) => deps.outcomes.readStatus(tenant.id, id),
    });
    return { account: 'account' in match ? match.account : undefined, match };
  });
}
