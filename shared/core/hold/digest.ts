import type { Draft } from '../compare/draft.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { PlanEntry } from '../ground/memory.ts';

/** What is kept of a draft for approval. */
export function entryOf(draft: Draft): PlanEntry {
  return { employeeId: draft.employeeId, kind: draft.kind, fingerprint: draft.content };
}

/** One text per entry, to compare entries by. */
export function entryKey(entry: PlanEntry): string {
  return `${entry.employeeId} ${entry.kind} ${entry.fingerprint}`;
}

/**
 * The digest of a plan: over the sorted entries only; no date, run or sequence, so that the same mutations always give
 * the same digest (behaviour: "Digest"). Sixteen characters, keyed.
 */
export function digestOf(entries: readonly PlanEntry[], fingerprints: Fingerprints): string {
  const text = entries.map(entryKey).sort().join('\n');
  return Buffer.from(fingerprints.of('digest', text), 'base64url').toString('hex').slice(0, 16);
}

/** How a plan differs from the one that was approved; an entry of the same person and kind that says something else is `changed`. */
export interface PlanDifference {
  readonly added: readonly PlanEntry[];
  readonly removed: readonly PlanEntry[];
  readonly changed: readonly PlanEntry[];
}

/** Compares what was approved with what is planned now. */
export function diffPlans(approved: readonly PlanEntry[], now: readonly PlanEntry[]): PlanDifference {
  const who = (entry: PlanEntry) => `${entry.employeeId} ${entry.kind}`;
  const approvedKeys = new Set(approved.map(entryKey));
  const nowKeys = new Set(now.map(entryKey));
  const approvedWho = new Set(approved.map(who));
  const nowWho = new Set(now.map(who));
  const fresh = now.filter((entry) => !approvedKeys.has(entryKey(entry)));
  return {
    added: fresh.filter((entry) => !approvedWho.has(who(entry))),
    changed: fresh.filter((entry) => approvedWho.has(who(entry))),
    removed: approved.filter((entry) => !nowKeys.has(entryKey(entry)) && !nowWho.has(who(entry))),
  };
}
