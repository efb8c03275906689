import type { AlleoAccount } from '../ports/alleo.ts';
import type { AccountIndex } from './match-account.ts';

/** A company's accounts as just listed, to be found by our id, by e-mail, or by Alleo's. */
export interface Accounts extends AccountIndex {
  byId(id: number): AlleoAccount | undefined;
}

export function indexAccounts(accounts: readonly AlleoAccount[]): Accounts {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const byEmail = new Map(accounts.map((account) => [account.email.toLowerCase(), account]));
  const byExternalId = new Map(
    accounts.flatMap((account) => (account.external_id === null ? [] : [[account.external_id, account] as const])),
  );
  return {
    byId: (id) => byId.get(id),
    byEmail: (email) => byEmail.get(email.toLowerCase()),
    byExternalId: (externalId) => byExternalId.get(externalId),
  };
}
