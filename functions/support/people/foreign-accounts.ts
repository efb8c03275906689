import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Accounts } from '../../../shared/core/accounts/index-accounts.ts';
import { matchAccount, matchHolder } from '../../../shared/core/accounts/match-account.ts';
import { desiredProfile } from '../../../shared/core/compare/profile.ts';
import type { Fingerprints } from '../../../shared/core/ground/fingerprint.ts';
import { digestOf } from '../../../shared/core/hold/digest.ts';
import type { AlleoAccount } from '../../../shared/core/ports/alleo.ts';
import { nameOf } from '../name-person.ts';
import type { Planned } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';

/** A person who is in, and the account that would be theirs but carries somebody else's id. */
export interface Foreign {
  readonly employeeId: string;
  readonly name: string | null;
  readonly account: AlleoAccount & { readonly external_id: string };
}

const hasForeignId = (account: AlleoAccount | undefined, employeeId: string): account is Foreign['account'] =>
  account !== undefined && (account.external_id ?? '') !== '' && account.external_id !== employeeId;

/** The Alleo ids that delivery remembers of people whose account turned out to carry another id. */
async function readRemembered(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  { memory }: Planned,
): Promise<ReadonlyMap<string, number>> {
  const remembered = new Map<string, number>();
  for (const { employeeId, code } of memory.open) {
    if (code !== 'ACCOUNT_OF_ANOTHER') continue;
    const outcome = await deps.outcomes.readOutcome(tenant.id, employeeId);
    if (outcome?.registration === tenant.registration && outcome.alleoId !== undefined)
      remembered.set(employeeId, outcome.alleoId);
  }
  return remembered;
}

/**
 * Everybody who is in and whose account delivery would refuse as ACCOUNT_OF_ANOTHER, by the e-mail or by the Alleo id
 * that is remembered. Left out: an account that carries the id of somebody in this Personio account, who is its owner,
 * and one that two people would be given.
 */
export async function findForeignAccounts(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  planned: Planned,
  accounts: Accounts,
): Promise<readonly Foreign[]> {
  const { listing, memory, today } = planned;
  const remembered = await readRemembered(deps, tenant, planned);
  const found: Foreign[] = [];
  for (const [employeeId, { decision }] of planned.resolved.plan.verdicts) {
    const employee = listing.employees.get(employeeId);
    if (decision !== 'in' || employee === undefined) continue;
    const stored = memory.employees.get(employeeId);
    const profile = desiredProfile(employee, stored, today);
    const holder = (id: string) => {
      const known = memory.employees.get(id);
      return known?.missing === undefined ? known?.status : 'missing';
    };
    const known = accounts.byId(remembered.get(employeeId) ?? 0);
    const match =
      known === undefined
        ? await matchAccount(profile, accounts, async (id) => holder(id))
        : matchHolder(known, profile, holder(known.external_id ?? ''));
    if (match.match !== 'conflict' || match.code !== 'ACCOUNT_OF_ANOTHER') continue;
    const { account } = match;
    if (hasForeignId(account, employeeId) && !listing.employees.has(account.external_id)) {
      found.push({ employeeId, name: nameOf(employee), account });
    }
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
    fingerprint: fingerprints.of('relink', `${account.id} ${account.external_id}`),
  }));
  return digestOf(entries, fingerprints);
}
