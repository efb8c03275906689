import type { SupportAnswer } from '../shared/contracts/support-answer.ts';
import type { SupportOperation } from '../shared/contracts/support-operation.ts';
import { makeRequest } from './arguments.ts';
import type { Session } from './session.ts';
import { print, whileTelling } from './terminal.ts';
import { call } from './transport/transport.ts';

/**
 * Asks one thing and prints what is answered. `waiting`: what is said on a terminal while it takes a while. Throws
 * `Problem` where an argument is not usable, or it is refused.
 */
export async function ask<O extends SupportOperation>(
  { terminal, transport }: Session,
  operation: O,
  given: Readonly<Record<string, unknown>>,
  render: (answer: SupportAnswer<O>) => string,
  waiting?: string,
): Promise<void> {
  const request = makeRequest(operation, given);
  const asking = () => call(transport, request);
  const answer = waiting === undefined ? await asking() : await whileTelling(terminal, waiting, asking);
  print(terminal, answer, () => render(answer));
}
