import type { TenantMessage } from '../../contracts/tenant-message.ts';
import type { UserMutation } from '../../contracts/user-mutation.ts';
import type { VerifyMessage } from '../../contracts/verify-message.ts';

export interface TenantQueuePort {
  /** Sends to the tenant's group. `deduplicationId` as given: the schedule's time, or a fresh one for a re-queue. */
  sendTenantMessages(
    messages: readonly { readonly message: TenantMessage; readonly deduplicationId: string }[],
  ): Promise<{ readonly failed: readonly { readonly tenantId: string; readonly code: string }[] }>;
}

export interface MutationQueuePort {
  /**
   * Sends in the given order, in batches of ten, one after the other, into the tenant's group; an unprocessed entry is
   * sent again before anything after it. Gives those that the queue will never take, whose neighbours are sent. Throws
   * `TransientError` SEND_FAILED.
   */
  sendMutations(tenantId: string, mutations: readonly UserMutation[]): Promise<readonly UserMutation[]>;
}

/** The mutations' queue once more, for what only deliver reads. */
export interface VerifyQueuePort {
  /** Into the tenant's group, behind all that was sent before. Throws `TransientError` SEND_FAILED. */
  sendVerify(message: VerifyMessage): Promise<void>;
}

export interface BudgetQueuePort {
  sendBudgets(tenantId: string, mutations: readonly UserMutation[]): Promise<void>;
}

/** What a consumer does to a message beside acknowledging it. */
export interface MessageControlPort {
  /** When a message that is returned becomes visible again. */
  setVisibility(receiptHandle: string, seconds: number): Promise<void>;
  /** Puts a message that nobody can handle among the dead letters, as it came. */
  sendToDeadLetters(message: {
    readonly body: string;
    readonly groupId: string;
    readonly messageId: string;
  }): Promise<void>;
}
