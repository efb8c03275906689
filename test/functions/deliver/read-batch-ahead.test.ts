import { afterEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/deliver/create-handler.ts';
import { readBatchAhead } from '../../../functions/deliver/read-batch-ahead.ts';
import { drainQueue } from '../../../local/drain-queue.ts';
import type { OutcomeStore } from '../../../shared/adapters/dynamodb/outcomes.ts';
import type { UserMutation } from '../../../shared/contracts/user-mutation.ts';
import { World } from '../../fakes/world.ts';
import type { Call } from '../../infra/record-calls.ts';
import { recordCalls } from '../../infra/record-calls.ts';
import { openPipeline, type Pipeline } from '../../local/pipeline.ts';
import { people, person, tenant } from '../../shared/core/build.ts';

describe('what the messages of a batch begin with', () => {
  /** A newcomer's activation, sent and not delivered yet, and the store with what was read ahead of it. */
  async function open() {
    const world = await World.activated({ employees: people(3) });
    world.add(person('new'));
    world.date = '2026-12-02';
    await world.sync();
    const mutations: UserMutation[] = world.queue.splice(0);
    const state = { now: 0, ahead: 0, single: 0 };
    const store: OutcomeStore = {
      ...world.store,
      readOutcome: (...asked) => {
        state.single += 1;
        return world.store.readOutcome(...asked);
      },
      readAhead: async (tenantId, wanted) => {
        state.ahead += 1;
        const outcome = await world.store.readOutcome(tenantId, 'new');
        const open = await world.store.readOpen(tenantId, 'new', 'profile');
        return {
          outcome: (id) => (wanted.some(({ employeeId }) => employeeId === id) ? { value: outcome } : undefined),
          open: ({ employeeId }) => (employeeId === 'new' ? { value: open } : undefined),
        };
      },
    };
    return { world, state, outcomes: readBatchAhead(store, mutations, () => state.now) };
  }

  it('is read in one call, given once, and after that read as it is by then', async () => {
    const { world, state, outcomes } = await open();
    expect(await outcomes.readOutcome('acme', 'new')).toBeUndefined();
    expect((await outcomes.readOpen('acme', 'new', 'profile'))?.reservation.kind).toBe('activate');
    expect(state).toMatchObject({ ahead: 1, single: 0 });
    const registration = tenant.registration;
    await world.store.writeOutcome('acme', { employeeId: 'new', registration, version: 0, applied: {}, grants: [] });
    expect((await outcomes.readOutcome('acme', 'new'))?.version).toBe(1);
    expect(state).toMatchObject({ ahead: 1, single: 1 });
  });

  it('is read as it is by then also five seconds later, and of whom nothing was read ahead', async () => {
    const { state, outcomes } = await open();
    await outcomes.readOutcome('acme', '1');
    expect(state).toMatchObject({ ahead: 1, single: 1 });
    state.now = 5_000;
    await outcomes.readOutcome('acme', 'new');
    expect(state).toMatchObject({ ahead: 1, single: 2 });
  });
});

describe('deliver', () => {
  let pipeline: Pipeline;
  afterEach(() => pipeline.close());

  it('reads outcomes and open items in one call for a batch of ten, and the tenant for each: a pause stops the next one', async () => {
    pipeline = await openPipeline({ people: Array.from({ length: 10 }, (_, n) => ({ id: n + 1 })) });
    await pipeline.addTenant();
    await pipeline.approve('2026-11-02');
    const { local, alleo } = pipeline;
    const { sync } = local.startContainers();
    const mapping = { batchSize: 10, concurrency: 1 };
    const sqs = local.clients.sqs();
    await drainQueue(sqs, { functionName: 'sync', queueUrl: local.queues.tenants, handler: sync, ...mapping });
    const calls: Call[] = [];
    const handler = createHandler({
      source: local.env.deliver,
      clients: recordCalls(calls),
      counter: { add: () => {}, addDuration: () => {}, flush: () => {} },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      alleo: { allowLoopback: true, pacing: undefined },
    });
    await drainQueue(sqs, { functionName: 'deliver', queueUrl: local.queues.mutations, handler, ...mapping });
    expect(alleo.companies.get(1)?.ordered.filter((one) => one.is_active)).toHaveLength(10);
    const reads = calls.filter(({ action }) => /^dynamodb:.*Get/.test(action)).map(({ action }) => action);
    expect(reads.filter((action) => action === 'dynamodb:BatchGetItem')).toHaveLength(1);
    expect(reads.filter((action) => action === 'dynamodb:GetItem')).toHaveLength(10);
  });
});
