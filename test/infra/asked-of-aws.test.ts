import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askSupport } from '../../local/ask-support.ts';
import { approve } from '../../local/demo/support-desk.ts';
import { createContext } from '../../local/lambda-context.ts';
import type { Local } from '../../local/open-local.ts';
import { runDay, scheduleInstant } from '../../local/run-day.ts';
import { startContainers } from '../../local/start-containers.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import {
  READ_OPERATIONS,
  type SupportOperation,
  type SupportRequest,
} from '../../shared/contracts/support-operation.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { type Right, rightsOf, roleOf } from './policies.ts';
import { type Call, recordCalls } from './record-calls.ts';
import { synthesize } from './synthesize.ts';

// The embedded run knows no rights. So it tells what the functions ask of AWS, and the stack has to grant that.
const stage = synthesize({ stage: 'local' });
const NAMES = ['fan-out', 'sync', 'deliver', 'support-read', 'support-operate'] as const;
type Name = (typeof NAMES)[number];

const asked: { readonly [N in Name]: Call[] } = {
  'fan-out': [],
  sync: [],
  deliver: [],
  'support-read': [],
  'support-operate': [],
};
let pipeline: Pipeline;
let local: Local;

/** Each function with clients of its own, which write down what it asks. */
function recordContainers(name: Name) {
  const { env, clock, waiting, observers } = pipeline.local;
  const counter = { add: () => {}, addDuration: () => {}, flush: () => {} };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const common = { clients: recordCalls(asked[name]), clock: clock.now, sleep: waiting.sleep, log, counter };
  return startContainers({ env, common, observers });
}

async function ask<O extends SupportOperation>(operation: O, more: object = {}): Promise<SupportAnswer<O>> {
  const request = { operation, tenantId: 'acme', ...more } as Extract<SupportRequest, { operation: O }>;
  return askSupport(local, 'test', request);
}

/** Every operation, and days on which something of every kind happens. */
async function playEverything(): Promise<void> {
  const { personio, alleo } = pipeline;
  await ask('tenant-add', {
    name: 'Acme',
    companyId: 1,
    eligibility: 'none',
    personioUrl: personio.url,
    alleoUrl: alleo.url,
    credentials: {
      personio: { clientId: 'client', clientSecret: 'secret' },
      alleo: { accessKey: 'access', secretKey: 'secret' },
    },
  });
  local.clock.set(scheduleInstant('2026-11-02'));
  await approve(local, 'acme');
  await runDay(local, { date: '2026-11-02' });
  // Alleo has no group of this name, which is told.
  personio.change(1, { lastName: 'Bakker', department: 'Sales' });
  personio.change(2, { status: 'inactive' });
  personio.remove(3);
  personio.add({ id: 9, custom: { alleo_monthly_all_budget: 50 } });
  await runDay(local, { date: '2026-11-03' });
  // Alleo refuses one person's data, which is told of their open item.
  personio.change(4, { lastName: 'Smit' });
  alleo.script = ({ method }) => (method === 'PATCH' ? { status: 422, body: '{"errors":[]}' } : undefined);
  await runDay(local, { date: '2026-11-03' });
  // Alleo is down for a day: messages go back, then to the dead letters, and are brought back.
  personio.change(1, { lastName: 'Visser' });
  alleo.script = () => ({ status: 503, body: '' });
  await runDay(local, { date: '2026-11-04' });
  alleo.script = undefined;
  for (const queue of ['tenants', 'mutations'] as const) await pipeline.send(queue, 'acme', '{}');
  await runDay(local, { date: '2026-11-04' });
  await local.startContainers().fanOut({ check: 'overdue' }, createContext('fan-out'));
  for (const operation of ['tenant-list', 'status', 'dead-letters', 'redrive'] as const) {
    await ask(operation, { tenantId: undefined });
  }
  const { letters } = await ask('dead-letters', { tenantId: undefined });
  const letter = letters.find(({ queue }) => queue === 'tenant-queue')?.id;
  const { digest } = await ask('dead-letters-purge', { letter });
  await ask('dead-letters-purge', { letter, digest });
  for (const operation of ['tenant-show', 'check', 'preview', 'status', 'runs', 'issues', 'budgets'] as const) {
    await ask(operation);
  }
  await ask('explain', { person: '1' });
  await ask('resend', { person: '1' });
  await ask('relink');
  await ask('requeue');
  await ask('tenant-set', { name: 'Acme B.V.' });
  await ask('credentials-rotate', { credentials: { personio: { clientId: 'client', clientSecret: 'secret' } } });
  const both = {
    personio: { clientId: 'client', clientSecret: 'secret' },
    alleo: { accessKey: 'access', secretKey: 'secret' },
  };
  const { secretArn: SecretId } = (await local.directory.readTenant('acme')) ?? {};
  await local.clients.secrets().send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  await ask('credentials-restore', { credentials: both });
  // A pair that Personio refuses is noted by whoever tries it.
  personio.account.setCredentials([]);
  await ask('check');
  const mistyped = { personio: { clientId: 'client', clientSecret: 'mistyped' } };
  await ask('credentials-rotate', { credentials: mistyped }).catch(() => {});
  personio.account.setCredentials([{ clientId: 'client', clientSecret: 'secret' }]);
  await ask('tenant-pause');
  await ask('tenant-resume');
  // The customer's own weekday: what Alleo has is compared.
  await runDay(local, { date: '2026-11-09' });
  await ask('tenant-remove', { confirm: 'Acme B.V.' });
}

