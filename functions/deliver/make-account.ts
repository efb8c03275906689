import { ACCOUNT_FIELDS } from '../../shared/contracts/attributes.ts';
import type { Profile } from '../../shared/contracts/user-mutation.ts';
import type { AccountMatch, HolderStatus } from '../../shared/core/accounts/match-account.ts';
import { matchAccount, matchHolder } from '../../shared/core/accounts/match-account.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import { foldText } from '../../shared/core/ground/text.ts';
import type { AlleoAccount, AlleoAccountFields, Rejection } from '../../shared/core/ports/alleo.ts';
import { type Company, KEPT_MS } from './open-company.ts';

/** Whose account it is about, and what is recorded of it. */
export interface AccountDeps {
  readonly tenantId: string;
  readonly company: Company;
  /** What the sync remembers of the person with this external id. */
  readonly holderStatus: (externalId: string) => Promise<HolderStatus>;
  /** Records, before an account is made or taken, that it may be this person's from now on, and claims its activation. */
  readonly recordCreating: () => Promise<void>;
  /** Activates under a claim: whoever delivers the same at the same time goes back to the queue. */
  readonly underClaim: <T>(activate: () => Promise<T>) => Promise<T>;
  /** Tells whether a department has a group of its name. */
  readonly noteDepartment: (name: string, hasGroup: boolean) => Promise<void>;
}

/** How to look for the account of somebody whose Alleo id leads nowhere. */
export interface AccountSearch {
  /** An account may have been made or taken that was not recorded: what was listed minutes ago does not do. */
  readonly afresh: boolean;
  /** May an account with the person's e-mail become theirs? Else only one that carries our `external_id` is. */
  readonly byEmail: boolean;
}

/** Alleo, or our own rules, refused this one person: shown to support, the rest goes on. */
export interface Refused {
  readonly refused: string;
  readonly attribute?: string;
}

/** How old a list may be that only says why Alleo refused an e-mail address, or whether an account is gone. */
const LATELY_MS = 60_000;

export const isRefused = (result: object): result is Refused => 'refused' in result;
export const isRejection = (result: AlleoAccount | Rejection): result is Rejection => 'rejected' in result;

const REFUSAL_CODES = {
  VALIDATION: 'REJECTED_BY_ALLEO',
  DUPLICATE_EMAIL: 'EMAIL_TAKEN',
  FORBIDDEN: 'FORBIDDEN_BY_ALLEO',
} as const satisfies { readonly [R in Rejection['rejected']]: string };

/** Alleo's refusal by the code that tells support who can do something about it. */
export function refuse({ rejected, attribute }: Rejection): Refused {
  return { refused: REFUSAL_CODES[rejected], ...(attribute === undefined ? {} : { attribute }) };
}

/** The desired fields in the Customer API's terms; a department without a group of its name is left alone. */
async function toFields(deps: AccountDeps, profile: Profile): Promise<AlleoAccountFields> {
  const { external_id, department } = profile;
  const group = typeof department === 'string' ? await deps.company.findGroup(department) : department;
  if (typeof department === 'string') await deps.noteDepartment(department, group !== undefined);
  const known = ACCOUNT_FIELDS.filter((field) => profile[field] !== undefined);
  return {
    external_id,
    ...Object.fromEntries(known.map((field) => [field, profile[field]])),
    ...(group === undefined ? {} : { company_group_id: group }),
  };
}

function findDifference(account: AlleoAccount, fields: AlleoAccountFields): AlleoAccountFields {
  const differing = Object.entries(fields).filter(([name, value]) => account[name as keyof AlleoAccount] !== value);
  return Object.fromEntries(differing);
}

export function changedMeanwhile(tenantId: string, operation: string): TransientError {
  const facts = { tenantId, operation, code: 'ACCOUNT_GONE' };
  return new TransientError(facts, 'the account was deleted, made or changed meanwhile');
}

/**
 * The account as it is now. `undefined` where it is gone: Alleo says so, and a list of the last minute that is proven
 * complete has none with this id. Throws `TransientError` where the two contradict each other.
 */
export async function readKnown(
  { tenantId, company }: Pick<AccountDeps, 'tenantId' | 'company'>,
  id: number,
): Promise<AlleoAccount | undefined> {
  const account = await company.alleo.readAccount(id);
  if (account !== undefined) return account;
  const index = await company.readIndex(LATELY_MS);
  if (index.byId(id) !== undefined) throw changedMeanwhile(tenantId, 'read account');
  return undefined;
}

/**
 * Who holds the e-mail that Alleo says is taken? By a list of the last minute: one for each of many would be too many.
 * Throws `TransientError` where it is this person's own account, which a list did not show when it was looked for.
 */
