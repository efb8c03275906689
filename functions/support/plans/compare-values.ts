import type { AccountField } from '../../../shared/contracts/attributes.ts';
import { ACCOUNT_FIELDS } from '../../../shared/contracts/attributes.ts';
import type { PreviewPerson } from '../../../shared/contracts/preview.ts';
import type { ChangedValue } from '../../../shared/contracts/support/plans.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Profile } from '../../../shared/contracts/user-mutation.ts';
import { readCompany } from '../../../shared/core/accounts/index-accounts.ts';
import type { ResolvedPlan } from '../../../shared/core/hold/approval.ts';
import type { AlleoAccount } from '../../../shared/core/ports/alleo.ts';
import { orProblem } from '../explain-error.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openCompany } from '../open-tenant.ts';
import type { SupportDeps } from '../support-deps.ts';

/** Fields that Alleo shows of an account; the department is its group, and a last day Alleo does not know. */
const isShown = (field: string): field is AccountField => ACCOUNT_FIELDS.some((one) => one === field);

function valueOf(profile: Profile, field: string): string | null {
  const value: unknown = Object.entries(profile).find(([name]) => name === field)?.[1];
  return typeof value === 'string' ? value : null;
}

function before(account: AlleoAccount | undefined, groups: ReadonlyMap<number, string>, field: string) {
  if (account === undefined) return {};
  if (isShown(field)) return { from: account[field] };
  if (field !== 'department' || account.company_group_id === null) return {};
  const group = groups.get(account.company_group_id);
  return group === undefined ? {} : { from: group };
}

/** The new profiles of those on the page who would change, held or not. */
function listUpdates({ plan }: ResolvedPlan, people: readonly PreviewPerson[]) {
  const here = new Set(people.filter(({ changed }) => changed !== undefined).map(({ employeeId }) => employeeId));
  return [...plan.emissions, ...plan.held].flatMap(({ draft: { employeeId, kind, changed, profile } }) =>
    kind === 'update' && profile !== undefined && here.has(employeeId) ? [{ employeeId, changed, profile }] : [],
  );
}

/** What changes from which value to which, read afresh and stored nowhere; without Alleo's answer only the new value. */
export async function compareValues(
  deps: SupportDeps,
  open: OpenTenant,
  resolved: ResolvedPlan,
  people: readonly PreviewPerson[],
): Promise<Pick<SupportAnswer<'preview'>, 'values'>> {
  const updates = listUpdates(resolved, people);
  if (updates.length === 0) return {};
  const read = await orProblem(open.tenant.id, async () => {
    const { accounts, groups } = await readCompany(await openCompany(deps, open), open.tenant.id);
    return { accounts, groups: new Map(groups.map(({ id, name }) => [id, name])) };
  });
  const index = 'problem' in read ? undefined : read.accounts;
  const names = 'problem' in read ? new Map<number, string>() : read.groups;
  const formerly = new Map(people.map(({ employeeId, passesFrom }) => [employeeId, passesFrom]));
  const values = updates.map(({ employeeId, changed, profile }) => {
    const account = index?.byExternalId(employeeId) ?? index?.byExternalId(formerly.get(employeeId) ?? '');
    const fields: ChangedValue[] = changed.map((field) => ({
      field,
      ...before(account, names, field),
      to: valueOf(profile, field),
    }));
    return [employeeId, fields] as const;
  });
  return { values: Object.fromEntries(values) };
}
