import type { PreviewPerson } from '../../../shared/contracts/preview.ts';
import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Accounts } from '../../../shared/core/accounts/index-accounts.ts';
import { indexAccounts } from '../../../shared/core/accounts/index-accounts.ts';
import type { AccountMatch } from '../../../shared/core/accounts/match-account.ts';
import { matchAccount } from '../../../shared/core/accounts/match-account.ts';
import type { Draft } from '../../../shared/core/compare/draft.ts';
import type { ResolvedPlan } from '../../../shared/core/hold/approval.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import type { SupportDeps } from '../support-deps.ts';

/** Every draft of a plan that would activate somebody, held or not. */
export function listActivations(resolved: ResolvedPlan): readonly Draft[] {
  const { emissions, held } = resolved.plan;
  return [...emissions, ...held].map((one) => one.draft).filter((draft) => draft.kind === 'activate');
}

/** What delivery would do about each of these people's accounts, by employee id. */
export async function matchAll(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  drafts: readonly Draft[],
  accounts: Accounts,
): Promise<ReadonlyMap<string, AccountMatch>> {
  const holderStatus = (externalId: string) => deps.outcomes.readStatus(tenant.id, externalId);
  const matches = new Map<string, AccountMatch>();
  for (const { employeeId, profile } of drafts) {
    if (profile !== undefined) matches.set(employeeId, await matchAccount(profile, accounts, holderStatus));
  }
  return matches;
}

const fold = (name: string) => name.trim().toLowerCase();

/** Departments for which Alleo has no group of the same name, once each. */
function findGrouplessDepartments(drafts: readonly Draft[], groups: readonly { readonly name: string }[]): Issue[] {
  const known = new Set(groups.map((group) => fold(group.name)));
  const departments = drafts.flatMap(({ profile }) =>
    typeof profile?.department === 'string' ? [profile.department] : [],
  );
  const groupless = [...new Set(departments)].filter((name) => !known.has(fold(name))).sort();
  return groupless.map((attribute) => ({ code: 'NO_GROUP_FOR_DEPARTMENT', attribute }));
}

/** What a first activation will meet in Alleo: per person, and departments without a group. */
export interface Outlook {
  readonly people: readonly PreviewPerson[];
  readonly issues: readonly Issue[];
}

function describeMatch(person: PreviewPerson, match: AccountMatch | undefined): PreviewPerson {
  if (match === undefined) return person;
  return { ...person, account: match.match, ...(match.match === 'conflict' ? { accountCode: match.code } : {}) };
}

/** Reads Alleo and says what a first activation will do there (behaviour: "Activation of a tenant"). */
export async function lookAhead(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  alleo: AlleoPort,
  resolved: ResolvedPlan,
  people: readonly PreviewPerson[],
): Promise<Outlook> {
  const drafts = listActivations(resolved);
  const [listed, groups] = await Promise.all([alleo.listAccounts(), alleo.listGroups()]);
  const matches = await matchAll(deps, tenant, drafts, indexAccounts(listed));
  const told = new Set(tenant.departmentsWithoutGroup ?? []);
  const issues = findGrouplessDepartments(drafts, groups).filter(({ attribute }) => !told.has(attribute ?? ''));
  return { people: people.map((person) => describeMatch(person, matches.get(person.employeeId))), issues };
}
