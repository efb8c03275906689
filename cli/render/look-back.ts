import type { DeadLetter } from '../../shared/contracts/support/queues.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { inWords, table, wrap } from './tables.ts';

/** Who did what, a line each. */
export function renderAudit({ entries }: SupportAnswer<'audit'>): string {
  if (entries.length === 0) return 'Nothing was done.';
  const rows = entries.map(({ at, who, what, result }) => [at.slice(0, 16).replace('T', ' '), who, what, result]);
  return table(['When (UTC)', 'Who', 'What', 'Result'], rows);
}

/** Why a message could not be handled, as far as it is known here. */
function sayWhy({ code, faults }: DeadLetter): string {
  if (faults.length > 0) return `cannot be read: ${faults.join(', ')}`;
  return code === null ? 'not noted here: mostly because the other side did not answer' : inWords(code);
}

/** What lies among the dead letters, a line each, and how many there are of everybody. */
export function renderDeadLetters({ letters, queues }: SupportAnswer<'dead-letters'>): string {
  const all = queues.reduce((sum, { count }) => sum + count, 0);
  if (letters.length === 0 && all === 0) return 'No dead letters.';
  const rows = letters.map((one) => [
    one.tenantId,
    one.kind ?? '?',
    one.employeeId ?? '',
    one.since.slice(0, 16).replace('T', ' '),
    sayWhy(one),
  ]);
  const counted = queues.filter(({ count }) => count > 0).map(({ queue, count }) => `${count} in ${queue}`);
  return [
    ...(letters.length === 0 ? [] : [table(['Customer', 'What', 'Person', 'Since (UTC)', 'Why'], rows), '']),
    wrap(
      `In all, of every customer: ${counted.join(', ')}. At most ten of one customer and queue are shown at a time.`,
    ),
    wrap(
      'Next: `personio-sync redrive`, once Personio and Alleo answer. What comes back here is for an engineer, to whom the log says why.',
    ),
  ].join('\n');
}
