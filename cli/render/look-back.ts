import { inWords } from '../../shared/contracts/codes/codes.ts';
import type { DeadLetter } from '../../shared/contracts/support/queues.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { table, wrap } from './tables.ts';

const sayMinute = (instant: string) => instant.slice(0, 16).replace('T', ' ');

/** Who did what, a line each. */
export function renderAudit({ entries }: SupportAnswer<'audit'>): string {
  if (entries.length === 0) return 'Nothing was done.';
  const rows = entries.map(({ at, who, what, result }) => [sayMinute(at), who, what, result]);
  return table(['When (UTC)', 'Who', 'What', 'Result'], rows);
}

/** Why a message could not be handled, as far as it is known here. */
function sayWhy({ code, faults }: DeadLetter): string {
  if (faults.length > 0) return `cannot be read: ${faults.join(', ')}`;
  return code === null ? 'not noted here: mostly because the other side did not answer' : inWords(code);
}

/** So much of a letter's id tells it from all others, as a rule. */
const SHORT = 8;

/** What lies among the dead letters, a line each, and how many there are of everybody. */
export function renderDeadLetters({ letters, queues }: SupportAnswer<'dead-letters'>): string {
  const all = queues.reduce((sum, { count }) => sum + count, 0);
  if (letters.length === 0 && all === 0) return 'No dead letters.';
  const rows = letters.map((one) => [
    one.id.slice(0, SHORT),
    one.tenantId,
    one.kind ?? '?',
    one.employeeId ?? '',
    sayMinute(one.since),
    sayWhy(one),
  ]);
  const counted = queues.filter(({ count }) => count > 0).map(({ queue, count }) => `${count} in ${queue}`);
  return [
    ...(letters.length === 0 ? [] : [table(['Letter', 'Customer', 'What', 'Person', 'Since (UTC)', 'Why'], rows), '']),
    wrap(
      `In all, of every customer: ${counted.join(', ')}. At most ten of one customer and queue are shown at a time.`,
    ),
    wrap(
      'Next: `personio-sync redrive`, once Personio and Alleo answer. What comes back here is for an engineer, to whom the log says why. One that nobody can handle: `personio-sync dead-letters purge LETTER` shows what would be lost by taking it away.',
    ),
  ].join('\n');
}

/** One letter, what becomes of it without, and how to take it away; or that it is gone. */
export function renderPurge({ letter, note, digest, purged }: SupportAnswer<'dead-letters-purge'>): string {
  const who = letter.employeeId === null ? [] : [`  person: ${letter.employeeId}`];
  const facts = [
    `Letter ${letter.id}, in ${letter.queue}`,
    `  customer: ${letter.tenantId}`,
    `  what: ${letter.kind ?? 'cannot be read'}`,
    ...who,
    `  since: ${sayMinute(letter.since)} UTC`,
    wrap(`  why: ${sayWhy(letter)}`, '    '),
    wrap(`  without it: ${note}`, '    '),
  ];
  const next = purged
    ? 'Taken away for good.'
    : `To take away exactly this one, for good: personio-sync dead-letters purge ${letter.id} --digest ${digest}`;
  return [...facts, next].join('\n');
}
