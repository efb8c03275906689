import type { AccountIndex } from '../../shared/core/accounts/match-account.ts';
import type { AlleoAccount, AlleoPort } from '../../shared/core/ports/alleo.ts';

/** One Alleo company as deliver works with it: the calls, and what was read of it lately. */
export interface Company {
  readonly alleo: AlleoPort;
  /** All accounts, by a list that is younger than this many milliseconds, or read now. */
  readIndex(maxAgeMs: number): Promise<AccountIndex>;
  /** Keeps the index true to what was just done. */
  note(account: AlleoAccount): void;
  /** The group with this name, ignoring case. */
  findGroup(name: string): Promise<number | undefined>;
}

/** How old a list may be where nothing was done that it may not show. */
export const KEPT_MS = 600_000;

class Index implements AccountIndex {
  readonly #byId = new Map<number, AlleoAccount>();
  readonly #byExternalId = new Map<string, number>();
  readonly #byEmail = new Map<string, number>();

  constructor(accounts: readonly AlleoAccount[]) {
    for (const account of accounts) this.note(account);
  }

  note(account: AlleoAccount): void {
    const before = this.#byId.get(account.id);
    if (before !== undefined) {
      this.#byEmail.delete(before.email.toLowerCase());
      if (before.external_id !== null) this.#byExternalId.delete(before.external_id);
    }
    this.#byId.set(account.id, account);
    this.#byEmail.set(account.email.toLowerCase(), account.id);
    if (account.external_id !== null) this.#byExternalId.set(account.external_id, account.id);
  }

  byExternalId(externalId: string): AlleoAccount | undefined {
    return this.#get(this.#byExternalId.get(externalId));
  }

  byEmail(email: string): AlleoAccount | undefined {
    return this.#get(this.#byEmail.get(email.toLowerCase()));
  }

  #get(id: number | undefined): AlleoAccount | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }
}

const groupKey = (name: string) => name.trim().toLowerCase();

/** `now`: milliseconds of a clock that only has to go forward. */
export function openCompany(alleo: AlleoPort, now: () => number): Company {
  let index: { readonly at: number; readonly accounts: Index } | undefined;
  let groups: { readonly at: number; readonly byName: ReadonlyMap<string, number> } | undefined;
  return {
    alleo,
    async readIndex(maxAgeMs) {
      if (index === undefined || now() - index.at >= maxAgeMs) {
        // What was done while it was read may be missing from it: it is as old as its beginning.
        const at = now();
        index = { at, accounts: new Index(await alleo.listAccounts()) };
      }
      return index.accounts;
    },
    note(account) {
      index?.accounts.note(account);
    },
    async findGroup(name) {
      if (groups === undefined || now() - groups.at > KEPT_MS) {
        const listed = await alleo.listGroups();
        groups = { at: now(), byName: new Map(listed.map((group) => [groupKey(group.name), group.id])) };
      }
      return groups.byName.get(groupKey(name));
    },
  };
}
