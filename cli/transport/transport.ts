import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportRequest } from '../../shared/contracts/support-operation.ts';
import { SUPPORT_CONTRACTS, SupportReplySchema } from '../../shared/contracts/support-operation.ts';
import { Problem } from '../problem.ts';

/** The way to the support functions. Gives what they reply, unparsed. */
export interface Transport {
  invoke(request: SupportRequest): Promise<unknown>;
  close(): Promise<void>;
}

type RequestOf<O extends SupportOperation> = Extract<SupportRequest, { operation: O }>;

/** The function was deployed from another version than this checkout's. */
function unknownReply(): Problem {
  const message = 'The support function answered something that this version of the command does not know.';
  const hint = 'Update the checkout, or ask which version is deployed.';
  return new Problem({ code: 'UNKNOWN_REPLY', message, hint, kind: 'failed' });
}

/** One operation: its parsed answer. Throws `Problem` where it was refused or failed. */
export async function call<O extends SupportOperation>(
  transport: Transport,
  request: RequestOf<O>,
): Promise<SupportAnswer<O>> {
  const reply = SupportReplySchema.safeParse(await transport.invoke(request));
  if (!reply.success) throw unknownReply();
  if (!reply.data.ok) throw new Problem(reply.data.problem);
  const operation: O = request.operation;
  const answer = SUPPORT_CONTRACTS[operation].answer().safeParse(reply.data.answer);
  if (!answer.success) throw unknownReply();
  return answer.data as SupportAnswer<O>;
}
