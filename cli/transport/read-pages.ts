import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { Problem } from '../problem.ts';

interface Paged {
  readonly nextFrom: number | null;
}

/** One page of an answer, its items from this index on. */
type Ask<T> = (from: number) => Promise<T>;

/** Every page of an answer as one. Throws on a page that does not lead on: nobody asks without end. */
async function readPages<T extends Paged>(ask: Ask<T>, join: (whole: T, next: T) => T): Promise<T> {
  let whole = await ask(0);
  while (whole.nextFrom !== null) {
    const from = whole.nextFrom;
    const next = await ask(from);
    if (next.nextFrom !== null && next.nextFrom <= from) throw new Error(`the page from ${from} on leads back`);
    whole = join(whole, next);
  }
  return whole;
}

/** Everybody of a plan. Throws `Problem` where the plan changed from page to page. */
export function readPreview(ask: Ask<SupportAnswer<'preview'>>): Promise<SupportAnswer<'preview'>> {
  return readPages(ask, (whole, next) => {
    if (next.digest !== whole.digest) {
      const message = 'Personio was changed while its people were read.';
      throw new Problem({ code: 'CHANGED_MEANWHILE', message, hint: 'Try again.', kind: 'failed' });
    }
    return {
      ...next,
      people: [...whole.people, ...next.people],
      issues: [...whole.issues, ...next.issues],
      names: { ...whole.names, ...next.names },
      values: { ...whole.values, ...next.values },
      namesInAlleo: { ...whole.namesInAlleo, ...next.namesInAlleo },
    };
  });
}

/** Everything that is wrong, held or open. */
export function readIssues(ask: Ask<SupportAnswer<'issues'>>): Promise<SupportAnswer<'issues'>> {
  return readPages(ask, (whole, next) => ({
    ...next,
    issues: [...whole.issues, ...next.issues],
    holds: [...whole.holds, ...next.holds],
    open: [...whole.open, ...next.open],
  }));
}

/** Every budget that was handed on. */
export function readBudgets(ask: Ask<SupportAnswer<'budgets'>>): Promise<SupportAnswer<'budgets'>> {
  return readPages(ask, (whole, next) => ({ ...next, budgets: [...whole.budgets, ...next.budgets] }));
}

/** Everybody who was changed on a day. */
export function readChanges(ask: Ask<SupportAnswer<'changes'>>): Promise<SupportAnswer<'changes'>> {
  return readPages(ask, (whole, next) => ({ ...next, changes: [...whole.changes, ...next.changes] }));
}
