import { beforeAll, describe, expect, it } from 'vitest';
import { READ_OPERATIONS, SUPPORT_OPERATIONS } from '../../shared/contracts/support-operation.ts';
import { NAMES, type Name, type Played, playEverything } from './play-everything.ts';
import { type Right, rightsOf, roleOf } from './policies.ts';
import type { Call } from './record-calls.ts';
import { synthesize } from './synthesize.ts';

// The embedded run knows no rights. So it tells what the functions ask of AWS, and the stack has to grant that.
const stage = synthesize({ stage: 'local' });
let asked: Played['asked'];
let operations: Played['operations'];

beforeAll(async () => {
  ({ asked, operations } = await playEverything());
}, 120_000);

/** `*` at the end stands for whatever follows, as IAM has it. */
const fits = (text: string, pattern: string) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;

/** A secret is known by its name; a right on one by its ARN. */
function isOn(right: Right, { on }: Call): boolean {
  const [, secret] = /:secret:(.+)$/.exec(right.on) ?? [];
  return fits(on, secret === undefined ? right.on : `secret:${secret}`);
}

/** A right that ends at partitions, or attributes, holds only for those. */
function reaches({ where }: Right, { partition = '', attributes = [] }: Call): boolean {
  const [, patterns] = /dynamodb:LeadingKeys=(\S+)/.exec(where) ?? [];
  if (patterns === undefined) return true;
  const [, allowed] = /dynamodb:Attributes=(\S+)/.exec(where) ?? [];
  if (allowed !== undefined && attributes.some((name) => !allowed.split(',').includes(name))) return false;
  return patterns.split(',').some((pattern) => fits(partition, pattern));
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

const told = (call: Call) => `${call.action} on ${call.on} ${call.partition?.replace(/#.*/, '#') ?? ''}`.trim();

/** What the stack would refuse of these calls to the function that makes them. */
function refusedTo(name: Name, calls: readonly Call[]): readonly string[] {
  const rights = rightsOf(stage, roleOf(stage, name));
  return [...new Set(calls.filter((call) => !rights.some((right) => grants(right, call))).map(told))];
}

describe.each(NAMES)('%s', (name) => {
  it('is granted everything that it asks of AWS', () => {
    expect(asked[name].length).toBeGreaterThan(0);
    expect(refusedTo(name, asked[name])).toEqual([]);
  });

  it('asks for everything that it is granted, but for what is named', () => {
    const ours = rightsOf(stage, roleOf(stage, name)).filter(({ action }) =>
      /^(dynamodb|sqs|secretsmanager):/.test(action),
    );
    const unused = ours.filter((right) => !asked[name].some((call) => grants(right, call)));
    expect(unused.map(({ action, on }) => `${action} on ${on}`).sort()).toEqual(UNSEEN[name].toSorted());
  });
});

const MAY = [
  ...[...READ_OPERATIONS].map((operation) => ['support-read', operation] as const),
  ...SUPPORT_OPERATIONS.map((operation) => ['support-operate', operation] as const),
];

it.each(MAY)('%s does `%s` to its end with the rights that it has', (name, operation) => {
  const calls = operations[name].get(operation);
  expect(calls ?? [], 'no day plays it').not.toEqual([]);
  expect(refusedTo(name, calls ?? [])).toEqual([]);
});
