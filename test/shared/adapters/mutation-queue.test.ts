import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudgetQueue, createMutationQueue } from '../../../shared/adapters/sqs/mutation-queue.ts';
import { writeBody } from '../../../shared/adapters/sqs/send-batches.ts';
import type { UserMutation } from '../../../shared/contracts/user-mutation.ts';
import { SEED } from '../../properties/seed.ts';

/** What SQS takes (API reference, SendMessage, "MessageBody"). */
const SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

describe('the body of a message', () => {
  it('is taken by SQS, and read as it was written, whatever text is in it', () => {
    const odd = fc.string({
      unit: fc.constantFrom('\uFFFE', '\uFFFF', '\uD83D', '\uDE00', '\0', '\u{1FFFE}', 'a', '\\'),
    });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => {
        const body = writeBody({ text });
        expect(body).toMatch(SQS);
        expect(JSON.parse(body)).toEqual({ text });
      }),
      { seed: SEED },
    );
  });
});

const REGISTRATION = '01KBCDEFGHJKMNPQRSTVWXYZ00';
const mutation = (id: string) => ({ id, subject: id, data: { registration: REGISTRATION } }) as UserMutation;
const MUTATIONS = Array.from({ length: 12 }, (_, n) => mutation(String(n + 1)));

/** A queue that takes no message about `refused`: by an entry of the answer, or for the whole call. */
function queue(refused: string, how: 'entry' | 'call', code = 'InvalidMessageContents') {
  const taken: string[] = [];
  const ids: (string | undefined)[] = [];
  let calls = 0;
  const send = async ({ input: { Entries = [] } }: SendMessageBatchCommand) => {
    calls += 1;
    const bad = Entries.filter(({ MessageBody = '' }) => JSON.parse(MessageBody).id === refused);
    if (how === 'call' && bad.length > 0) throw Object.assign(new Error('refused'), { name: code });
    const good = Entries.filter((entry) => !bad.includes(entry));
    ids.push(...Entries.map(({ MessageDeduplicationId }) => MessageDeduplicationId));
    taken.push(...good.map(({ MessageBody = '' }) => JSON.parse(MessageBody).id));
    return {
      Successful: good.map(({ Id }) => ({ Id })),
      Failed: bad.map(({ Id }) => ({ Id, Code: code, SenderFault: true })),
    };
  };
  const deps = { client: () => ({ send }) as unknown as SQSClient, queueUrl: 'http://queue', sleep: async () => {} };
  return { deps, taken, ids, calls: () => calls };
}

describe('the deduplication id of a message', () => {
  it('is the same for the same mutation, and cannot be worked out from what the person is granted', async () => {
    const { deps, ids } = queue('none', 'entry');
    await createMutationQueue(deps).sendMutations('acme', MUTATIONS.slice(0, 1));
    await createBudgetQueue(deps).sendBudgets('acme', MUTATIONS.slice(0, 1));
    // Whoever may only send does not know the registration: 80 random bits.
    expect(ids).toEqual([`1.${REGISTRATION}`, `1.${REGISTRATION}`]);
  });
});

describe('a message that SQS will never take', () => {
  it.each(['entry', 'call'] as const)('is given back, and takes no neighbour with it (refused by %s)', async (how) => {
    const { deps, taken } = queue('3', how);
    const refused = await createMutationQueue(deps).sendMutations('acme', MUTATIONS);
    expect(refused.map(({ id }) => id)).toEqual(['3']);
    expect(taken).toEqual(MUTATIONS.map(({ id }) => id).filter((id) => id !== '3'));
  });

  it('is not tried again', async () => {
    const { deps, calls } = queue('3', 'entry');
    await createMutationQueue(deps).sendMutations('acme', MUTATIONS);
    expect(calls()).toBe(2);
  });

  it('is no other refusal: a right that is missing stops the run', async () => {
    const { deps, calls } = queue('3', 'entry', 'KmsAccessDenied');
    await expect(createMutationQueue(deps).sendMutations('acme', MUTATIONS)).rejects.toMatchObject({
      code: 'SEND_FAILED',
    });
    expect(calls()).toBe(5);
  });

  it('is a defect where it is a budget that goes on', async () => {
    const { deps } = queue('3', 'entry');
    await expect(createBudgetQueue(deps).sendBudgets('acme', MUTATIONS)).rejects.toMatchObject({
      name: 'DefectError',
      code: 'MESSAGE_REFUSED',
    });
  });
});
