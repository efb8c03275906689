import { AsyncLocalStorage } from 'node:async_hooks';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Clients } from '../../../shared/adapters/clients.ts';
import { NoAnswerError, type SendRequest, sendRequest } from '../../../shared/adapters/http/send-request.ts';

/**
 * How one call goes wrong. `fail-before`: it never got there; `fail-after`: done, but the answer is lost; `time-out`: the
 * caller gives up and the call is carried out after all, later; `throttle`: refused as too much; `kill-*`: the process
 * is gone there, and nothing of it runs on.
 */
export const FAULT_KINDS = ['fail-before', 'fail-after', 'time-out', 'throttle', 'kill-before', 'kill-after'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** The process died. Nobody inside it ever sees this: its calls simply get no answer any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** One outgoing call: `name` says what, `nth` which of those with this name. */
export interface Call {
  readonly name: string;
  readonly nth: number;
  /** Whether it changes anything on the other side. */
  readonly writes: boolean;
  /** What was running: `sync`, `deliver`, `fan-out`, `support`. */
  readonly by: string;
}

/** Stands between the product and everything outside it. */
export interface Wire {
  /** Calls of processes since `arm`. */
  readonly calls: readonly Call[];
  /** Forgets the calls so far; from now on the one named goes wrong, once. */
  arm(fault?: { readonly call: Call; readonly kind: FaultKind }): void;
  /** True once the armed fault has happened. */
  readonly hit: boolean;
  /** Called before each call of a process; what it does comes first. */
  before: ((call: Call) => Promise<void>) | undefined;
  /** Runs one invocation as a process of its own. Rejects with `Killed` where it was killed. */
  run<T>(by: string, work: () => Promise<T>): Promise<T>;
  /** How the product's own HTTP requests go out. */
  readonly send: SendRequest;
  close(): void;
}

interface Process {
  readonly by: string;
  dead: boolean;
  readonly kill: (error: Killed) => void;
}

/** What a lost, late or throttled answer looks like to a caller of this protocol. */
interface Looks<T> {
  readonly lost: () => Error;
  readonly timedOut: () => Error;
  readonly throttled: () => T;
}

const READS: ReadonlySet<string> = new Set([
  'GetItem',
  'Query',
  'GetSecretValue',
  'DescribeSecret',
  'GetQueueAttributes',
]);
const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** Puts itself around these SDK clients, and gives a `send` for the clients of Personio and Alleo. */
export function interpose(clients: Clients): Wire {
  const processes = new AsyncLocalStorage<Process>();
  const calls: Call[] = [];
  const seen = new Map<string, number>();
  let fault: { readonly call: Call; readonly kind: FaultKind } | undefined;
  let late: (() => Promise<unknown>) | undefined;
  let hit = false;

  async function arriveLate(): Promise<void> {
    const work = late;
    late = undefined;
    // Whatever comes of it, nobody waits for the answer.
    await work?.().catch(() => undefined);
  }

  function note(name: string, writes: boolean, by: string): Call {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const call = { name, nth, writes, by };
    calls.push(call);
    return call;
  }

  function decide({ name, nth }: Call): FaultKind | undefined {
    if (hit || fault?.call.name !== name || fault.call.nth !== nth) return undefined;
    hit = true;
    return fault.kind;
  }

  function die<T>(process: Process, name: string): Promise<T> {
    process.dead = true;
    process.kill(new Killed(name));
    return never();
  }

  async function pass<T>(name: string, writes: boolean, looks: Looks<T>, work: () => Promise<T>): Promise<T> {
    const process = processes.getStore();
    if (process === undefined) return work();
    if (process.dead) return never();
    await arriveLate();
    const call = note(name, writes, process.by);
    await wire.before?.(call);
    const kind = decide(call);
    if (kind === 'fail-before') throw looks.lost();
    if (kind === 'throttle') return looks.throttled();
    if (kind === 'kill-before') return die(process, name);
    if (kind === 'time-out') {
      if (writes) late = work;
      throw looks.timedOut();
    }
    const result = await work();
    if (kind === 'fail-after') throw looks.lost();
    if (kind === 'kill-after') return die(process, name);
    return process.dead ? never() : result;
  }

  const unwrapSdk = wrapSdk(clients, pass);
  const wire: Wire = {
    calls,
    before: undefined,
    get hit() {
      return hit;
    },
    arm(next) {
      fault = next;
      hit = false;
      calls.length = 0;
      seen.clear();
    },
    async run(by, work) {
      const died = Promise.withResolvers<never>();
      const process = { by, dead: false, kill: died.reject };
      try {
        return await Promise.race([processes.run(process, work), died.promise]);
      } finally {
        await arriveLate();
      }
    },
    send: wrapHttp(pass),
    close: unwrapSdk,
  };
  return wire;
}

type Pass = <T>(name: string, writes: boolean, looks: Looks<T>, work: () => Promise<T>) => Promise<T>;

/** Around the client's retries: a fault is the whole call's, so that the product has to bear it and not the SDK. */
function wrapSdk(clients: Clients, pass: Pass): () => void {
  const [dynamodb, sqs, secrets] = [clients.dynamodb(), clients.sqs(), clients.secrets()];
  const options = { step: 'initialize', priority: 'high', name: 'interpose' } as const;
  dynamodb.middlewareStack.add(around('dynamodb', pass), options);
  sqs.middlewareStack.add(around('sqs', pass), options);
  secrets.middlewareStack.add(around('secrets', pass), options);
  return () => {
    for (const { middlewareStack } of [dynamodb, sqs, secrets]) middlewareStack.remove(options.name);
  };
}

type Service = 'dynamodb' | 'sqs' | 'secrets';

function around(service: Service, pass: Pass) {
  return <Input extends object, Output>(
    next: (args: { input: Input }) => Promise<Output>,
    context: { readonly [name: string]: unknown },
  ) =>
    async (args: { input: Input }): Promise<Output> => {
      const action = String(context['commandName']).replace(/Command$/, '');
      const looks = { lost, timedOut, throttled: () => refuse(throttling(service, action)) };
      return pass(`${service} ${action} ${targetOf(args.input)}`, !READS.has(action), looks, () => next(args));
    };
}

const lost = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const timedOut = () => Object.assign(new Error('no answer within the time limit'), { name: 'TimeoutError' });
const refuse = (error: Error): never => {
  throw error;
};

function throttling(service: Service, action: string): Error {
  if (action === 'TransactWriteItems') {
    return new TransactionCanceledException({
      message: 'Transaction cancelled [ThrottlingError]',
      $metadata: { httpStatusCode: 400 },
      CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }],
    });
  }
  const name = {
    dynamodb: 'ProvisionedThroughputExceededException',
    sqs: 'RequestThrottled',
    secrets: 'ThrottlingException',
  }[service];
  return Object.assign(new Error('slow down'), { name, $metadata: { httpStatusCode: 400 } });
}

