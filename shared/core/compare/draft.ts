import type { HoldCode } from '../../contracts/codes/reasons.ts';
import type { MutationKind } from '../../contracts/mutation-kind.ts';
import { MUTATION_KINDS } from '../../contracts/mutation-kind.ts';
import type { Profile } from '../../contracts/user-mutation.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { OpenItem, Reservation } from '../ground/memory.ts';
import type { Cents } from '../ground/money.ts';
import { formatMoney } from '../ground/money.ts';
import type { BudgetKey, Stream } from '../ground/streams.ts';
import type { Pass } from './pass.ts';

/** A budget as a mutation says it. */
export interface DraftBudget {
  readonly key: BudgetKey;
  readonly category: string;
  readonly cents: Cents;
  /** One-off only. */
  readonly grant?: number;
}

/** A mutation that a run would emit, before limits. */
export interface Draft {
  readonly employeeId: string;
  readonly kind: MutationKind;
  readonly stream: Stream;
  readonly reason: string;
  /** Profile fields that differ from what was last sent. */
  readonly changed: readonly string[];
  /** Keyed fingerprint of what it says; with id and kind the entry of the digest. */
  readonly content: string;
  /** For `activate` and `update`. */
  readonly profile?: Profile;
  /** For budgets. */
  readonly budget?: DraftBudget;
  /** Sent before, perhaps: the identical message goes out again, outside limits and digest. */
  readonly repeat?: Reservation;
  /** Confirmed, but still open at deliver: offered again, outside limits and digest. */
  readonly reoffer?: OpenItem;
  /** A reason of this person's own to hold it, before the limits of the whole plan. */
  readonly hold?: HoldCode;
  /** The person's first mutation under a new id: what passes to it from the old one. */
  readonly pass?: Pass;
  /** The id under which the same human being was granted this before, or may have been. */
  readonly otherId?: string;
  /** The person's last draft in the order of emission stores this as `settled`. */
  readonly settles?: string;
}

const KIND_ORDER = new Map<MutationKind, number>(MUTATION_KINDS.map((kind, index) => [kind, index]));

/** Zero comes first: where Alleo knows one monthly budget per person, clearing the old one may not undo the new one. */
const clears = ({ budget }: Draft) => (budget?.cents === 0n ? 0 : 1);

/** The order of emission: deactivate, update, activate, budgets; within a kind by employee id, then stream. */
export function compareDrafts(a: Draft, b: Draft): number {
  return (
    (KIND_ORDER.get(a.kind) ?? 0) - (KIND_ORDER.get(b.kind) ?? 0) ||
    compareText(a.employeeId, b.employeeId) ||
    clears(a) - clears(b) ||
    compareText(a.stream, b.stream)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keyed fingerprint of what a budget message says. */
export function budgetContent(budget: DraftBudget, fingerprints: Fingerprints): string {
  return fingerprints.of('budget', `${budget.key} ${budget.grant ?? 0} ${formatMoney(budget.cents)}`);
}

/** Keyed fingerprint of what a deactivation says: nothing but that. */
export function deactivateContent(fingerprints: Fingerprints): string {
  return fingerprints.of('deactivate', '');
}
