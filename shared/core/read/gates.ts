import { isOptional, REQUIRED_ATTRIBUTES } from '../../contracts/attributes.ts';
import type { GateCode } from '../../contracts/codes/reasons.ts';
import type { Issue } from '../../contracts/run-report.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import { EMPTY } from '../ground/employee.ts';
import type { Figures } from '../ground/errors.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { BudgetMemory, TenantMemory } from '../ground/memory.ts';
import { isActive } from '../ground/memory.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { canonicalKey } from '../ground/streams.ts';
import type { CompleteListing } from './listing.ts';

/** A reason to stop the whole run: nothing is planned, nobody changes. */
export interface Gate {
  readonly code: GateCode;
  /** Personio's key of the attribute that is meant, or the label of the eligibility attribute. */
  readonly attribute?: string;
  /** Of LISTING_INCOMPLETE, where Personio announced a number. */
  readonly figures?: Figures;
}

/**
 * Below this many active managed users, one person whom we remember and who is still listed is enough to believe the
 * credential: a leaver, too, since of a few all who are active may be deleted in Personio.
 */
const FEW = 5;

function checkAccount(
  listing: CompleteListing,
  memory: TenantMemory,
  renumbered: ReadonlySet<string>,
): Gate | undefined {
  let active = 0;
  let listed = 0;
  let isAnybodyListed = false;
  for (const one of memory.employees.values()) {
    const isListed = listing.employees.has(one.employeeId) || renumbered.has(one.employeeId);
    isAnybodyListed ||= isListed;
    if (!isActive(one)) continue;
    active += 1;
    if (isListed) listed += 1;
  }
  const mismatch = active >= FEW ? listed * 2 < active : active > 0 && !isAnybodyListed;
  return mismatch ? { code: 'ACCOUNT_MISMATCH' } : undefined;
}

/**
 * The gates that need a complete listing; `undefined` where the run may go on (behaviour: "Gates").
 * CREDENTIALS_REFUSED and LISTING_INCOMPLETE come from reading it. `renumbered`: people who are listed under another id.
 */
export function checkGates(
  listing: CompleteListing,
  memory: TenantMemory,
  eligibility: Eligibility,
  keyId: string,
  renumbered: ReadonlySet<string> = new Set(),
): Gate | undefined {
  if (listing.employees.size === 0) return { code: 'LISTING_EMPTY' };
  const unreadable = REQUIRED_ATTRIBUTES.find((name) => !listing.readable.has(name));
  if (unreadable !== undefined) return { code: 'ATTRIBUTE_NOT_READABLE', attribute: unreadable };
  if (eligibility.mode === 'attribute' && !listing.readable.has('eligibility')) {
    return { code: 'ATTRIBUTE_NOT_READABLE', attribute: eligibility.label };
  }
  for (const one of memory.employees.values()) if (one.keyId !== keyId) return { code: 'MEMORY_KEY_CHANGED' };
  return checkAccount(listing, memory, renumbered);
}

/** A budget field that this many people had filled cannot be empty for all from one day to the next. */
const FILLED_BY_MANY = 5;

/** Whether the amount last sent still stands: not zero, and for a one-off not seen empty since. */
function isFilled(budget: BudgetMemory, nothing: string): boolean {
  return budget.emptySince === undefined && budget.amount !== nothing;
}

function countFilled(memory: TenantMemory, fingerprints: Fingerprints): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const nothing = fingerprints.ofAmount(0n);
  for (const one of memory.employees.values()) {
    for (const [key, budget] of Object.entries(one.budgets)) {
      if (isFilled(budget, nothing)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** Attributes whose values stand still in this run, and what the report says about it. */
export interface Frozen {
  /** Budget fields that are emptied for everyone: read as absent. */
  readonly budgets: ReadonlySet<BudgetKey>;
  readonly issues: readonly Issue[];
}

/** `alleo_monthly_health_budget` for `monthly:health`: how the field is called in Personio. */
export function budgetAttribute(key: string): string {
  const [period, ...category] = key.split(':');
  return `alleo_${period}_${category.join(':')}_budget`;
}

/** As much of a name as tells which one it is. */
const shorten = (name: string) => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

/** More of them than this are not named: a report has its limits, too. */
const NAMED = 20;

/** Budget fields that cannot be read, for nobody (behaviour: "Budgets"). */
function findUnusable(listing: CompleteListing): readonly Issue[] {
  const unusable = [...listing.attributes.values()].filter((attribute) => attribute.unusable === true);
  return unusable.slice(0, NAMED).map(({ label }) => ({ code: 'BUDGET_FIELD_UNUSABLE', attribute: shorten(label) }));
}

/** Finds what vanished for everyone (behaviour: ATTRIBUTE_VANISHED). `onceReadable`: as kept in the directory. */
export function findFrozen(
  listing: CompleteListing,
  memory: TenantMemory,
  onceReadable: readonly string[],
  fingerprints: Fingerprints,
): Frozen {
  const vanished = onceReadable.filter(
    (name) => !listing.readable.has(name) && !listing.readable.has(canonicalKey(name)),
  );
  const budgets = new Set<BudgetKey>();
  for (const [key, filled] of countFilled(memory, fingerprints)) {
    const budgetKey = key as BudgetKey;
    if (filled < FILLED_BY_MANY || !listing.readable.has(key)) continue;
    // A leaver's row says nothing about the field: it may stand there filled for ever.
    const emptied = [...listing.employees.values()].every(
      (one) => one.status === 'inactive' || (one.budgets.get(budgetKey) ?? EMPTY) === EMPTY,
    );
    if (emptied) budgets.add(budgetKey);
  }
  const named = (name: string) => (isOptional(name) ? name : budgetAttribute(name));
  const gone = [...vanished, ...budgets].map((name) => ({ code: 'ATTRIBUTE_VANISHED', attribute: named(name) }));
  return { budgets, issues: [...gone, ...findUnusable(listing)] };
}