/** What a call is about, the same in every run of one history: the sort key, the queue, or how many items. */
function targetOf(input: object): string {
  const { Key, Item, QueueUrl, TransactItems } = input as { readonly [name: string]: unknown };
  const item = Key ?? Item;
  if (typeof item === 'object' && item !== null && 'sk' in item)
    return textOf(item.sk).replace(/^(RUN|LEASE)#?.*/, '$1');
  if (typeof QueueUrl === 'string') return QueueUrl.split('/').at(-1) ?? '';
  return Array.isArray(TransactItems) ? `of ${TransactItems.length}` : '';
}

/** A key part as DynamoDB has it; what is drawn anew in every run under one name. */
function textOf(value: unknown): string {
  const text = typeof value === 'object' && value !== null && 'S' in value ? String(value.S) : '';
  return text.replace(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'ULID');
}

/** Personio and Alleo: below the clients' own retries, which have no budget here. */
function wrapHttp(pass: Pass): SendRequest {
  const looks = {
    lost: () => new NoAnswerError('NETWORK'),
    timedOut: () => new NoAnswerError('TIMEOUT'),
    throttled: () => ({ status: 429, headers: { 'retry-after': '1' }, body: '{}' }),
  };
  return (request, limits) => {
    const { method, url } = request;
    // Alleo's own ids differ from run to run.
    const path = new URL(url).pathname
      .replace(/^\/(v1|customer_api\/v1)/, '')
      .replace(/(companies\/\d+\/employees\/)\d+/, '$1ID');
    const writes = method !== 'GET' && !/auth|token/.test(path);
    return pass(`http ${method} ${path}`, writes, looks, () => sendRequest(request, limits));
  };
}
