import { type SendRequest, sendRequest } from '../shared/adapters/http/send-request.ts';
import { realSleep, type Sleep } from '../shared/adapters/retry.ts';
import type { Deadline } from '../shared/runtime/deadline.ts';

/** How an adapter sends and waits. What is left out is as in Lambda. */
interface Calls {
  readonly send?: SendRequest | undefined;
  readonly sleep?: Sleep | undefined;
}

/** The same calls and waits, none of which is begun near the deadline: there they throw `TransientError` NEAR_DEADLINE. */
export function withinDeadline(
  deadline: Deadline,
  operation: string,
  calls: Calls,
): { readonly send: SendRequest; readonly sleep: Sleep } {
  const { send = sendRequest, sleep = realSleep } = calls;
  return {
    async send(request, limits) {
      deadline.heed(operation);
      return send(request, limits);
    },
    async sleep(ms) {
      deadline.heed(operation, ms);
      await sleep(ms);
    },
  };
}
