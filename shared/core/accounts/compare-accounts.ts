import type { AccountField } from '../../contracts/attributes.ts';
import { ACCOUNT_FIELDS } from '../../contracts/attributes.ts';
import type { DifferenceCounts, DifferenceKind } from '../../contracts/difference.ts';
import { DIFFERENCE_KINDS } from '../../contracts/difference.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { EmployeeMemory, TenantMemory } from '../ground/memory.ts';
import { looksForGroup, wasManaged } from '../ground/memory.ts';
import { foldText } from '../ground/text.ts';
import type { AlleoAccount } from '../ports/alleo.ts';
import type { Outcome } from '../ports/table.ts';
import type { AllAccounts } from './account-listing.ts';

export type EditedField = AccountField | 'external_id' | 'department';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly employeeId: string;
  /** Who has access: `no-account` and `not-active` where they should, `active` where they should not. */
  readonly access?: 'no-account' | 'not-active' | 'active';
  readonly fields: readonly EditedField[];
  /** Why it waits, where there is a code for it. */
  readonly code?: string;
  readonly account?: AlleoAccount;
}

/** What somebody's account is compared with. */
export interface Believed {
  readonly employeeId: string;
  readonly memory: EmployeeMemory | undefined;
  /** Delivery's record under the tenant's present registration. */
  readonly outcome: Pick<Outcome, 'alleoId'> | undefined;
  /** Something is on its way to the account, with the code that says why it is not there. */
  readonly pending?: { readonly code?: string } | undefined;
  /** The group that the person's department should have, where that is known; `null`: none. */
  readonly group?: number | null | undefined;
}

/** Accounts as they are searched here: several may carry one id. */
interface SearchedAccounts {
  readonly byId: ReadonlyMap<number, AlleoAccount>;
  readonly byExternalId: ReadonlyMap<string, readonly AlleoAccount[]>;
}

function searchAccounts({ accounts: { accounts }, live = new Map() }: Comparison): SearchedAccounts {
  const byId = new Map(accounts);
  for (const [id, account] of live) {
    if (account === undefined) byId.delete(id);
    else byId.set(id, account);
  }
  return { byId, byExternalId: Map.groupBy(byId.values(), ({ external_id }) => external_id ?? '') };
}

/**
 * Somebody's account: the one that delivery recorded, whatever it carries, else one that carries their id, or one that
 * they had before; of several an active one. Where one was recorded and is gone, another with the id is not theirs.
 */
