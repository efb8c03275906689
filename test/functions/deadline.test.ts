import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as createDeliver } from '../../functions/deliver/create-handler.ts';
import { createHandler as createFanOut } from '../../functions/fan-out/create-handler.ts';
import { createSupportHandler } from '../../functions/support/create-handler.ts';
import { createHandler as createSync } from '../../functions/sync/create-handler.ts';
import { withinDeadline } from '../../functions/within-deadline.ts';
import { drainQueue } from '../../local/drain-queue.ts';
import { createContext } from '../../local/lambda-context.ts';
import { localEnv } from '../../local/local-env.ts';
import { logLines } from '../../local/telemetry.ts';
import { type Clients, createClients } from '../../shared/adapters/clients.ts';
import { sendRequest } from '../../shared/adapters/http/send-request.ts';
import { createDeadline } from '../../shared/runtime/deadline.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';

const queue = (name: string) => `http://localhost/${name}.fifo`;
const env = localEnv(
  {
    tenants: queue('t'),
    tenantDeadLetters: queue('td'),
    mutations: queue('m'),
    mutationDeadLetters: queue('md'),
    budgets: queue('b'),
    budgetDeadLetters: queue('bd'),
  },
  'table',
);
const counter = { add: () => {}, addDuration: () => {}, flush: () => {} };
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** With so much time left, whoever asks. */
const contextWith = (left: () => number): Context => ({ ...createContext('test'), getRemainingTimeInMillis: left });

/** Clients of which none is ever answered; `answer` fails all that were asked. */
function silentClients(): { clients: Clients; asked: () => number; answer: () => void } {
  const waiting: ((error: Error) => void)[] = [];
  const send = () => new Promise((_, reject) => void waiting.push(reject));
  const real = createClients({ region: 'eu-central-1' });
  const silent = <C extends object>(client: C): C => Object.assign(client, { send });
  const clients = {
    dynamodb: () => silent(real.dynamodb()),
    sqs: () => silent(real.sqs()),
    secrets: () => silent(real.secrets()),
  };
  const failure = Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  return { clients, asked: () => waiting.length, answer: () => waiting.splice(0).forEach((reject) => reject(failure)) };
}

const registration = '01JD0000000000000000000000';
const mutation = {
  specversion: '1.0',
  id: 'deactivate-1',
  source: 'personio-sync/acme',
  type: 'co.alleo.user.deactivate',
  subject: '1',
  time: '2026-03-02T03:00:00.000Z',
  datacontenttype: 'application/json',
  tenantid: 'acme',
  data: {
    external_id: '1',
    sequence: 7,
    company_id: 1,
    registration,
    kind: 'deactivate',
    reason: 'X',
    profile: { external_id: '1' },
    changed: [],
  },
};
const message = {
  version: 1,
  tenantId: 'acme',
  registration,
  trigger: 'schedule',
  requestedAt: '2026-11-02T03:00:00.000Z',
};
const records = (body: object) => ({
  Records: [
    {
      messageId: 'm',
      receiptHandle: 'r',
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'acme' },
    },
  ],
});

/** Each function, at work on what waits for AWS. */
const FUNCTIONS: readonly (readonly [string, (clients: Clients, context: Context) => Promise<unknown>])[] = [
  [
    'fan-out',
    (clients, context) => createFanOut({ source: env.fanOut, clients, log, counter })({ check: 'overdue' }, context),
  ],
  ['sync', (clients, context) => createSync({ source: env.sync, clients, log, counter })(records(message), context)],
  [
    'deliver',
    (clients, context) => createDeliver({ source: env.deliver, clients, log, counter })(records(mutation), context),
  ],
  [
    'support',
    (clients, context) => {
      const event = { version: 1, caller: 'test', request: { operation: 'tenant-list' } };
      return createSupportHandler({ source: env.support, clients, log, counter })(event, context);
    },
  ],
];

describe('a function that is at work when Lambda is about to end it', () => {
  // The process would live on, and what it was doing would go on in the next invocation.
  it.concurrent.each(FUNCTIONS)('does not let %s be answered before its work is over', async (_, start) => {
    const { clients, asked, answer } = silentClients();
    const ended = { settled: false };
    const settle = () => {
      ended.settled = true;
    };
    // Time enough to begin, and then none.
    const invocation = start(
      clients,
      contextWith(() => (asked() === 0 ? 300_000 : 20)),
    ).then(settle, settle);
    await wait(60);
    expect(asked()).toBe(1);
    expect(ended.settled).toBe(false);
    while (!ended.settled) {
      answer();
      await wait(1);
    }
    await invocation;
  });
});

describe('near the deadline', () => {
  it('no request and no wait begins that would pass it', async () => {
    let left = 100;
    const deadline = createDeadline({ marginMs: 50, retryAfterSeconds: 5 });
    const done: string[] = [];
    const calls = withinDeadline(deadline, 'call Alleo', {
      send: async () => {
        done.push('sent');
        return { status: 200, headers: {}, body: '' };
      },
      sleep: async () => void done.push('slept'),
    });
    const request = { method: 'GET', url: '', headers: {} } as const;
    const limits = { timeoutMs: 1, maxBytes: 1 };
    deadline.begin({ getRemainingTimeInMillis: () => left });
    await calls.send(request, limits);
    await calls.sleep(50);
    const near = { name: 'TransientError', code: 'NEAR_DEADLINE', operation: 'call Alleo', retryAfterSeconds: 5 };
    await expect(calls.sleep(51)).rejects.toMatchObject(near);
    left = 49;
    await expect(calls.send(request, limits)).rejects.toMatchObject(near);
    expect(done).toEqual(['sent', 'slept']);
  });
});

describe('deliver near its deadline', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }, { id: 3 }] });
    await pipeline.addTenant();
    await pipeline.approve('2026-11-02');
  });
  afterEach(() => pipeline.close());

  it('gives back what it cannot finish, soon to come again, and nothing is done twice', async () => {
    const { local, alleo } = pipeline;
    const sqs = local.clients.sqs();
    const mapping = { batchSize: 10, concurrency: 1 };
    const { sync } = local.startContainers();
    await drainQueue(sqs, { functionName: 'sync', queueUrl: local.queues.tenants, handler: sync, ...mapping });
    const lines: string[] = [];
    let left = 0;
    const deliver = createDeliver({
      source: local.env.deliver,
      clients: local.clients,
      log: logLines((line) => lines.push(line)),
      counter,
      alleo: {
        allowLoopback: true,
        pacing: undefined,
        // Each answer takes a minute: token, list, create, activate, and so on.
        send: async (request, limits) => {
          left -= 60_000;
          return sendRequest(request, limits);
        },
      },
    });
    let invocations = 0;
    const handler: typeof deliver = (event) => {
      invocations += 1;
      left = 260_000;
      return deliver(
        event,
        contextWith(() => left),
      );
    };
    await drainQueue(sqs, { functionName: 'deliver', queueUrl: local.queues.mutations, handler, ...mapping });
    expect(invocations).toBeGreaterThan(3);
    expect(lines.join()).toContain('NEAR_DEADLINE');
    expect(alleo.counts.get('POST /companies/:company/employees')).toBe(3);
    expect(alleo.counts.get('POST /companies/:company/employees/:id/activate')).toBe(3);
    expect(alleo.companies.get(1)?.ordered.filter((one) => one.is_active)).toHaveLength(3);
    expect(pipeline.bodiesOf('mutationDeadLetters')).toEqual([]);
  });
});
