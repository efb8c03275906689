import { createHandler } from '../../../functions/deliver/create-handler.ts';
import { createContext } from '../../../local/lambda-context.ts';
import { logLines } from '../../../local/telemetry.ts';
import { createClients } from '../../../shared/adapters/clients.ts';
import { createDirectory } from '../../../shared/adapters/dynamodb/directory.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { answerParent } from '../answer-parent.ts';
import { type Cost, measure } from './measure.ts';

/** One weekly look, by the message that asks for it. */
export interface WeeklyLookInput {
  readonly tenantId: string;
  readonly body: string;
  readonly paced: boolean;
}

export interface WeeklyLookOutput extends Cost {
  readonly counts: NonNullable<Tenant['verified']>['counts'] | undefined;
}

answerParent(async ({ tenantId, body, paced }: WeeklyLookInput): Promise<WeeklyLookOutput> => {
  const clients = createClients();
  const handler = createHandler({
    source: process.env,
    clients,
    // It warns of the one who is lost, which is meant.
    log: logLines(() => {}),
    alleo: { allowLoopback: true, ...(!paced && { pacing: undefined }) },
  });
  const attributes = { ApproximateReceiveCount: '1', MessageGroupId: tenantId };
  const event = { Records: [{ messageId: 'm', receiptHandle: 'bench', body, attributes }] };
  const { result, ...cost } = await measure(() => handler(event, createContext('deliver')));
  if (result.batchItemFailures.length > 0) throw new Error('the weekly look failed');
  const table = { client: clients.dynamodb, tableName: process.env['TABLE_NAME'] ?? '' };
  const tenant = await createDirectory(table).readTenant(tenantId);
  return { ...cost, counts: tenant?.verified?.counts };
});