function findOwn({ employeeId, memory, outcome }: Believed, accounts: SearchedAccounts): AlleoAccount | undefined {
  if (outcome?.alleoId !== undefined) return accounts.byId.get(outcome.alleoId);
  for (const id of [employeeId, ...(memory?.formerIds ?? [])]) {
    const carrying = accounts.byExternalId.get(id) ?? [];
    const found = carrying.find(({ is_active }) => is_active) ?? carrying[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

const isOf = ({ external_id }: AlleoAccount, { employeeId }: Believed) => external_id === employeeId;

/** It carries somebody else's id: it passed on, and is nobody's matter here. */
function carriesOther(account: AlleoAccount, { employeeId, memory }: Believed): boolean {
  const id = account.external_id ?? '';
  return id !== '' && id !== employeeId && memory?.formerIds?.includes(id) !== true;
}

/**
 * Whether an address is the one last sent. Whether Alleo keeps capitals as they were sent is not known, and it finds an
 * account by either, so that they are no difference.
 */
function isAddressSent(email: string, { fields, folded }: EmployeeMemory, fingerprints: Fingerprints): boolean {
  return (folded?.email ?? fields.email) === fingerprints.ofField('email', foldText(email));
}

function findEdited(account: AlleoAccount, believed: Believed, fingerprints: Fingerprints): EditedField[] {
  const { memory, group } = believed;
  const edited: EditedField[] = ACCOUNT_FIELDS.filter((field) => {
    const remembered = memory?.fields[field];
    if (memory === undefined || remembered === undefined) return false;
    const value = account[field] || null;
    if (remembered === fingerprints.ofField(field, value)) return false;
    return field !== 'email' || value === null || !isAddressSent(value, memory, fingerprints);
  });
  if (!isOf(account, believed)) edited.unshift('external_id');
  if (group !== undefined && account.company_group_id !== group) edited.push('department');
  return edited;
}

/** How one account is not as its person's rules want it; `undefined` where it is. */
export function compareAccount(
  believed: Believed,
  account: AlleoAccount | undefined,
  fingerprints: Fingerprints,
): Difference | undefined {
  const { employeeId, memory, pending } = believed;
  const common = { employeeId, ...(account === undefined ? {} : { account }) };
  if (pending !== undefined) return { ...common, kind: 'waits', fields: [], ...pending };
  if (memory === undefined || !wasManaged(memory)) {
    const isStranger = account?.is_active === true && isOf(account, believed);
    return isStranger ? { ...common, kind: 'unknown', fields: [] } : undefined;
  }
  if (memory.status === 'inactive') {
    const isLost = account?.is_active === true && !carriesOther(account, believed);
    return isLost ? { ...common, kind: 'lost', access: 'active', fields: [] } : undefined;
  }
  if (account === undefined) return { ...common, kind: 'lost', access: 'no-account', fields: [] };
  const fields = findEdited(account, believed, fingerprints);
  if (!account.is_active) return { ...common, kind: 'lost', access: 'not-active', fields };
  return fields.length === 0 ? undefined : { ...common, kind: 'edited', fields };
}

/** A mutation that a run would emit now. `reoffer`: the open item that it offers again. */
interface PlannedChange {
  readonly employeeId: string;
  readonly stream: string;
  readonly reoffer?: { readonly code?: string };
}

/** What is planned for accounts, as a run would send or hold it now. */
interface PlannedChanges {
  readonly emissions: readonly { readonly draft: PlannedChange }[];
  readonly held: readonly { readonly draft: PlannedChange; readonly code: string }[];
}

/**
 * What is on its way to an account, by employee id, with the code that says why it is not there: reserved and perhaps
 * sent; sent and not applied; and, where there is a plan, what the next run would send or hold.
 */
export function findPending(
  { employees, open }: Pick<TenantMemory, 'employees' | 'open'>,
  plan: PlannedChanges = { emissions: [], held: [] },
): Map<string, { readonly code?: string }> {
  const pending = new Map<string, { readonly code?: string }>();
  for (const { employeeId, reservations } of employees.values())
    if (reservations['profile'] !== undefined) pending.set(employeeId, {});
  for (const { draft } of plan.emissions)
    if (draft.stream === 'profile' && !looksForGroup(draft)) pending.set(draft.employeeId, {});
  for (const { employeeId, stream, code } of open)
    if (stream === 'profile') pending.set(employeeId, code === undefined ? {} : { code });
  for (const { draft, code } of plan.held) if (draft.stream === 'profile') pending.set(draft.employeeId, { code });
  return pending;
}

/** What `compareAccounts` compares. */
export interface Comparison {
  readonly memory: Pick<TenantMemory, 'employees'>;
  /** Delivery's records of the tenant's present registration, by employee id. */
  readonly outcomes: ReadonlyMap<string, Pick<Outcome, 'alleoId'>>;
  readonly accounts: AllAccounts;
  readonly fingerprints: Fingerprints;
  readonly pending: ReadonlyMap<string, { readonly code?: string }>;
  /** Accounts as they are now, by Alleo's id, in place of what the list says of them; `undefined`: gone. */
  readonly live?: ReadonlyMap<number, AlleoAccount | undefined>;
  /** See `Believed.group`; where it is not given, groups are not compared. */
  readonly groupOf?: (employeeId: string) => number | null | undefined;
}

/** Personio's ids, which are ours; an id of another system that looks the same cannot be told from one. */
const isOurs = (externalId: string) => /^\d{1,18}$/.test(externalId);

const byId = (a: Difference, b: Difference) => a.employeeId.localeCompare(b.employeeId, 'en', { numeric: true });

/**
 * Every difference between what the rules want of each person and the accounts of the company, by a list that is proven
 * complete; by kind, then employee id. Fields are compared by their keyed fingerprints. Budgets are not: Alleo's API shows none.
 */
export function compareAccounts(comparison: Comparison): readonly Difference[] {
  const { memory, outcomes, fingerprints, pending, groupOf } = comparison;
  const accounts = searchAccounts(comparison);
  const found: Difference[] = [];
  const owned = new Set<number>();
  for (const employeeId of new Set([...memory.employees.keys(), ...pending.keys()])) {
    const believed: Believed = {
      employeeId,
      memory: memory.employees.get(employeeId),
      outcome: outcomes.get(employeeId),
      pending: pending.get(employeeId),
      group: groupOf?.(employeeId),
    };
    const account = findOwn(believed, accounts);
    const isTheirs =
      believed.memory?.status === 'active' || (account !== undefined && !carriesOther(account, believed));
    if (account !== undefined && isTheirs) owned.add(account.id);
    const difference = compareAccount(believed, account, fingerprints);
    if (difference !== undefined) found.push(difference);
  }
  for (const account of accounts.byId.values()) {
    const id = account.external_id ?? '';
    const isStranger = account.is_active && !owned.has(account.id) && (isOurs(id) || memory.employees.has(id));
    if (isStranger) found.push({ kind: 'unknown', employeeId: id, fields: [], account });
  }
  return DIFFERENCE_KINDS.flatMap((kind) => found.filter((one) => one.kind === kind).sort(byId));
}

/** So many are looked at one by one: more at once are no lag of a list. */
const MOST_LOOKED_AT = 100;

/**
 * The same, with whoever seems lost looked at as they are now: an entry of a list may be late, or not as it should be.
 * `readAccount`: as the port has it. Throws what it throws.
 */
export async function compareWithAlleo(
  comparison: Comparison,
  readAccount: (id: number) => Promise<AlleoAccount | undefined>,
): Promise<readonly Difference[]> {
  const listed = compareAccounts(comparison);
  const live = new Map<number, AlleoAccount | undefined>();
  for (const { employeeId, account } of listed.filter(({ kind }) => kind === 'lost').slice(0, MOST_LOOKED_AT)) {
    const id = account?.id ?? comparison.outcomes.get(employeeId)?.alleoId;
    if (id !== undefined) live.set(id, await readAccount(id));
  }
  return live.size === 0 ? listed : compareAccounts({ ...comparison, live });
}

export function countDifferences(differences: readonly Difference[]): DifferenceCounts {
  const counts = { lost: 0, waits: 0, edited: 0, unknown: 0 };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}
