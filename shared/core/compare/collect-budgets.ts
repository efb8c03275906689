import type { HoldCode } from '../../contracts/codes/reasons.ts';
import type { Policies } from '../../contracts/policies.ts';
import type { Issue } from '../../contracts/run-report.ts';
import type { Reading } from '../ground/employee.ts';
import { ABSENT, EMPTY } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { BudgetMemory, GrantNumbers, Reservation } from '../ground/memory.ts';
import type { Cents } from '../ground/money.ts';
import { parseMoney } from '../ground/money.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { categoryOfKey, grantStream } from '../ground/streams.ts';
import { budgetAttribute } from '../read/gates.ts';
import type { Draft } from './draft.ts';
import { budgetContent } from './draft.ts';

/** What budgets depend on beside the person. */
export interface BudgetContext {
  readonly today: string;
  readonly policies: Policies;
  readonly fingerprints: Fingerprints;
  /** Fields emptied for everyone: read as absent. */
  readonly frozen: ReadonlySet<BudgetKey>;
  /** What this person was granted before they were forgotten: the last number per category. */
  readonly pastGrants?: GrantNumbers | undefined;
  /** The other id under which the same human being was granted an amount of this field, or may have been. */
  readonly grantedUnder?: ((key: BudgetKey) => string | undefined) | undefined;
  /** The day of the last run that read a complete listing before this one; none yet where it is left out. */
  readonly lastCompleteOn?: string | undefined;
}

/** What one person's budget fields lead to. */
export interface BudgetOutcome {
  readonly drafts: readonly Draft[];
  readonly issues: readonly Issue[];
  /** Changed marks of one-off fields (`emptySince`), by budget key; `undefined` where nothing changes. */
  readonly marks: ReadonlyMap<BudgetKey, BudgetMemory>;
}

/** Collects one person's outcome. */
export interface Collector {
  readonly employeeId: string;
  readonly drafts: Draft[];
  readonly issues: Issue[];
  readonly marks: Map<BudgetKey, BudgetMemory>;
}

/** A budget field's reading as an amount: `undefined` where there is none, `invalid` where there is nonsense. */
export function amountOf(reading: Reading): Cents | 'invalid' | undefined {
  if (reading === ABSENT || reading === EMPTY) return undefined;
  if (typeof reading !== 'string') return 'invalid';
  return parseMoney(reading) ?? 'invalid';
}

export function addIssue(collector: Collector, code: string, key: BudgetKey, otherId?: string): void {
  const { employeeId } = collector;
  const other = otherId === undefined ? {} : { otherId };
  collector.issues.push({ employeeId, code, attribute: budgetAttribute(key), ...other });
}

interface Wanted {
  readonly key: BudgetKey;
  readonly cents: Cents;
  readonly grant?: number;
  readonly reserved?: Reservation | undefined;
  readonly hold?: HoldCode | undefined;
  readonly otherId?: string | undefined;
}

export function addDraft(collector: Collector, wanted: Wanted, fingerprints: Fingerprints): void {
  const { key, cents, grant, reserved, hold, otherId } = wanted;
  const category = categoryOfKey(key);
  const budget = { key, category, cents, ...(grant === undefined ? {} : { grant }) };
  const content = budgetContent(budget, fingerprints);
  const common = { employeeId: collector.employeeId, reason: 'EMPLOYED', changed: [], content, budget };
  const draft: Draft =
    grant === undefined
      ? { ...common, kind: 'set-monthly-budget', stream: key }
      : { ...common, kind: 'grant-one-off-budget', stream: grantStream(category, grant) };
  if (reserved !== undefined && reserved.content === content) {
    collector.drafts.push({ ...draft, repeat: reserved });
    return;
  }
  if (hold !== undefined) addIssue(collector, hold, key, otherId);
  const other = otherId === undefined ? {} : { otherId };
  collector.drafts.push(hold === undefined ? draft : { ...draft, hold, ...other });
}
