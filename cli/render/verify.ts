import { DIFFERENCE_KINDS } from '../../shared/contracts/difference.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { DIFFERENCE_MEANING, NO_DIFFERENCE, sayCounts } from './difference.ts';
import { table, wrap } from './tables.ts';

/** Our own sentence, with the names of all fields. */
const MOST_OF_A_SENTENCE = 300;

type Shown = SupportAnswer<'verify'>['differences'][number];

export const differenceRow = ({ employeeId, name, text }: Shown): string[] => [
  oneLine(employeeId),
  oneLine(name ?? ''),
  oneLine(text, MOST_OF_A_SENTENCE),
];

/** Every difference by kind, person by person, and what to do about those that nobody else fixes. */
export function renderVerify({ tenantId, counts, differences }: SupportAnswer<'verify'>): string {
  const total = DIFFERENCE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  if (total === 0) return NO_DIFFERENCE;
  const blocks = DIFFERENCE_KINDS.flatMap((kind) => {
    const some = differences.filter((one) => one.kind === kind);
    if (some.length === 0) return [];
    return [
      `${wrap(`${kind} (${counts[kind]}): ${DIFFERENCE_MEANING[kind]}`, '  ')}\n${table(['Employee', 'Name', 'In Alleo'], some.map(differenceRow))}`,
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
