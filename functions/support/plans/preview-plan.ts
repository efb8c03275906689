import type { Preview, PreviewPerson } from '../../../shared/contracts/preview.ts';
import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Profile } from '../../../shared/contracts/user-mutation.ts';
import type { AccountIndex } from '../../../shared/core/accounts/index-accounts.ts';
import { readCompany } from '../../../shared/core/accounts/index-accounts.ts';
import type { AccountMatch } from '../../../shared/core/accounts/match-account.ts';
import { findContradictions, matchAccount } from '../../../shared/core/accounts/match-account.ts';
import type { Draft } from '../../../shared/core/compare/draft.ts';
import { formatMoney } from '../../../shared/core/ground/money.ts';
import { foldText, noteName } from '../../../shared/core/ground/text.ts';
import type { ResolvedPlan } from '../../../shared/core/hold/approval.ts';
import type { AlleoAccount, AlleoPort } from '../../../shared/core/ports/alleo.ts';
import { nameOfAccount } from '../name-person.ts';
import { isRecorded } from '../recorded-account.ts';
import type { SupportDeps } from '../support-deps.ts';

/** Every draft of a plan that would activate somebody, held or not. */
export function listActivations(resolved: ResolvedPlan): readonly Draft[] {
  const { emissions, held } = resolved.plan;
  return [...emissions, ...held].map((one) => one.draft).filter((draft) => draft.kind === 'activate');
}

type Match = AccountMatch & { readonly profile: Profile };

/** What delivery would do about each of these people's accounts, by employee id. */
export async function matchAll(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  drafts: readonly Draft[],
  accounts: AccountIndex,
): Promise<ReadonlyMap<string, Match>> {
  const holderStatus = (externalId: string) => deps.outcomes.readStatus(tenant.id, externalId);
  const matches = new Map<string, Match>();
  for (const { employeeId, profile } of drafts) {
    if (profile === undefined) continue;
    const rules = {
      isRecorded: (account: AlleoAccount) => isRecorded(deps, tenant, employeeId, account),
      byEmail: true,
      holderStatus,
    };
    matches.set(employeeId, { profile, ...(await matchAccount(profile, accounts, rules)) });
  }
  return matches;
}

/** Departments for which Alleo has no group of the same name, once each. */
function findGrouplessDepartments(drafts: readonly Draft[], groups: readonly { readonly name: string }[]): Issue[] {
  const known = new Set(groups.map((group) => foldText(group.name)));
  const departments = drafts.flatMap(({ profile }) =>
    typeof profile?.department === 'string' ? [profile.department] : [],
  );
  const groupless = [...new Set(departments)].filter((name) => !known.has(foldText(name))).sort();
  return groupless.map((attribute) => ({ code: 'NO_GROUP_FOR_DEPARTMENT', attribute }));
}

/** What a first activation will meet in Alleo: per person, and departments without a group. */
export interface Outlook {
  readonly people: readonly PreviewPerson[];
  readonly issues: readonly Issue[];
  readonly grantsToKnown?: Preview['grantsToKnown'];
}

/** One-off budgets for people whose accounts carry our ids: of those nothing is remembered that says what was paid. */
function sumGrantsToKnown({ plan }: ResolvedPlan, matches: ReadonlyMap<string, Match>): Pick<Outlook, 'grantsToKnown'> {
  const grants = plan.emissions
    .filter(({ draft, silent }) => draft.kind === 'grant-one-off-budget' && !silent)
    .map(({ draft }) => draft)
    .filter(({ employeeId }) => matches.get(employeeId)?.match === 'ours');
  if (grants.length === 0) return {};
  const total = grants.reduce((sum, { budget }) => sum + (budget?.cents ?? 0n), 0n);
  return { grantsToKnown: { people: new Set(grants.map((one) => one.employeeId)).size, total: formatMoney(total) } };
}

function describeMatch(person: PreviewPerson, match: Match | undefined, names: boolean): PreviewPerson {
  if (match === undefined) return person;
  if (match.match !== 'conflict') return { ...person, account: match.match };
  const { account, code, profile } = match;
  const name = names ? nameOfAccount(account) : '';
  return {
    ...person,
    account: 'conflict',
    accountCode: code,
    accountDiffers: findContradictions(account, profile),
    ...(name === '' ? {} : { accountName: name }),
  };
}

/** Reads Alleo and says what a first activation will do there (behaviour: "Activation of a tenant"). `names`: of accounts in conflict, too. */
export async function lookAhead(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  alleo: AlleoPort,
  resolved: ResolvedPlan,
  people: readonly PreviewPerson[],
  names = false,
): Promise<Outlook> {
  const drafts = listActivations(resolved);
  const { accounts, groups } = await readCompany(alleo, tenant.id);
  const matches = await matchAll(deps, tenant, drafts, accounts);
  const told = new Set(tenant.departmentsWithoutGroup ?? []);
  const issues = findGrouplessDepartments(drafts, groups).filter(
    ({ attribute }) => !told.has(noteName(attribute ?? '')),
  );
  const described = people.map((person) => describeMatch(person, matches.get(person.employeeId), names));
  return { people: described, issues, ...sumGrantsToKnown(resolved, matches) };
}
