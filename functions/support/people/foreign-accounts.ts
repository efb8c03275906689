import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { AccountIndex } from '../../../shared/core/accounts/index-accounts.ts';
import type { AccountMatch } from '../../../shared/core/accounts/match-account.ts';
import { matchAccount, matchHolder } from '../../../shared/core/accounts/match-account.ts';
import { desiredProfile } from '../../../shared/core/compare/profile.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import type { Fingerprints } from '../../../shared/core/ground/fingerprint.ts';
import { digestOf } from '../../../shared/core/hold/digest.ts';
import type { AlleoAccount } from '../../../shared/core/ports/alleo.ts';
import { nameOf } from '../name-person.ts';
import type { Planned } from '../plan-or-stop.ts';
import { isRecorded, readRecorded } from '../recorded-account.ts';
import type { SupportDeps } from '../support-deps.ts';

/** A person who is in, and the account that may be theirs but seems to be somebody else's. */
export interface Foreign {
  readonly employeeId: string;
  readonly name: string | null;
  readonly account: AlleoAccount;
}

const hasForeignId = (account: AlleoAccount, employeeId: string): boolean =>
  (account.external_id ?? '') !== '' && account.external_id !== employeeId;

/** The Alleo ids that delivery remembers of people whose account turned out to carry another id. */
async function readRemembered(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  { memory }: Planned,
): Promise<ReadonlyMap<string, number>> {
  const remembered = new Map<string, number>();
  for (const { employeeId, code } of memory.open) {
    if (code !== 'ACCOUNT_OF_ANOTHER') continue;
    const { alleoId } = await readRecorded(deps, tenant, employeeId);
    if (alleoId !== undefined) remembered.set(employeeId, alleoId);
  }
  return remembered;
}

interface Look {
  readonly deps: Pick<SupportDeps, 'outcomes'>;
  readonly tenant: Tenant;
  readonly planned: Planned;
  readonly accounts: AccountIndex;
}

/** What delivery would say of a person's account: the remembered one, else the one that it would find. */
async function matchPerson(
  { deps, tenant, planned, accounts }: Look,
  employee: Employee,
  remembered: AlleoAccount | undefined,
): Promise<AccountMatch> {
  const { memory, today } = planned;
  const profile = desiredProfile(employee, memory.employees.get(employee.id), today);
  const holder = (id: string) => {
    const known = memory.employees.get(id);
    return known?.missing === undefined ? known?.status : 'missing';
  };
  if (remembered !== undefined) return matchHolder(remembered, profile, holder(remembered.external_id ?? ''));
  return matchAccount(profile, accounts, {
    isRecorded: (account) => isRecorded(deps, tenant, employee.id, account),
    byEmail: true,
    holderStatus: async (id) => holder(id),
  });
}

/** Whether the account that is recorded of a person still is theirs, whatever another one says that carries their id. */
async function hasOwn({ deps, tenant, accounts }: Look, employeeId: string): Promise<boolean> {
  const { alleoId } = await readRecorded(deps, tenant, employeeId);
  const account = alleoId === undefined ? undefined : accounts.byId(alleoId);
  return account !== undefined && !hasForeignId(account, employeeId);
}

/**
 * Everybody who is in and whose account delivery would refuse as ACCOUNT_OF_ANOTHER, by the e-mail or by the Alleo id
 * that is remembered, or by their own id on an account that says somebody else. Left out: an account that carries the id of
 * somebody else in this Personio account, who is its owner, and one that two people would be given.
 */
export async function findForeignAccounts(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  planned: Planned,
  accounts: AccountIndex,
): Promise<readonly Foreign[]> {
  const look = { deps, tenant, planned, accounts };
  const { employees } = planned.listing;
  const remembered = await readRemembered(deps, tenant, planned);
  const found: Foreign[] = [];
  for (const [employeeId, { decision }] of planned.resolved.plan.verdicts) {
    const employee = employees.get(employeeId);
    if (decision !== 'in' || employee === undefined) continue;
    const match = await matchPerson(look, employee, accounts.byId(remembered.get(employeeId) ?? 0));
    if (match.match !== 'conflict' || match.code !== 'ACCOUNT_OF_ANOTHER') continue;
    const { account } = match;
    const isColleagues = hasForeignId(account, employeeId) && employees.has(account.external_id ?? '');
    if (isColleagues || (await hasOwn(look, employeeId))) continue;
    found.push({ employeeId, name: nameOf(employee), account });
  }
  const claims = Map.groupBy(found, ({ account }) => account.id);
  return found
    .filter(({ account }) => claims.get(account.id)?.length === 1)
    .sort((a, b) => a.employeeId.localeCompare(b.employeeId, 'en', { numeric: true }));
}

/** Names exactly this list of people, accounts and ids. */
export function digestForeign(foreign: readonly Foreign[], fingerprints: Fingerprints): string {
  const entries = foreign.map(({ employeeId, account }) => ({
    employeeId,
    kind: 'update' as const,
    fingerprint: fingerprints.of('relink', `${account.id} ${account.external_id ?? ''}`),
  }));
  return digestOf(entries, fingerprints);
}
