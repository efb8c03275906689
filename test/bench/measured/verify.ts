import { boundPair } from '../../../functions/support/bound-pair.ts';
import { createSupportHandler } from '../../../functions/support/create-handler.ts';
import { createClients } from '../../../shared/adapters/clients.ts';
import { createPairs } from '../../../shared/adapters/dynamodb/pairs.ts';
import { sendRequest } from '../../../shared/adapters/http/send-request.ts';
import { realSleep } from '../../../shared/adapters/retry.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { answerParent } from '../answer-parent.ts';
import { type Cost, measure } from './measure.ts';

/** One `verify`, by the function that answers it. */
export interface VerifyInput {
  readonly tenantId: string;
  readonly now: string;
  /** Within both sides' limits, and Personio's turns shared with other invocations of support; or as fast as it goes. */
  readonly paced: boolean;
}

export interface VerifyOutput extends Cost {
  readonly counts: SupportAnswer<'verify'>['counts'];
}

/** Requests wait for their turn as they do where support is not in one process with its simulators. */
function takeTurns(tenantId: string, clients: ReturnType<typeof createClients>) {
  const pairs = createPairs({ client: clients.dynamodb, tableName: process.env['TABLE_NAME'] ?? '' });
  const deps = { pairs, log: createLog('support-read', 'bench'), now: Date.now };
  const pair = { side: 'personio', tenantId, url: 'bench', id: 'client', secret: 'secret' } as const;
  return boundPair(deps, pair).takeTurns(sendRequest, realSleep);
}

answerParent(async ({ tenantId, now, paced }: VerifyInput): Promise<VerifyOutput> => {
  const clients = createClients();
  const handler = createSupportHandler({
    source: { ...process.env, SUPPORT_ROLE: 'read' },
    clients,
    clock: () => new Date(now),
    allowLoopback: true,
    personio: paced ? { send: takeTurns(tenantId, clients) } : { pacing: undefined },
    ...(!paced && { alleo: { pacing: undefined } }),
  });
  const event = { version: 1, caller: 'bench', request: { operation: 'verify', tenantId } };
  const { result, ...cost } = await measure(() => handler(event, { awsRequestId: 'bench' }));
  if (!result.ok) throw new Error(`verify is refused: ${result.problem.code}`);
  const { counts } = result.answer as SupportAnswer<'verify'>;
  return { ...cost, counts };
});
