import type { DifferenceCounts, DifferenceKind } from '../../shared/contracts/difference.ts';
import { DIFFERENCE_KINDS } from '../../shared/contracts/difference.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { table, wrap } from './tables.ts';

type Shown = SupportAnswer<'verify'>['differences'][number];

const MEANING: { readonly [K in DifferenceKind]: string } = {
  lost: 'what was applied is not in Alleo: who has access is another',
  waits: 'a message that is open, the next run or an approval makes it so',
  edited: 'edited in Alleo by hand: stays until the person changes in Personio',
  unknown: 'active accounts that carry an id of ours and are not of this sync',
};

/** The counts in one line: `1 lost, 0 waits, 2 edited, 0 unknown`. */
export const sayCounts = (counts: DifferenceCounts): string =>
  DIFFERENCE_KINDS.map((kind) => `${counts[kind]} ${kind}`).join(', ');

export const differenceRow = ({ employeeId, name, text }: Shown): string[] => [
  oneLine(employeeId),
  oneLine(name ?? ''),
  oneLine(text),
];

/** Every difference by kind, person by person, and what to do about those that nobody else mends. */
export function renderVerify({ tenantId, counts, differences }: SupportAnswer<'verify'>): string {
  const total = DIFFERENCE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  if (total === 0) return 'Alleo has what the rules want, for everybody. Budgets cannot be compared: Alleo shows none.';
  const blocks = DIFFERENCE_KINDS.flatMap((kind) => {
    const some = differences.filter((one) => one.kind === kind);
    if (some.length === 0) return [];
    return [
      `${wrap(`${kind} (${counts[kind]}): ${MEANING[kind]}`, '  ')}\n${table(['Employee', 'Name', 'In Alleo'], some.map(differenceRow))}`,
    ];
  });
  const more = differences.length < total ? [`${total - differences.length} more are not shown.`] : [];
  const next = counts.lost === 0 ? [] : [`To send those that are lost again: personio-sync resend ${tenantId} --lost`];
  return [
    `${total} ${total === 1 ? 'difference' : 'differences'}: ${sayCounts(counts)}`,
    ...blocks,
    ...more,
    ...next,
  ].join('\n\n');
}
