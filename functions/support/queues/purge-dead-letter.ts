import { createHash } from 'node:crypto';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
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
function sayWhen({ id, status }: Tenant): string {
  if (status === 'paused') return `the first run after \`personio-sync tenant resume ${id}\``;
  if (status === 'pending')
    return `the first run, once its plan is approved (\`personio-sync preview ${id}\` shows it),`;
  return `the next daily run, or one that you ask for (\`personio-sync requeue ${id}\`),`;
}

/** Of a letter from before its customer was removed and added again. */
const sayOutdated = (queue: QueueName, { id }: Tenant): string =>
  queue === 'alleo-budget-mutations'
    ? `It was handed on before ${id} was removed and added again: no run sends it, and no file of \`personio-sync budgets\` shows it. Look in Alleo whether it was assigned before you take the letter away.`
    : `It is from before ${id} was removed and added again: brought back, it is dropped. What is to be done now, runs of now do.`;

/** What becomes, without the letter, of what it was to do: nobody loses something without having read it. */
async function sayWhatRemains(deps: SupportDeps, { queue, seen }: Found): Promise<string> {
  const { tenantId, facts } = seen;
  if (facts === undefined)
    return 'Nobody can read it, so that nothing here knows what it was to do. What this product remembers is not touched, and its runs send what they find open.';
  const tenant = await deps.directory.readTenant(tenantId);
  if (tenant === undefined) return `There is no customer ${tenantId} any more: nobody sends it again.`;
  if (tenant.registration !== facts.registration) return sayOutdated(queue, tenant);
  const when = sayWhen(tenant);
  if (queue === 'alleo-budget-mutations')
    return `No run sends this budget again: it counts as handed on. Assign it in Alleo by hand before you take the letter away: it stays in the file of \`personio-sync budgets ${tenantId} --csv FILE\`.`;
  if (queue === 'tenant-queue') return `It asked for a run. Nothing of that is lost: ${when} does the same.`;
  if (facts.kind === 'verify') return 'It asked for the weekly look at Alleo, which comes again by itself.';
  if (deps.config.deliveryMode === 'queue')
    return `Alleo's own consumer did not take it, and nothing here knows whether Alleo has it by now. No run sends it again: \`personio-sync resend ${tenantId} ${facts.employeeId ?? '-'}\` sends the account and a monthly budget, and a one-off budget is assigned by hand.`;
  const open = await findOpen(deps, seen);
  if (open === undefined)
    return 'Nothing of it is open: it was applied, something later took its place, or this product never wrote it. No run sends it again.';
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
