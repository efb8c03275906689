import type { DifferenceCounts, DifferenceKind } from '../../shared/contracts/difference.ts';
import { DIFFERENCE_KINDS } from '../../shared/contracts/difference.ts';

export const DIFFERENCE_MEANING: { readonly [K in DifferenceKind]: string } = {
  lost: 'what was applied is not in Alleo: who has access is another',
  waits: 'a message that is open, the next run or an approval makes it so',
  edited: 'edited in Alleo by hand: stays until the person changes in Personio',
  unknown: 'active accounts that carry an id of ours and are not of this sync',
};

export const NO_DIFFERENCE =
  'Alleo has what the rules want, for everybody. Budgets cannot be compared: Alleo shows none.';

export const NOBODY_LOST = 'Nobody is lost: everybody has the access in Alleo that was applied.';

/** The counts in one line: `1 lost, 0 waits, 2 edited, 0 unknown`. */
export const sayCounts = (counts: DifferenceCounts): string =>
  DIFFERENCE_KINDS.map((kind) => `${counts[kind]} ${kind}`).join(', ');
