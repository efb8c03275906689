import { codeInfo } from '../../../shared/contracts/codes/codes.ts';
import type { Difference } from '../../../shared/core/accounts/compare-accounts.ts';

const sayWaiting = (code: string | undefined): string =>
  code === undefined
    ? 'A message that is on its way, or the next run, makes it so.'
    : `Waits: ${code}: ${codeInfo(code)?.text.en ?? 'no more is known of it.'}`;

/** One difference as a sentence: what `verify` and `explain` say of an account. No value of a field. */
export function sayDifference({ kind, employeeId, access, fields, code, account }: Difference): string {
  if (kind === 'waits') return sayWaiting(code);
  if (account === undefined) return 'Should be active, but has no account in Alleo.';
  if (kind === 'unknown')
    return `Account ${account.id} is active and carries the id ${employeeId}, but was neither made nor taken over by this sync.`;
  const edited = `It differs from what was sent in: ${fields.join(', ')}.`;
  if (kind === 'edited') return `Account ${account.id} was edited in Alleo. ${edited}`;
  const lost =
    access === 'active'
      ? `Account ${account.id} is active, but should not be.`
      : `Account ${account.id} is not active, but should be.`;
  return fields.length === 0 ? lost : `${lost} ${edited}`;
}
