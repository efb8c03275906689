import type { Profile } from '../../contracts/user-mutation.ts';
import { foldField } from '../ground/text.ts';
import type { AlleoAccount } from '../ports/alleo.ts';
import type { AccountIndex } from './index-accounts.ts';

/** Why an account is not ours to touch. */
export type ConflictCode = 'ACCOUNT_OF_ANOTHER' | 'EMAIL_HELD_BY_FORMER' | 'EMAIL_SWAP';

/** What an account and a person are compared by; in folded spelling (behaviour: "Text and dates"). */
export const IDENTITY_FIELDS = ['email', 'last_name', 'birthday'] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

/** What delivery does about a person's account. */
export type AccountMatch =
  | { readonly match: 'ours' | 'adopt'; readonly account: AlleoAccount }
  | { readonly match: 'create' }
  | { readonly match: 'conflict'; readonly code: ConflictCode; readonly account: AlleoAccount };

/** What we remember of the person that an account's `external_id` names. */
export type HolderStatus = 'active' | 'inactive' | 'missing' | undefined;

function agreesOn(field: IdentityField, account: AlleoAccount, profile: Profile): boolean | undefined {
  const [theirs, ours] = [foldField(field, account[field] ?? ''), foldField(field, profile[field] ?? '')];
  // What one of the two sides does not say neither agrees nor contradicts.
  return theirs === '' || ours === '' ? undefined : theirs === ours;
}

/** The fields in which an account says something else of its owner than Personio says of the person. */
export function findContradictions(account: AlleoAccount, profile: Profile): IdentityField[] {
  return IDENTITY_FIELDS.filter((field) => agreesOn(field, account, profile) === false);
}

/** The same last name and the same birthday, both known on both sides. */
const isSamePerson = (account: AlleoAccount, profile: Profile): boolean =>
  agreesOn('last_name', account, profile) === true && agreesOn('birthday', account, profile) === true;

/** Neither another last name nor another birthday. */
const mayBeSamePerson = (account: AlleoAccount, profile: Profile): boolean =>
  agreesOn('last_name', account, profile) !== false && agreesOn('birthday', account, profile) !== false;

const ofAnother = (account: AlleoAccount): AccountMatch => ({ match: 'conflict', code: 'ACCOUNT_OF_ANOTHER', account });

/**
 * An account that carries our id and was never recorded as ours, one of an earlier HR system that counted as Personio
 * does, say: the address has to agree as well, or last name and birthday.
 */
function matchOwnId(account: AlleoAccount, profile: Profile): AccountMatch {
  const isTheirs = agreesOn('email', account, profile) === true || isSamePerson(account, profile);
  return isTheirs ? { match: 'ours', account } : ofAnother(account);
}

/** An account for this address without an id: an admin made an active one for it; an inactive one may be a predecessor's. */
function matchWithoutId(account: AlleoAccount, profile: Profile): AccountMatch {
  return account.is_active || mayBeSamePerson(account, profile) ? { match: 'adopt', account } : ofAnother(account);
}

/**
 * May this account become, or stay, the person's? (behaviour: "Adoption".) It has their e-mail address, or was theirs
 * before. `holder`: what we remember of the person whose `external_id` it carries. An e-mail address held by someone we
 * keep active is theirs until they change it.
 */
export function matchHolder(account: AlleoAccount, profile: Profile, holder: HolderStatus): AccountMatch {
  if (account.external_id === null || account.external_id === '') return matchWithoutId(account, profile);
  if (account.external_id === profile.external_id) return matchOwnId(account, profile);
  switch (holder) {
    case undefined:
      return ofAnother(account);
    case 'active':
      return { match: 'conflict', code: 'EMAIL_SWAP', account };
    case 'inactive':
    case 'missing':
      return isSamePerson(account, profile)
        ? { match: 'adopt', account }
        : { match: 'conflict', code: 'EMAIL_HELD_BY_FORMER', account };
  }
}

/** How a person's account is looked for. */
export interface MatchRules {
  /** Whether this account, which carries their id, is recorded as theirs, or may have been made or taken unrecorded. */
  readonly isRecorded: (account: AlleoAccount) => Promise<boolean>;
  /** May an account with the person's e-mail address become theirs? Else only one that carries their id is. */
  readonly byEmail: boolean;
  readonly holderStatus: (externalId: string) => Promise<HolderStatus>;
}

/** Finds a person's account by our `external_id`, else by e-mail address. */
export async function matchAccount(
  profile: Profile,
  index: AccountIndex,
  { isRecorded, byEmail, holderStatus }: MatchRules,
): Promise<AccountMatch> {
  const own = index.byExternalId(profile.external_id);
  if (own !== undefined) {
    const match = matchOwnId(own, profile);
    return match.match === 'ours' || !(await isRecorded(own)) ? match : { match: 'ours', account: own };
  }
  const account = byEmail ? index.byEmail(profile.email) : undefined;
  if (account === undefined) return { match: 'create' };
  const holder = account.external_id === null ? undefined : await holderStatus(account.external_id);
  return matchHolder(account, profile, holder);
}
