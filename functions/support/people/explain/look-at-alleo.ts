import { readAllAccounts } from '../../../../shared/core/accounts/account-listing.ts';
import { compareAccount, findPending } from '../../../../shared/core/accounts/compare-accounts.ts';
import { readIndex } from '../../../../shared/core/accounts/index-accounts.ts';
import { matchAccount } from '../../../../shared/core/accounts/match-account.ts';
import { desiredProfile } from '../../../../shared/core/compare/profile.ts';
import type { Employee } from '../../../../shared/core/ground/employee.ts';
import type { EmployeeMemory, OpenItem } from '../../../../shared/core/ground/memory.ts';
import { foldText } from '../../../../shared/core/ground/text.ts';
import type { AlleoAccount, AlleoPort } from '../../../../shared/core/ports/alleo.ts';
import type { Outcome } from '../../../../shared/core/ports/table.ts';
import { orProblem } from '../../explain-error.ts';
import { nameOfAccount } from '../../name-person.ts';
import type { OpenTenant } from '../../open-tenant.ts';
import { openCompany } from '../../open-tenant.ts';
import type { Planned, Stopped } from '../../plan-or-stop.ts';
import type { SupportDeps } from '../../support-deps.ts';
import { findAllPending, wantedGroup } from '../find-differences.ts';
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
  readonly memory: EmployeeMemory | undefined;
  readonly open: readonly OpenItem[];
  readonly outcome: Outcome | undefined;
  readonly planned: Planned | Stopped;
}

/** The remembered account as it is now; where Alleo says that it is gone, a list that is proven complete has to agree. */
async function readRemembered(alleo: AlleoPort, tenantId: string, id: number): Promise<AlleoAccount | undefined> {
  return (await alleo.readAccount(id)) ?? (await readAllAccounts(alleo, tenantId)).accounts.get(id);
}

/** The account that is remembered; else the one that delivery would find for somebody who is in. */
async function findAccount(
  deps: SupportDeps,
  { tenant }: OpenTenant,
  alleo: AlleoPort,
  { employeeId, employee, outcome, planned }: Person,
): Promise<Exclude<AlleoView, { readonly problem: unknown }>> {
  if (outcome?.alleoId !== undefined) return { account: await readRemembered(alleo, tenant.id, outcome.alleoId) };
  const accounts = await readIndex(alleo, tenant.id);
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
}

/** What `verify` tells of this person, by the account that is shown of them. */
async function compare(alleo: AlleoPort, open: OpenTenant, person: Person, account: AlleoAccount | undefined) {
  const { employeeId, memory, outcome, planned } = person;
  const own = { employees: new Map(memory === undefined ? [] : [[employeeId, memory]]), open: person.open };
  const groups = await alleo.listGroups();
  const pending = 'stopped' in planned ? findPending(own) : findAllPending(planned, groups);
  const group = 'stopped' in planned ? undefined : wantedGroup(planned, groups, employeeId);
  const carried = account?.external_id ?? '';
  const isTheirs = outcome?.alleoId !== undefined || [employeeId, ...(memory?.formerIds ?? [])].includes(carried);
  const believed = { employeeId, memory, outcome, pending: pending.get(employeeId), group };
  return compareAccount(believed, isTheirs ? account : undefined, open.fingerprints);
}

/** What Alleo has of a person now, and how it differs from what the rules want. */
export async function lookAtAlleo(deps: SupportDeps, open: OpenTenant, person: Person): Promise<AlleoView> {
  return orProblem(open.tenant.id, async () => {
    const alleo = await openCompany(deps, open);
    const found = await findAccount(deps, open, alleo, person);
    return { ...found, difference: await compare(alleo, open, person, found.account) };
  });
}
