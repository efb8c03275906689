import { isUnproven } from '../../shared/core/accounts/account-listing.ts';
import type { AccountIndex, KeptIndex } from '../../shared/core/accounts/index-accounts.ts';
import { readIndex } from '../../shared/core/accounts/index-accounts.ts';
import { foldText } from '../../shared/core/ground/text.ts';
import type { AlleoAccount, AlleoPort } from '../../shared/core/ports/alleo.ts';

/** One Alleo company as deliver works with it: the calls, and what was read of it lately. */
export interface Company {
  readonly alleo: AlleoPort;
  /**
   * All accounts, by a list that is younger than this many milliseconds, or read now. The index given out stays true to
   * what is noted. Throws `TransientError` where no read is proven complete, or `signal` aborts before one is.
   */
  readIndex(maxAgeMs: number): Promise<AccountIndex>;
  /** Keeps the index true to what was just done, or seen. */
  note(account: AlleoAccount): void;
  /** The group with this name, ignoring case. */
  findGroup(name: string): Promise<number | undefined>;
}

/** How old a list may be where nothing was done that it may not show. */
export const KEPT_MS = 600_000;

/** How long a list that was never proven is not asked for again: many messages may need one, and three reads are many requests. */
const UNPROVEN_MS = 60_000;

/** `now`: milliseconds of a clock that only has to go forward. */
export function openCompany(tenantId: string, alleo: AlleoPort, now: () => number): Company {
  let index: { readonly at: number; readonly accounts: KeptIndex } | undefined;
  let unproven: { readonly at: number; readonly error: unknown } | undefined;
  let groups: { readonly at: number; readonly byName: ReadonlyMap<string, number> } | undefined;
  return {
    alleo,
    async readIndex(maxAgeMs) {
      if (index === undefined || now() - index.at >= maxAgeMs) {
        // What was done while it was read may be missing from it: it is as old as its beginning.
        const at = now();
        if (unproven !== undefined && at - unproven.at < UNPROVEN_MS) throw unproven.error;
        try {
          index = { at, accounts: await readIndex(alleo, tenantId) };
        } catch (error) {
          if (isUnproven(error)) unproven = { at: now(), error };
          throw error;
        }
      }
      return index.accounts;
    },
    note(account) {
      index?.accounts.note(account);
    },
    async findGroup(name) {
      if (groups === undefined || now() - groups.at > KEPT_MS) {
        const at = now();
        const listed = await alleo.listGroups();
        groups = { at, byName: new Map(listed.map((group) => [foldText(group.name), group.id])) };
      }
      return groups.byName.get(foldText(name));
    },
  };
}
