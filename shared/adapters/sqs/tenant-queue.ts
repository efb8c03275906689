import { sideBySide } from '../../core/ground/settle-all.ts';
import type { TenantQueuePort } from '../../core/ports/queues.ts';
import type { SendDeps } from './send-batches.ts';
import { cutBatches, sendBatch, writeBody } from './send-batches.ts';

/** Batches on their way at once: ten thousand tenants are a thousand calls. */
const AT_ONCE = 10;

/** `tenant-queue`: one message asks for one run; each tenant is a group of its own, so that batches may overtake. */
export function createTenantQueue(deps: SendDeps): TenantQueuePort {
  return {
    async sendTenantMessages(messages) {
      const fifo = messages.map(({ message, deduplicationId }) => ({
        groupId: message.tenantId,
        deduplicationId,
        body: writeBody(message),
      }));
      const left = await sideBySide(cutBatches(fifo), AT_ONCE, (batch) =>
        sendBatch(deps, { operation: 'send tenant messages' }, batch),
      );
      return { failed: left.flat().map(({ message, code }) => ({ tenantId: message.groupId, code })) };
    },
  };
}
