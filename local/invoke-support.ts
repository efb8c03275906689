import { randomUUID } from 'node:crypto';
import { createSupportHandler } from '../functions/support/create-handler.ts';
import type { SupportEvent, SupportReply } from '../shared/contracts/support-operation.ts';
import type { Local } from './open-local.ts';
import { logToStandardError } from './telemetry.ts';

/** How long one client may wait after failures: somebody sits at the terminal. */
const RETRY_BUDGET_MS = 4_000;

/** Does one support operation in this process, by the function that answers it when deployed. */
export function invokeSupport(local: Local, event: SupportEvent): Promise<SupportReply> {
  const handler = createSupportHandler({
    source: { ...local.env.support },
    clients: local.clients,
    clock: local.clock.now,
    log: logToStandardError(),
    sleep: local.waiting.sleep,
    allowLoopback: true,
    personio: { retryBudgetMs: RETRY_BUDGET_MS },
    alleo: { retryBudgetMs: RETRY_BUDGET_MS, pacing: undefined },
  });
  return handler(event, { awsRequestId: randomUUID() });
}
