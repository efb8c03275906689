import type { UserMutation } from '../../contracts/user-mutation.ts';
import { TransientError } from '../../core/ground/errors.ts';
import type { BudgetQueuePort, MutationQueuePort } from '../../core/ports/queues.ts';
import type { SendDeps } from './send-batches.ts';
import { cutBatches, sendBatch } from './send-batches.ts';

export interface MutationQueueDeps extends SendDeps {
  /**
   * What the queue takes for the same message within five minutes.
   * @default the mutation's id
   */
  readonly deduplicationOf?: (mutation: UserMutation) => string;
}

async function sendInOrder(
  deps: MutationQueueDeps,
  operation: string,
  tenantId: string,
  mutations: readonly UserMutation[],
): Promise<void> {
  const { deduplicationOf = ({ id }) => id } = deps;
  const messages = mutations.map((mutation) => ({
    groupId: tenantId,
    deduplicationId: deduplicationOf(mutation),
    body: JSON.stringify(mutation),
  }));
  const facts = { operation, tenantId };
  for (const batch of cutBatches(messages)) {
    const [first] = await sendBatch(deps, facts, batch);
    if (first !== undefined) {
      throw new TransientError({ ...facts, code: 'SEND_FAILED' }, `the queue did not take a message: ${first.code}`);
    }
  }
}

/** `alleo-user-mutations`: one group per tenant, the mutation's id de-duplicates. */
export function createMutationQueue(deps: MutationQueueDeps): MutationQueuePort {
  return { sendMutations: (tenantId, mutations) => sendInOrder(deps, 'send mutations', tenantId, mutations) };
}

/** `alleo-budget-mutations`: the same, for budgets that the Customer API has no call for. */
export function createBudgetQueue(deps: SendDeps): BudgetQueuePort {
  return { sendBudgets: (tenantId, mutations) => sendInOrder(deps, 'send budgets', tenantId, mutations) };
}
