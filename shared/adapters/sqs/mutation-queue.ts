import type { UserMutation } from '../../contracts/user-mutation.ts';
import { DefectError, TransientError } from '../../core/ground/errors.ts';
import type { BudgetQueuePort, MutationQueuePort, VerifyQueuePort } from '../../core/ports/queues.ts';
import type { FifoMessage, SendDeps } from './send-batches.ts';
import { cutBatches, isRefused, sendBatch, writeBody } from './send-batches.ts';

export interface MutationQueueDeps extends SendDeps {
  /**
   * What the queue takes for the same message within five minutes.
   * @default the mutation's id and its registration: of a grant anybody can work out the id, and who may only send could
   * keep it out of the queue by a message under the same one
   */
  readonly deduplicationOf?: (mutation: UserMutation) => string;
}

async function sendInOrder(
  deps: MutationQueueDeps,
  operation: string,
  tenantId: string,
  mutations: readonly UserMutation[],
): Promise<readonly UserMutation[]> {
  const { deduplicationOf = ({ id, data }) => `${id}.${data.registration}` } = deps;
  const carried = new Map<FifoMessage, UserMutation>();
  for (const mutation of mutations) {
    const deduplicationId = deduplicationOf(mutation);
    carried.set({ groupId: tenantId, deduplicationId, body: writeBody(mutation) }, mutation);
  }
  const facts = { operation, tenantId };
  const refused: UserMutation[] = [];
  for (const batch of cutBatches([...carried.keys()])) {
    const failed = await sendBatch(deps, facts, batch);
    const first = failed.find((one) => !isRefused(one));
    if (first !== undefined) {
      throw new TransientError({ ...facts, code: 'SEND_FAILED' }, `the queue did not take a message: ${first.code}`);
    }
    for (const { message } of failed) refused.push(...[carried.get(message)].filter((one) => one !== undefined));
  }
  return refused;
}

/** `alleo-user-mutations`: one group per tenant; the same mutation twice is one message. */
export function createMutationQueue(deps: MutationQueueDeps): MutationQueuePort {
  return { sendMutations: (tenantId, mutations) => sendInOrder(deps, 'send mutations', tenantId, mutations) };
}

/** `alleo-user-mutations` in delivery mode `customer-api`, where deliver reads it. */
export function createVerifyQueue(deps: SendDeps): VerifyQueuePort {
  return {
    async sendVerify(message) {
      const { id, tenantid: tenantId } = message;
      const facts = { operation: 'send verify message', tenantId };
      const [failed] = await sendBatch(deps, facts, [
        { groupId: tenantId, deduplicationId: id, body: writeBody(message) },
      ]);
      if (failed === undefined) return;
      throw new TransientError({ ...facts, code: 'SEND_FAILED' }, `the queue did not take a message: ${failed.code}`);
    },
  };
}

/** `alleo-budget-mutations`: the same, for budgets that the Customer API has no call for. */
export function createBudgetQueue(deps: SendDeps): BudgetQueuePort {
  return {
    async sendBudgets(tenantId, mutations) {
      const operation = 'send budgets';
      const refused = await sendInOrder(deps, operation, tenantId, mutations);
      if (refused.length === 0) return;
      throw new DefectError({ operation, tenantId, code: 'MESSAGE_REFUSED' }, 'the queue will not take a budget');
    },
  };
}
