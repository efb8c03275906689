import type { SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemory } from '../../shared/adapters/dynamodb/memory.ts';
import { WireWorld } from './wire/wire-world.ts';

const MONTHLY = 'alleo_monthly_all_budget';
let world: WireWorld;
afterEach(() => world.close());

const staff = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, custom: { [MONTHLY]: 50 } }));

/** Every fifth request on the wire, retries of the SDK included, is refused as too much. */
function throttleOnTheWire(on: WireWorld): { readonly refused: string[]; readonly stop: () => void } {
  const refused: string[] = [];
  let attempts = 0;
  const name = 'throttle';
  const around =
    (errorName: string) =>
    <Args, Output>(next: (args: Args) => Promise<Output>, context: { readonly [name: string]: unknown }) =>
    async (args: Args): Promise<Output> => {
      attempts += 1;
      if (attempts % 5 !== 0) return next(args);
      refused.push(errorName);
      const error = new Error(`slow down with ${String(context['commandName'])}`);
      throw Object.assign(error, { name: errorName, $metadata: { httpStatusCode: 400 } });
    };
  const { dynamodb, sqs, secrets } = on.local.clients;
  const options = { step: 'deserialize', priority: 'high', name } as const;
  dynamodb().middlewareStack.add(around('ProvisionedThroughputExceededException'), options);
  sqs().middlewareStack.add(around('ThrottlingException'), options);
  secrets().middlewareStack.add(around('ThrottlingException'), options);
  const stop = () => {
    for (const client of [dynamodb(), sqs(), secrets()]) client.middlewareStack.remove(name);
  };
  return { refused, stop };
}

describe('an engine that throttles', () => {
  it('makes a run slower and nothing else', async () => {
    world = await WireWorld.open({ people: staff(3) });
    world.at('2026-11-02');
    await world.approve('activate');
    const throttle = throttleOnTheWire(world);
    await world.drain();
    throttle.stop();
    expect(throttle.refused.length).toBeGreaterThan(5);
    expect(world.reports).toMatchObject([{ status: 'ok', mutations: { activate: 3, 'set-monthly-budget': 3 } }]);
    expect(Object.fromEntries(world.company.activations)).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(world.budgets()).toHaveLength(3);
    expect(world.logs).toEqual([]);
  });
});

/** The queue does not take some entries of a batch: `taken` tells whether it took them all the same. */
function leaveUnprocessed(on: WireWorld, taken: boolean): { failed: number } {
  const left = { failed: 0 };
  const sqs = on.local.clients.sqs();
  sqs.middlewareStack.add(
    (next, context) => async (args) => {
      const { Entries = [] } = args.input as SendMessageBatchCommandInput;
      // Every second entry, the first time it is sent.
      const isFirst = context['commandName'] === 'SendMessageBatchCommand' && Entries.length > 1;
      if (!isFirst) return next(args);
      const refused = Entries.filter((_, index) => index % 2 === 1);
      left.failed += refused.length;
      const sent = taken ? Entries : Entries.filter((_, index) => index % 2 === 0);
      const answer = await next({ ...args, input: { ...args.input, Entries: sent } });
      const output = answer.output as { Successful?: readonly { readonly Id?: string | undefined }[] };
      const isRefused = (id: string | undefined) => refused.some(({ Id }) => Id === id);
      const Successful = (output.Successful ?? []).filter(({ Id }) => !isRefused(Id));
      const Failed = refused.map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError' }));
      return { ...answer, output: { ...answer.output, Successful, Failed } };
    },
    { step: 'initialize', priority: 'low', name: 'unprocessed' },
  );
  return left;
}

describe('unprocessed entries of a batch', () => {
  it.each([
    ['not taken', false],
    ['taken, though the answer says no', true],
  ])('of messages, %s: nobody is lost and nobody is done twice', async (_, taken) => {
    world = await WireWorld.open({ people: staff(12) });
    world.at('2026-11-02');
    await world.approve('activate');
    const left = leaveUnprocessed(world, taken);
    await world.drain();
    await world.day('2026-11-03');
    expect(left.failed).toBeGreaterThan(5);
    expect(new Set(world.company.activations.values())).toEqual(new Set([1]));
    expect(world.company.activations.size).toBe(12);
    expect(world.company.repeatedActivations).toEqual([]);
    expect(new Set(world.budgets().map(({ subject }) => subject)).size).toBe(12);
    expect(await world.day('2026-11-04')).toMatchObject({ mutations: {}, open: { count: 0 } });
  });

  it("of a removed tenant's items: they go in the end, and the audit stays", async () => {
    world = await WireWorld.open({ people: staff(12) });
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
    const client = world.local.clients.dynamodb();
    let batches = 0;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context['commandName'] !== 'BatchWriteItemCommand') return next(args);
        batches += 1;
        const { RequestItems = {} } = args.input as { RequestItems?: Record<string, unknown[]> };
        const halves = Object.entries(RequestItems).map(([table, list]) => {
          const half = Math.floor(list.length / 2);
          return { table, now: list.slice(half), later: list.slice(0, half) };
        });
        const now = Object.fromEntries(halves.map((one) => [one.table, one.now]));
        const later = Object.fromEntries(
          halves.flatMap((one) => (one.later.length > 0 ? [[one.table, one.later]] : [])),
        );
        const answer = await next({ ...args, input: { ...args.input, RequestItems: now } });
        return { ...answer, output: { ...answer.output, UnprocessedItems: later } };
      },
      { step: 'initialize', priority: 'low', name: 'unprocessed' },
    );
    const tableName = world.local.env.sync.TABLE_NAME;
    await createMemory({ client: () => client, tableName, sleep: async () => {} }).deleteAll('acme');
    expect(batches).toBeGreaterThan(3);
    const left = (await world.items()).map(({ pk }) => pk);
    expect(new Set(left)).toEqual(new Set(['AUDIT#acme', 'TENANTS']));
  });

  it('of the fan-out: the schedule asks again for those alone', async () => {
    world = await WireWorld.open({ people: staff(1) });
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
    const sqs = world.local.clients.sqs();
    let calls = 0;
    sqs.middlewareStack.add(
      (next, context) => async (args) => {
        if (context['commandName'] !== 'SendMessageBatchCommand') return next(args);
        calls += 1;
        return calls > 2 ? next(args) : { response: {}, output: { $metadata: {} } };
      },
      { step: 'initialize', priority: 'low', name: 'unprocessed' },
    );
    await world.schedule();
    expect(world.bodies('tenants')).toHaveLength(1);
    expect(calls).toBe(3);
  });
});
