import { settleAll } from '../../core/ground/settle-all.ts';
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
      const batches = cutBatches(fifo);
      const failed: { tenantId: string; code: string }[] = [];
      const worker = async () => {
        for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
          const left = await sendBatch(deps, { operation: 'send tenant messages' }, batch);
          failed.push(...left.map(({ message, code }) => ({ tenantId: message.groupId, code })));
        }
      };
      await settleAll(Array.from({ length: AT_ONCE }, worker));
      return { failed };
    },
  };
}
