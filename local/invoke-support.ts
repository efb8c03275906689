import { randomUUID } from 'node:crypto';
import { createSupportHandler } from '../functions/support/create-handler.ts';
import { isLoopback } from '../shared/adapters/http/check-base-url.ts';
import type { SendRequest } from '../shared/adapters/http/send-request.ts';
import type { SupportEvent, SupportReply } from '../shared/contracts/support-operation.ts';
import { boundWaiting } from './bound-waiting.ts';
import type { Local } from './open-local.ts';
import { logToStandardError } from './telemetry.ts';

/** As long as a person waits for a real account, as in the deployed functions. */
const REAL_MS = 20_000;
/** A simulator on this machine that fails goes on failing. */
const SIMULATED_MS = 4_000;

const retryBudgetMs = (baseUrl: string) => (isLoopback(baseUrl) ? SIMULATED_MS : REAL_MS);

/** Stands in for the network and for time. */
export interface SupportTuning {
  readonly send?: SendRequest;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Does one support operation in this process, by the function that answers it when deployed. */
export function invokeSupport(local: Local, event: SupportEvent, tuning: SupportTuning = {}): Promise<SupportReply> {
  const { sleep = boundWaiting(REAL_MS).sleep, send } = tuning;
  const sending = send === undefined ? {} : { send };
  const handler = createSupportHandler({
    source: { ...local.env.support },
    clients: local.clients,
    clock: local.clock.now,
    log: logToStandardError(),
    sleep,
    allowLoopback: true,
    personio: { retryBudgetMs, ...sending },
    alleo: { retryBudgetMs, pacing: undefined, ...sending },
  });
  return handler(event, { awsRequestId: randomUUID() });
}
