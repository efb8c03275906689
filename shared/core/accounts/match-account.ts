import type { Profile } from '../../contracts/user-mutation.ts';
import type { AlleoAccount } from '../ports/alleo.ts';

/** The accounts of one Alleo company, to be found by their `external_id` or e-mail. */
export interface AccountIndex {
  byExternalId(externalId: string): AlleoAccount | undefined;
  /** Ignoring case. */
  byEmail(email: string): AlleoAccount | undefined;
}

/** Why an account is not ours to touch. */
export type ConflictCode = 'ACCOUNT_OF_ANOTHER' | 'EMAIL_HELD_BY_FORMER' | 'EMAIL_SWAP';

/** What delivery does about a person's account. */
export type AccountMatch =
  | { readonly match: 'ours' | 'adopt'; readonly account: AlleoAccount }
  | { readonly match: 'create' }
  | { readonly match: 'conflict'; readonly code: ConflictCode; readonly account: AlleoAccount };

/** What we remember of the person that an account's `external_id` names. */
export type HolderStatus = 'active' | 'inactive' | 'missing' | undefined;

/** A former person's account passes on only to the same human being with a new Personio id. */
function isSamePerson(account: AlleoAccount, profile: Profile): boolean {
  const sameName = account.last_name.trim().toLowerCase() === profile.last_name.trim().toLowerCase();
  return sameName && account.birthday !== null && account.birthday === profile.birthday;
}

/**
 * May this account, which has the person's e-mail, become theirs? (behaviour: "Adoption".) `holder`: what we remember of
 * the person whose `external_id` it carries. An e-mail held by someone we keep active is theirs until they change it.
 */
export function matchHolder(account: AlleoAccount, profile: Profile, holder: HolderStatus): AccountMatch {
  if (account.external_id === null || account.external_id === '') return { match: 'adopt', account };
  if (account.external_id === profile.external_id) return { match: 'ours', account };
  switch (holder) {
    case undefined:
      return { match: 'conflict', code: 'ACCOUNT_OF_ANOTHER', account };
    case 'active':
      return { match: 'conflict', code: 'EMAIL_SWAP', account };
    case 'inactive':
    case 'missing':
      return isSamePerson(account, profile)
        ? { match: 'adopt', account }
        : { match: 'conflict', code: 'EMAIL_HELD_BY_FORMER', account };
  }
}

/** Finds a person's account by our `external_id`, else by e-mail. */
export async function matchAccount(
  profile: Profile,
  index: AccountIndex,
  holderStatus: (externalId: string) => Promise<HolderStatus>,
): Promise<AccountMatch> {
  const own = index.byExternalId(profile.external_id);
  if (own !== undefined) return { match: 'ours', account: own };
  const account = index.byEmail(profile.email);
  if (account === undefined) return { match: 'create' };
  const holder = account.external_id === null ? undefined : await holderStatus(account.external_id);
  return matchHolder(account, profile, holder);
}
