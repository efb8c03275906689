import { createHandler } from '../../../functions/deliver/create-handler.ts';
import { createContext } from '../../../local/lambda-context.ts';
import { answerParent } from '../answer-parent.ts';
import { type Cost, measure } from './measure.ts';

/** Deliveries of one tenant, in the order of its group, in batches of ten as Lambda receives them. */
export interface DeliverInput {
  readonly tenantId: string;
  readonly bodies: readonly string[];
  /** Within Alleo's limit, or as fast as it goes. */
  readonly paced: boolean;
}

const BATCH = 10;

answerParent(async ({ tenantId, bodies, paced }: DeliverInput): Promise<Cost> => {
  const handler = createHandler({
    source: process.env,
    alleo: { allowLoopback: true, ...(!paced && { pacing: undefined }) },
  });
  const attributes = { ApproximateReceiveCount: '1', MessageGroupId: tenantId };
  const { result: _, ...cost } = await measure(async () => {
    for (let from = 0; from < bodies.length; from += BATCH) {
      const batch = bodies.slice(from, from + BATCH);
      const records = batch.map((body, n) => ({ messageId: `m${from + n}`, receiptHandle: 'bench', body, attributes }));
      const answer = await handler({ Records: records }, createContext('deliver'));
      if (answer.batchItemFailures.length > 0) throw new Error('a delivery failed');
    }
  });
  return cost;
});
