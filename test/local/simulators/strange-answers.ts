import { refusal } from '../../../local/simulators/alleo/answers.ts';
import type { AlleoEmployee } from '../../../local/simulators/alleo/employee.ts';
import type { ScriptAnswer, SimulatedResponse } from '../../../local/simulators/http-exchange.ts';
import { alterJson } from './script-answers.ts';

interface Page {
  readonly data: readonly AlleoEmployee[];
  readonly count: number;
}

/** Alleo's own 429. */
export function rateLimited(retryAfterSeconds: number): SimulatedResponse {
  return refusal(429, 'Rate limit exceeded', { 'retry-after': String(retryAfterSeconds) });
}

/** A page of accounts from which one moved to another page while the list was read: `count` still counts it. */
export function leaveOneOut(): ScriptAnswer {
  return alterJson<Page>(({ data, count }) => ({ data: data.slice(1), count }));
}

/** A page that counts one account more than the pages before it. */
export function countOneMore(): ScriptAnswer {
  return alterJson<Page>(({ data, count }) => ({ data, count: count + 1 }));
}

/** A page in which nobody has an address or a name. */
export function withoutNames(): ScriptAnswer {
  const bare = { email: null, first_name: null, last_name: null };
  return alterJson<Page>(({ data, count }) => ({ data: data.map((one) => ({ ...one, ...bare })), count }));
}
