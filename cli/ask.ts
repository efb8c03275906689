import type { SupportAnswer } from '../shared/contracts/support-answer.ts';
import type { SupportOperation } from '../shared/contracts/support-operation.ts';
import { makeRequest } from './arguments.ts';
import type { Session } from './session.ts';
import { print, sayRun, whileTelling } from './terminal.ts';
import { call } from './transport/transport.ts';

/** Whether something waits in a queue by what was done: with `--local` it is run by hand. */
const LEAVES_WORK: { readonly [O in SupportOperation]?: (answer: SupportAnswer<O>) => boolean } = {
  activate: () => true,
  approve: () => true,
  'credentials-rotate': ({ queued }) => queued,
  'credentials-restore': ({ queued }) => queued,
  resend: ({ sent }) => sent.length > 0,
  'resend-lost': ({ sent }) => sent > 0,
  relink: ({ sent }) => sent > 0,
  redrive: ({ moved }) => moved.some(({ count }) => count > 0),
};

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
  const leavesWork = LEAVES_WORK[operation]?.(answer) === true;
  print(terminal, answer, () => `${render(answer)}${leavesWork ? sayRun(terminal) : ''}`);
}
