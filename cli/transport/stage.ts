import { userInfo } from 'node:os';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { SupportEvent, SupportRequest } from '../../shared/contracts/support-operation.ts';
import { READ_OPERATIONS } from '../../shared/contracts/support-operation.ts';
import { Problem, wrongUsage } from '../problem.ts';
import type { Transport } from './transport.ts';

/** A preview of a large company takes minutes. */
const TIMEOUT_MS = 900_000;

/** Who asks, as stated for the audit: the AWS profile or the user of this machine. AWS's own records say who it really was. */
export function statedCaller(): string {
  return `${process.env['AWS_PROFILE'] ?? 'default'}/${userInfo().username}`;
}

/** The network's code, else the error's name. Never its message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error ? String(error.code) : error.name;
}

/** With these nothing was sent. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** True where the function may be at work, or done: the connection broke, the time was over, or AWS stumbled (5xx). */
function mayBeAtWork(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const isRefused = ($metadata?.httpStatusCode ?? 500) < 500;
  const isLocal = error.name.includes('Credentials') || error.message === 'Region is missing';
  return !isRefused && !isLocal && !NEVER_SENT.has(reasonOf(error));
}

/** Whether a change was made is not known. It is never asked for a second time: what was done once may not be done twice. */
function unknownOutcome(error: unknown, name: string, stage: string, request: SupportRequest): Problem {
  const message = `The connection to ${name} broke (${reasonOf(error)}) when it may have been at work: whether it was done is unknown.`;
  const tenantId = 'tenantId' in request ? request.tenantId : undefined;
  const look =
    tenantId === undefined
      ? `\`personio-sync --stage ${stage} status\` shows what has run since.`
      : `\`personio-sync --stage ${stage} audit ${tenantId}\` lists what was done by hand.`;
  const hint = `Look before you repeat it: ${look} It may be at work for up to 15 minutes.`;
  return new Problem({ code: 'OUTCOME_UNKNOWN', message, hint, kind: 'failed' });
}

function explain(error: unknown, name: string): Problem {
  const kind = error instanceof Error ? error.name : 'UNKNOWN';
  const problem = (message: string, hint: string) => new Problem({ code: kind, message, hint, kind: 'failed' });
  if (kind === 'ResourceNotFoundException') {
    return problem(
      `There is no function ${name} in this account and region.`,
      'Check --stage, AWS_PROFILE and AWS_REGION.',
    );
  }
  if (kind === 'AccessDeniedException') {
    return problem(`You may not invoke ${name}.`, `Ask for the right lambda:InvokeFunction on ${name}.`);
  }
  if (kind === 'TooManyRequestsException') {
    return problem(
      `As many as may use ${name} at once do so already.`,
      'Try again in a minute: a preview of a large company takes some.',
    );
  }
  if (kind.includes('Credentials') || kind === 'UnrecognizedClientException' || kind === 'ExpiredTokenException') {
    return problem('AWS does not know who you are.', 'Sign in (for example `aws sso login`) and set AWS_PROFILE.');
  }
  if (error instanceof Error && error.message === 'Region is missing') {
    const hint = "Set AWS_REGION to the stage's region, for example `export AWS_REGION=eu-central-1`.";
    return new Problem({ code: 'REGION_NEEDED', message: 'No AWS region is set.', hint, kind: 'usage' });
  }
  const why = reasonOf(error);
  const hint = 'Check the network and AWS_REGION, then try again.';
  return new Problem({
    code: 'STAGE_UNREACHABLE',
    message: `${name} could not be reached: ${why}.`,
    hint,
    kind: 'failed',
  });
}

/** As stages are named in `infra/config.ts`. */
const STAGE = /^[a-z0-9]{1,12}$/;

const isDenied = (error: unknown) => error instanceof Error && error.name === 'AccessDeniedException';

/** Which of the two functions are asked, in this order: who may only do all may also look. */
function rolesFor(request: SupportRequest): readonly string[] {
  return READ_OPERATIONS.has(request.operation) ? ['read', 'operate'] : ['operate'];
}

/** What of Lambda's answer is read. */
export interface Invoked {
  readonly Payload?: Uint8Array | undefined;
  readonly FunctionError?: string | undefined;
  readonly $metadata: { readonly requestId?: string | undefined };
}

/** What of AWS's client is needed. */
export interface Invoker {
  send(command: InvokeCommand): Promise<Invoked>;
  destroy(): void;
}

async function invoke(client: Invoker, name: string, event: SupportEvent): Promise<unknown> {
  const answer = await client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
  const text = new TextDecoder().decode(answer.Payload);
  if (answer.FunctionError === undefined) return JSON.parse(text) as unknown;
  const hint = `Look at the log group of ${name}, request ${answer.$metadata.requestId ?? 'unknown'}.`;
  throw new Problem({ code: 'FUNCTION_FAILED', message: `${name} failed.`, hint, kind: 'failed' });
}

/** Asks once: the SDK would ask again where the connection breaks, while the function is at work on the first request. */
const createClient = () =>
  new LambdaClient({
    maxAttempts: 1,
    requestHandler: { requestTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
  });

/** Invokes the deployed functions: IAM decides who may use which of the two. */
export function openStage(stage: string, client: Invoker = createClient()): Transport {
  if (!STAGE.test(stage)) {
    throw wrongUsage('BAD_ARGUMENT', '--stage: must be the name of a stage, like prod or dev.');
  }
  return {
    async invoke(request) {
      const event: SupportEvent = { version: 1, caller: statedCaller(), request };
      let name = '';
      let denied: unknown;
      for (const role of rolesFor(request)) {
        name = `personio-sync-${stage}-support-${role}`;
        try {
          return await invoke(client, name, event);
        } catch (error) {
          if (error instanceof Problem) throw error;
          if (!isDenied(error)) {
            const isChange = !READ_OPERATIONS.has(request.operation);
            throw isChange && mayBeAtWork(error) ? unknownOutcome(error, name, stage, request) : explain(error, name);
          }
          denied ??= explain(error, name);
        }
      }
      throw denied;
    },
    async close() {
      client.destroy();
    },
  };
}
