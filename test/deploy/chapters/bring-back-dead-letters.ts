import { ask } from '../command.ts';
import { findMapping, switchMapping } from '../consumers.ts';
import { accountOf, CUSTOMER } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, expectThat, tellSeen, waitFor } from '../progress.ts';
import {
  countMessages,
  DEAD_MUTATIONS,
  failToHandle,
  MUTATIONS,
  readRedrivePolicy,
  sendBody,
  waitForMessages,
} from '../queues.ts';
import { requeue } from '../runs.ts';

/** A message that nobody can read becomes a dead letter alone; its neighbour in the same group goes through. */
async function sendNonsense(lab: Lab): Promise<void> {
  await sendBody(lab, MUTATIONS, '{"data":"not a mutation"}');
  lab.world.accountOf(CUSTOMER).change(103, { lastName: 'van Smit' });
  await requeue(lab);
  await waitForMessages(lab, DEAD_MUTATIONS, 1);
  await waitFor('the neighbour in Alleo', 120, () => accountOf(lab, 103)?.last_name === 'van Smit' || undefined);
  tellSeen('a malformed message is a dead letter alone, its neighbour in the group arrived');
  const { malformed, moved } = await ask(lab, 'redrive', ['redrive']);
  expectSame('redrive', [malformed, moved.reduce((sum, one) => sum + one.count, 0)], [1, 0]);
  tellSeen('redrive leaves it where it is, and says so');
  const { letters } = await ask(lab, 'dead-letters', ['dead-letters']);
  const id = letters[0]?.id ?? '';
  const { digest } = await ask(lab, 'dead-letters-purge', ['dead-letters', 'purge', id]);
  await ask(lab, 'dead-letters-purge', ['dead-letters', 'purge', id, '--digest', digest]);
  expectSame('dead letters after the purge', await countMessages(lab, DEAD_MUTATIONS), 0);
  tellSeen('it is taken away by its id and digest');
}

/** A real mutation that its consumer fails at too often. */
async function letMutationDie(lab: Lab): Promise<void> {
  const { maxReceiveCount } = await readRedrivePolicy(lab, MUTATIONS);
  const mapping = await findMapping(lab, 'deliver');
  expectSame('partial batches', mapping.FunctionResponseTypes, ['ReportBatchItemFailures']);
  await switchMapping(lab, mapping, false);
  lab.world.accountOf(CUSTOMER).change(104, { lastName: 'Mulder-Bos' });
  await requeue(lab);
  await waitForMessages(lab, MUTATIONS, 1);
  await failToHandle(lab, MUTATIONS, maxReceiveCount);
  expectSame('dead letters before the last try', await countMessages(lab, DEAD_MUTATIONS), 0);
  await failToHandle(lab, MUTATIONS, 1);
  await waitForMessages(lab, DEAD_MUTATIONS, 1);
  await switchMapping(lab, mapping, true);
  tellSeen(`a mutation that was received ${maxReceiveCount} times in vain is among the dead letters`);
}

export async function bringBackDeadLetters(lab: Lab): Promise<void> {
  await sendNonsense(lab);
  await letMutationDie(lab);
  expectThat(accountOf(lab, 104)?.last_name === 'Mulder', 'The dead letter had arrived all the same.');
  const { moved } = await ask(lab, 'redrive', ['redrive', CUSTOMER.id]);
  const back = moved.filter((one) => one.count > 0);
  expectSame('redrive', back, [{ queue: 'alleo-user-mutations', count: 1 }]);
  await waitFor('the mutation in Alleo', 120, () => accountOf(lab, 104)?.last_name === 'Mulder-Bos' || undefined);
  expectSame('dead letters', await countMessages(lab, DEAD_MUTATIONS), 0);
  tellSeen('redrive brought it back, and it arrived in Alleo');
}
