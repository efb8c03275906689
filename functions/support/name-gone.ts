import type { AccountIndex } from '../../shared/core/accounts/index-accounts.ts';
import { readIndex } from '../../shared/core/accounts/index-accounts.ts';
import { orProblem } from './explain-error.ts';
import { nameOfAccount } from './name-person.ts';
import type { OpenTenant } from './open-tenant.ts';
import { openCompany } from './open-tenant.ts';
import type { SupportDeps } from './support-deps.ts';

/** Everybody's accounts; none where Alleo cannot be asked: what is told then has numbers for names. */
export async function readAccounts(deps: SupportDeps, open: OpenTenant): Promise<AccountIndex | undefined> {
  const accounts = await orProblem(open.tenant.id, async () =>
    readIndex(await openCompany(deps, open), open.tenant.id),
  );
  return 'problem' in accounts ? undefined : accounts;
}

/** The name of somebody whom Personio does not show any more, as Alleo has it. */
export function nameInAlleo(accounts: AccountIndex | undefined, employeeId: string): string | null {
  const account = accounts?.byExternalId(employeeId);
  const name = account === undefined ? '' : nameOfAccount(account);
  return name === '' ? null : name;
}