beforeAll(async () => {
  pipeline = await openPipeline({ people: Array.from({ length: 8 }, (_, n) => ({ id: n + 1 })) });
  const containers = Object.fromEntries(NAMES.map((name) => [name, recordContainers(name)]));
  const of = (name: Name) => {
    const found = containers[name];
    if (found === undefined) throw new Error(name);
    return found;
  };
  local = {
    ...pipeline.local,
    startContainers: () => ({
      fanOut: of('fan-out').fanOut,
      sync: of('sync').sync,
      deliver: of('deliver').deliver,
      support: (event, context) => {
        const { operation } = (event as { request: { operation: SupportOperation } }).request;
        return of(READ_OPERATIONS.has(operation) ? 'support-read' : 'support-operate').support(event, context);
      },
    }),
  };
  await playEverything();
}, 120_000);
afterAll(() => pipeline.close());

const SECRETS = 'secret:personio-sync/local/*';
const isOn = (right: Right, call: Call) => (call.on === 'secrets' ? right.on.endsWith(SECRETS) : right.on === call.on);

/** A right that ends at partitions, or attributes, holds only for those. */
function reaches({ where }: Right, { partition = '', attributes = [] }: Call): boolean {
  const [, patterns] = /dynamodb:LeadingKeys=(\S+)/.exec(where) ?? [];
  if (patterns === undefined) return true;
  const [, allowed] = /dynamodb:Attributes=(\S+)/.exec(where) ?? [];
  if (allowed !== undefined && attributes.some((name) => !allowed.split(',').includes(name))) return false;
  return patterns
    .split(',')
    .some((pattern) => (pattern.endsWith('*') ? partition.startsWith(pattern.slice(0, -1)) : partition === pattern));
}

const grants = (right: Right, call: Call) => right.action === call.action && isOn(right, call) && reaches(right, call);

const POLLER = ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action}`);

/** Granted for what these days do not show. */
const UNSEEN: { readonly [N in Name]: readonly string[] } = {
  // Lambda writes what failed three times, under the function's role.
  'fan-out': ['sqs:SendMessage on schedule-dead-letters-local'],
  sync: [
    // Lambda's poller takes and removes messages under the function's role.
    ...POLLER.map((action) => `${action} on tenant-queue-local.fifo`),
    // A run that Personio keeps from finishing goes back; one that is near its deadline queues itself again.
    'sqs:ChangeMessageVisibility on tenant-queue-local.fifo',
    'sqs:SendMessage on tenant-queue-local.fifo',
  ],
  deliver: POLLER.map((action) => `${action} on alleo-user-mutations-local.fifo`),
  'support-read': [],
  'support-operate': [
    // Its dead letters are brought back like those of the other two queues.
    'sqs:ChangeMessageVisibility on alleo-budget-mutations-dead-letters-local.fifo',
    'sqs:DeleteMessage on alleo-budget-mutations-dead-letters-local.fifo',
    'sqs:SendMessage on alleo-budget-mutations-local.fifo',
  ],
};

describe.each(NAMES)('%s', (name) => {
  const rights = rightsOf(stage, roleOf(stage, name));
  const told = (call: Call) => `${call.action} on ${call.on} ${call.partition?.replace(/#.*/, '#') ?? ''}`.trim();

  it('is granted everything that it asks of AWS', () => {
    expect(asked[name].length).toBeGreaterThan(0);
    const refused = asked[name].filter((call) => !rights.some((right) => grants(right, call))).map(told);
    expect([...new Set(refused)]).toEqual([]);
  });

  it('asks for everything that it is granted, but for what is named', () => {
    const ours = rights.filter(({ action }) => /^(dynamodb|sqs|secretsmanager):/.test(action));
    const unused = ours.filter((right) => !asked[name].some((call) => grants(right, call)));
    expect(unused.map(({ action, on }) => `${action} on ${on}`).sort()).toEqual(UNSEEN[name].toSorted());
  });
});