async function explainTaken(deps: AccountDeps, profile: Profile, afresh: boolean): Promise<Refused> {
  const index = await deps.company.readIndex(afresh ? 0 : LATELY_MS);
  const own = index.byExternalId(profile.external_id);
  if (own !== undefined && foldText(own.email ?? '') === foldText(profile.email))
    throw changedMeanwhile(deps.tenantId, 'make account');
  const holder = index.byEmail(profile.email);
  if (holder === undefined) return { refused: 'EMAIL_TAKEN', attribute: 'email' };
  const status = holder.external_id === null ? undefined : await deps.holderStatus(holder.external_id);
  const match = matchHolder(holder, profile, status);
  return { refused: match.match === 'conflict' ? match.code : 'EMAIL_TAKEN', attribute: 'email' };
}

/** Makes an existing account's fields so. `undefined` where it is gone. */
async function patchAccount(
  deps: AccountDeps,
  account: AlleoAccount,
  profile: Profile,
): Promise<AlleoAccount | Refused | undefined> {
  const difference = findDifference(account, await toFields(deps, profile));
  if (Object.keys(difference).length === 0) return account;
  const patched = await deps.company.alleo.updateAccount(account.id, difference);
  if (patched === undefined) return undefined;
  if (!isRejection(patched)) {
    deps.company.note(patched);
    return patched;
  }
  return patched.rejected === 'DUPLICATE_EMAIL' ? explainTaken(deps, profile, false) : refuse(patched);
}

async function createAccount(deps: AccountDeps, profile: Profile, afresh: boolean): Promise<AlleoAccount | Refused> {
  const { company } = deps;
  const given = Object.entries(await toFields(deps, profile)).filter(([, value]) => value !== null);
  const language = profile.language === undefined ? {} : { language: profile.language };
  await deps.recordCreating();
  const created = await company.alleo.createAccount({ ...Object.fromEntries(given), ...language });
  if (isRejection(created)) {
    return created.rejected === 'DUPLICATE_EMAIL' ? explainTaken(deps, profile, afresh) : refuse(created);
  }
  company.note(created);
  return created;
}

/**
 * Finds the account by our `external_id`, else by e-mail address, and looks at it as it is now: the list that named it
 * may be some minutes old, and Alleo's own may lag. Throws `TransientError` where it is another one each time.
 */
async function findAccount(deps: AccountDeps, profile: Profile, search: AccountSearch): Promise<AccountMatch> {
  const { company, holderStatus } = deps;
  // Somebody's recorded account is gone where this is looked for: what was not recorded is all that is left.
  const rules = { isRecorded: async () => search.afresh, byEmail: search.byEmail, holderStatus };
  const find = async (maxAgeMs: number): Promise<AccountMatch | undefined> => {
    const index = await company.readIndex(maxAgeMs);
    const listed = await matchAccount(profile, index, rules);
    if (listed.match === 'create') return listed;
    const live = await company.alleo.readAccount(listed.account.id);
    if (live === undefined) return undefined;
    company.note(live);
    const found = await matchAccount(profile, index, rules);
    return found.match !== 'create' && found.account.id === live.id ? found : undefined;
  };
  const found = (await find(search.afresh ? 0 : KEPT_MS)) ?? (await find(0));
  if (found === undefined) throw changedMeanwhile(deps.tenantId, 'find account');
  return found;
}

async function activate(deps: AccountDeps, account: AlleoAccount): Promise<AlleoAccount | Refused> {
  if (account.is_active) return account;
  const result = await deps.underClaim(() => deps.company.alleo.activateAccount(account.id));
  if (result === 'gone') throw changedMeanwhile(deps.tenantId, 'activate account');
  if (result !== 'done') return refuse(result);
  const active = { ...account, is_active: true };
  deps.company.note(active);
  return active;
}

/** Whether an account that is remembered by its Alleo id still is this person's, or could be again. */
export const isStillOf = (account: AlleoAccount, externalId: string): boolean =>
  account.external_id === externalId || (account.external_id ?? '') === '';

/**
 * Makes it so: the person has an active account with the desired fields (behaviour: "Emission and delivery").
 * `remembered`: their account as just read.
 */
export async function makeAccount(
  deps: AccountDeps,
  profile: Profile,
  remembered: AlleoAccount | undefined,
  search: AccountSearch,
): Promise<AlleoAccount | Refused> {
  let account: AlleoAccount | Refused | undefined;
  if (remembered !== undefined) account = await patchAccount(deps, remembered, profile);
  else {
    const match = await findAccount(deps, profile, search);
    if (match.match === 'conflict') {
      const isById = match.account.external_id === profile.external_id;
      return { refused: match.code, attribute: isById ? 'external_id' : 'email' };
    }
    if (match.match === 'create') account = await createAccount(deps, profile, search.afresh);
    else {
      await deps.recordCreating();
      account = await patchAccount(deps, match.account, profile);
    }
  }
  if (account === undefined) throw changedMeanwhile(deps.tenantId, 'update account');
  return isRefused(account) ? account : activate(deps, account);
}
