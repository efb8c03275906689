import { foldLines } from '../../shared/contracts/one-line.ts';
import { TenantIdSchema } from '../../shared/contracts/primitives.ts';
import type {
  SupportEvent,
  SupportProblem,
  SupportReply,
  SupportRequest,
} from '../../shared/contracts/support-operation.ts';
import { READ_OPERATIONS, SupportEventSchema } from '../../shared/contracts/support-operation.ts';
import * as z from '../../shared/contracts/zod.ts';
import { dispatch } from './dispatch.ts';
import { explainError } from './explain-error.ts';
import { readRequest } from './read-request.ts';
import { ALL_TENANTS } from './reserved.ts';
import type { SupportDeps } from './support-deps.ts';

const tenantOf = (request: SupportRequest): string | undefined =>
  'tenantId' in request ? request.tenantId : undefined;

const AboutLetterSchema = z.object({ letter: z.object({ tenantId: TenantIdSchema }) });

/** A dead letter is named by its id alone: whose it was stands in the answer. */
function tenantOfLetter(reply: SupportReply): string | undefined {
  const parsed = reply.ok ? AboutLetterSchema.safeParse(reply.answer) : undefined;
  return parsed?.data?.letter.tenantId;
}

/**
 * What was done, in a few words: the operation and what of it tells no person and no secret. What was only remembered is
 * told apart from what was paid.
 */
function describe(request: SupportRequest): string {
  const parts: string[] = [request.operation];
  if ('letter' in request) parts.push(request.letter);
  if ('digest' in request && request.digest !== undefined) parts.push(request.digest);
  if ('withoutOneOff' in request && request.withoutOneOff) parts.push('--without-one-off');
  return parts.join(' ');
}

const resultOf = (reply: SupportReply): string => (reply.ok ? 'done' : reply.problem.code);

/** An entry that cannot be written is logged: the operation itself is done by then, and its answer is still true. */
async function writeAudit(
  deps: SupportDeps,
  event: SupportEvent,
  requestId: string,
  reply: SupportReply,
): Promise<void> {
  const { caller, request } = event;
  const result = resultOf(reply);
  const tenantId = tenantOf(request) ?? tenantOfLetter(reply) ?? ALL_TENANTS;
  const at = deps.clock().toISOString();
  try {
    await deps.audit.putAudit({ tenantId, who: caller, requestId, what: describe(request), at, result });
  } catch (error) {
    deps.log.error('audit entry was not written', error, { tenantId, requestId, operation: request.operation, result });
  }
}

/** A problem names customers, companies and fields as others wrote them: none of it begins a line of its own. */
const onOneLine = ({ hint, ...problem }: SupportProblem): SupportProblem => ({
  ...problem,
  message: foldLines(problem.message),
  ...(hint === undefined ? {} : { hint: foldLines(hint) }),
});

async function perform(deps: SupportDeps, request: SupportRequest, requestId: string): Promise<SupportReply> {
  const tenantId = tenantOf(request);
  try {
    return { ok: true, answer: await dispatch(deps, request) };
  } catch (error) {
    const problem = explainError(error, tenantId);
    if (problem !== undefined) return { ok: false, problem: onOneLine(problem) };
    deps.log.error('operation failed', error, { requestId, operation: request.operation, tenantId });
    const message = 'Something went wrong that should not have. Nothing more is known here.';
    const hint = `Tell an engineer this request id: ${requestId}.`;
    return { ok: false, problem: { kind: 'failed', code: 'INTERNAL_ERROR', message, hint } };
  }
}

function refuseByRole(deps: SupportDeps, request: SupportRequest): SupportProblem | undefined {
  if (deps.config.role === 'operate' || READ_OPERATIONS.has(request.operation)) return undefined;
  const message = `You may look, but not do \`${request.operation}\`.`;
  return { kind: 'failed', code: 'NOT_ALLOWED', message, hint: 'Ask someone who may invoke support-operate.' };
}

/**
 * Does one operation: checks the event, refuses what this function's role may not do, and writes an audit entry of
 * every request that could be read. Never throws: a bug becomes INTERNAL_ERROR, told by its request id alone.
 */
export async function runOperation(deps: SupportDeps, event: unknown, requestId: string): Promise<SupportReply> {
  const parsed = SupportEventSchema.safeParse(event);
  if (!parsed.success) {
    const problem = readRequest(event, parsed.error);
    deps.log.info('request could not be read', { requestId, result: problem.code });
    return { ok: false, problem };
  }
  const { request } = parsed.data;
  // Beside the audit: this function's role could replace an entry there, and to its log it can only append.
  const facts = { requestId, tenantId: tenantOf(request) ?? ALL_TENANTS, asked: describe(request) };
  deps.log.info('operation begins', facts);
  const refused = refuseByRole(deps, request);
  const reply: SupportReply =
    refused === undefined ? await perform(deps, request, requestId) : { ok: false, problem: refused };
  deps.log.info('operation ended', { ...facts, result: resultOf(reply) });
  await writeAudit(deps, parsed.data, requestId, reply);
  return reply;
}
