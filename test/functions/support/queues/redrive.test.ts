import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const redrive = (tenantId?: string) =>
  askSupport(pipeline.local, 'test', { operation: 'redrive', ...(tenantId === undefined ? {} : { tenantId }) });

async function tenantMessage(tenantId: string): Promise<string> {
  const tenant = await pipeline.local.directory.readTenant('acme');
  const requestedAt = '2026-11-02T03:00:00Z';
  return JSON.stringify({ version: 1, tenantId, registration: tenant?.registration, trigger: 'requeue', requestedAt });
}

const groupsOf = (queue: 'tenants' | 'tenantDeadLetters' | 'mutations') =>
  pipeline.local.engine.sqs.messagesOf(pipeline.local.queues[queue]).map(({ groupId }) => groupId);

describe('redrive', () => {
  it('brings every queue its dead letters back, in their order, and leaves none behind', async () => {
    await pipeline.approve('2026-11-02');
    pipeline.alleo.script = ({ method }) => (method === 'GET' ? { status: 503, body: '' } : undefined);
    await pipeline.runDay('2026-11-02');
    const dead = pipeline.bodiesOf('mutationDeadLetters');
    expect(dead).toHaveLength(2);
    await pipeline.send('tenantDeadLetters', 'acme', await tenantMessage('acme'));
    expect(await redrive()).toEqual({
      moved: [
        { queue: 'tenant-queue', count: 1 },
        { queue: 'alleo-user-mutations', count: 2 },
        { queue: 'alleo-budget-mutations', count: 0 },
      ],
      kept: 0,
      malformed: 0,
      left: 0,
    });
    expect(pipeline.bodiesOf('mutations')).toEqual(dead);
    expect(pipeline.bodiesOf('mutationDeadLetters')).toEqual([]);
    expect(groupsOf('tenants')).toEqual(['acme']);
    pipeline.alleo.script = undefined;
    await pipeline.runDay('2026-11-02');
    expect(pipeline.alleo.companies.get(1)?.ordered.filter((one) => one.is_active)).toHaveLength(2);
  });

  it('brings back those of the named tenant alone; the others stay where they are, to be seen at once', async () => {
    for (const id of ['acme', 'other', 'acme']) {
      await pipeline.send('tenantDeadLetters', id, await tenantMessage(id));
    }
    expect(await redrive('acme')).toMatchObject({ moved: [{ count: 2 }, {}, {}], kept: 1, malformed: 0, left: 1 });
    expect(groupsOf('tenants')).toEqual(['acme', 'acme']);
    expect(groupsOf('tenantDeadLetters')).toEqual(['other']);
    expect(await redrive()).toMatchObject({ moved: [{ count: 1 }, {}, {}], kept: 0 });
  });

  it('keeps what nobody can read, and it holds up none of its tenant behind it', async () => {
    for (let n = 0; n < 12; n += 1) await pipeline.send('tenants', 'acme', `not even JSON ${n}`);
    await pipeline.send('tenants', 'acme', '{"version":1,"tenantId":"acme"}');
    await pipeline.runDay('2026-11-02');
    for (let n = 0; n < 12; n += 1) await pipeline.send('tenantDeadLetters', 'acme', await tenantMessage('acme'));
    expect(await redrive('acme')).toMatchObject({ moved: [{ count: 12 }, {}, {}], kept: 13, malformed: 13 });
    expect(pipeline.bodiesOf('tenantDeadLetters')).toHaveLength(13);
    expect(pipeline.bodiesOf('tenants')).toHaveLength(12);
  });

  it('sends under a fresh deduplication id: a message that came this minute is not taken for one that came before', async () => {
    const body = await tenantMessage('acme');
    await pipeline.send('tenantDeadLetters', 'acme', body);
    await redrive();
    await pipeline.send('tenantDeadLetters', 'acme', body);
    expect(await redrive()).toMatchObject({ moved: [{ count: 1 }, {}, {}] });
    expect(pipeline.bodiesOf('tenants')).toEqual([body, body]);
  });

  it('names the nearest for a tenant that is not there', async () => {
    await expect(redrive('acne')).rejects.toMatchObject({
      problem: { kind: 'usage', code: 'TENANT_UNKNOWN', hint: 'Did you mean acme (Acme)?' },
    });
  });
});
