import { createHash } from 'node:crypto';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { OpenItem } from '../../../shared/core/ground/memory.ts';
import { failed, type Refusal, wrongUsage } from '../refusal.ts';
import type { QueueName, SeenDeadLetter, SupportDeps } from '../support-deps.ts';
import { QUEUES } from '../support-deps.ts';
import { describeDeadLetter } from './dead-letters.ts';

type Request = Extract<SupportRequest, { operation: 'dead-letters-purge' }>;

interface Found {
  readonly queue: QueueName;
  readonly seen: SeenDeadLetter;
}

/** The one letter that is meant. Throws `Refusal` where none or several begin so. */
async function findLetter(deps: SupportDeps, given: string): Promise<Found> {
  const found: Found[] = [];
  for (const queue of QUEUES) {
    const { letters } = await deps.lookAtDeadLetters(queue, undefined);
    found.push(...letters.filter(({ id }) => id.startsWith(given)).map((seen) => ({ queue, seen })));
  }
  const [first, second] = found;
  if (second !== undefined)
    throw wrongUsage('LETTER_AMBIGUOUS', `Several letters begin with ${given}.`, 'Type more of it.');
  if (first === undefined) throw refuseUnknown(given);
  return first;
}

function refuseUnknown(given: string): Refusal {
  const hint =
    '`personio-sync dead-letters` lists them. It may be back in its queue, or be hidden for two minutes while somebody else looks; of one customer and queue at most ten are shown.';
  return failed('LETTER_UNKNOWN', `No dead letter with the id ${given} is shown. Nothing was taken away.`, hint);
}

/** What is remembered of the change that a letter carries, or of the one that took its place. */
async function findOpen(deps: SupportDeps, { tenantId, facts }: SeenDeadLetter): Promise<OpenItem | undefined> {
  if (facts?.of === undefined || facts.employeeId === null) return undefined;
  const { stream, sequence } = facts.of;
  const { open } = await deps.memory.readEmployee(tenantId, facts.employeeId);
  return open.find((one) => one.stream === stream && one.reservation.sequence >= sequence);
}

/** Who sends what is open, and when. */
async function sayWhen(deps: SupportDeps, tenantId: string): Promise<string | undefined> {
  const tenant = await deps.directory.readTenant(tenantId);
  if (tenant === undefined) return undefined;
  if (tenant.status === 'paused') return `the first run after \`personio-sync tenant resume ${tenantId}\``;
  return `the next daily run, or one that you ask for (\`personio-sync requeue ${tenantId}\`),`;
}

/** What becomes, without the letter, of what it was to do: nobody loses something without having read it. */
async function sayWhatRemains(deps: SupportDeps, { queue, seen }: Found): Promise<string> {
  const { tenantId, facts } = seen;
  if (facts === undefined)
    return 'Nobody can read it, so that nothing here knows what it was to do. What this product remembers is not touched, and its runs send what they find open.';
  const when = await sayWhen(deps, tenantId);
  if (when === undefined) return `There is no customer ${tenantId} any more: nobody sends it again.`;
  if (queue === 'alleo-budget-mutations')
    return `No run sends this budget again: it counts as handed on. Assign it in Alleo by hand before you take the letter away: it stays in the file of \`personio-sync budgets ${tenantId} --csv FILE\`.`;
  if (queue === 'tenant-queue') return `It asked for a run. Nothing of that is lost: ${when} does the same.`;
  if (facts.kind === 'verify') return 'It asked for the weekly look at Alleo, which comes again by itself.';
  if (deps.config.deliveryMode === 'queue')
    return `Alleo's own consumer did not take it, and nothing here knows whether Alleo has it by now. No run sends it again: \`personio-sync resend ${tenantId} ${facts.employeeId ?? '-'}\` sends the account and a monthly budget, and a one-off budget is assigned by hand.`;
  const open = await findOpen(deps, seen);
  if (open === undefined)
    return 'Nothing of it is open: it was applied, or Alleo got, or gets, something later in its place. No run sends it again.';
  const isSame = open.reservation.sequence === facts.of?.sequence;
  const what = isSame ? 'It stays open for this person' : 'A later change of this kind is open for this person';
  return `${what}: ${when} offers it again, or what Personio says of them by then.`;
}

const digestOf = (shown: object): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);

/**
 * One dead letter: what it is, and what becomes of it without. With the digest of exactly that it is taken away for good.
 */
export async function purgeDeadLetter(
  deps: SupportDeps,
  request: Request,
): Promise<SupportAnswer<'dead-letters-purge'>> {
  const found = await findLetter(deps, request.letter);
  const { queue, seen } = found;
  const letter = await describeDeadLetter(deps, queue, seen);
  const note = await sayWhatRemains(deps, found);
  // Each look counts as handing out: that is no change.
  const digest = digestOf({ ...letter, handedOut: 0, note });
  if (request.digest === undefined) return { letter, note, digest, purged: false };
  if (request.digest !== digest) {
    const hint = `\`personio-sync dead-letters purge ${letter.id}\` shows it as it is now, with its digest.`;
    throw failed(
      'DIGEST_CHANGED',
      'The letter, or what becomes of it, is not as it was shown. Nothing was taken away.',
      hint,
    );
  }
  if (!(await deps.purgeDeadLetter(queue, letter.id))) throw refuseUnknown(letter.id);
  return { letter, note, digest, purged: true };
}
