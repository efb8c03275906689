import { settleAll } from '../ground/settle-all.ts';
import { foldText } from '../ground/text.ts';
import type { AlleoAccount, AlleoPort } from '../ports/alleo.ts';
import type { AllAccounts } from './account-listing.ts';
import { readAllAccounts } from './account-listing.ts';

/** All accounts of a company, to be found by our id, by e-mail address, or by Alleo's id. */
export interface AccountIndex {
  byId(id: number): AlleoAccount | undefined;
  /** Of several that carry one id an active one, else the one that was listed first. */
  byExternalId(externalId: string): AlleoAccount | undefined;
  /** Ignoring case. */
  byEmail(email: string): AlleoAccount | undefined;
}

/** An index that is kept true to what is done to the accounts meanwhile. */
export interface KeptIndex extends AccountIndex {
  note(account: AlleoAccount): void;
}

class Index implements KeptIndex {
  readonly #byId: Map<number, AlleoAccount>;
  readonly #byExternalId = new Map<string, number>();
  readonly #byEmail = new Map<string, number>();

  constructor({ accounts }: AllAccounts) {
    this.#byId = new Map(accounts);
    for (const account of accounts.values()) this.#add(account);
  }

  byId(id: number): AlleoAccount | undefined {
    return this.#byId.get(id);
  }

  byExternalId(externalId: string): AlleoAccount | undefined {
    return this.#get(this.#byExternalId.get(externalId));
  }

  byEmail(email: string): AlleoAccount | undefined {
    return this.#get(this.#byEmail.get(foldText(email)));
  }

  note(account: AlleoAccount): void {
    const before = this.#byId.get(account.id);
    if (before !== undefined) this.#forget(before);
    this.#byId.set(account.id, account);
    this.#add(account);
  }

  #add(account: AlleoAccount): void {
    if (account.email !== null) this.#byEmail.set(foldText(account.email), account.id);
    if (account.external_id === null || account.external_id === '') return;
    const other = this.byExternalId(account.external_id);
    if (other === undefined || (account.is_active && !other.is_active))
      this.#byExternalId.set(account.external_id, account.id);
  }

  /** Only where it is this account that is found there. */
  #forget({ id, email, external_id }: AlleoAccount): void {
    if (email !== null && this.byEmail(email)?.id === id) this.#byEmail.delete(foldText(email));
    if (external_id !== null && this.byExternalId(external_id)?.id === id) this.#byExternalId.delete(external_id);
  }

  #get(id: number | undefined): AlleoAccount | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }
}

/** Takes a list that is proven complete alone: who is not found in it has no account. */
export function indexAccounts(all: AllAccounts): KeptIndex {
  return new Index(all);
}

/** All accounts of a company, read until they are proven complete. Throws as `readAllAccounts` does. */
export async function readIndex(alleo: Pick<AlleoPort, 'listAccounts'>, tenantId: string): Promise<KeptIndex> {
  return indexAccounts(await readAllAccounts(alleo, tenantId));
}

/** The same, and the company's groups. */
export async function readCompany(
  alleo: Pick<AlleoPort, 'listAccounts' | 'listGroups'>,
  tenantId: string,
): Promise<{ readonly accounts: KeptIndex; readonly groups: Awaited<ReturnType<AlleoPort['listGroups']>> }> {
  const [accounts, groups] = await settleAll([readIndex(alleo, tenantId), alleo.listGroups()]);
  return { accounts, groups };
}
