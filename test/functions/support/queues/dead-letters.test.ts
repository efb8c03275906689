import { afterEach, beforeEach, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const list = (tenantId?: string) =>
  askSupport(pipeline.local, 'test', { operation: 'dead-letters', ...(tenantId === undefined ? {} : { tenantId }) });

it('tells whose, what, why and since when, never what a message says, and leaves all where they are', async () => {
  await pipeline.approve('2026-11-02');
  pipeline.alleo.script = ({ method }) => (method === 'GET' ? { status: 503, body: '' } : undefined);
  await pipeline.runDay('2026-11-02');
  await pipeline.send('tenantDeadLetters', 'other', '{"version":1,"tenantId":"Jane Doe!"}');
  await pipeline.send('tenantDeadLetters', 'acme', 'not even JSON');
  const before = [pipeline.bodiesOf('mutationDeadLetters'), pipeline.bodiesOf('tenantDeadLetters')];

  const answer = await list();
  expect(answer.letters).toMatchObject([
    {
      queue: 'tenant-queue',
      tenantId: 'other',
      kind: null,
      faults: ['tenantId', 'registration', 'trigger', 'requestedAt'],
    },
    { queue: 'tenant-queue', tenantId: 'acme', kind: null, employeeId: null, faults: ['(whole)'] },
    { queue: 'alleo-user-mutations', tenantId: 'acme', kind: 'activate', employeeId: '1', faults: [] },
    { queue: 'alleo-user-mutations', tenantId: 'acme', kind: 'activate', employeeId: '2', faults: [] },
  ]);
  expect(answer.queues).toEqual([
    { queue: 'tenant-queue', count: 2 },
    { queue: 'alleo-user-mutations', count: 2 },
    { queue: 'alleo-budget-mutations', count: 0 },
  ]);
  expect(JSON.stringify(answer)).not.toMatch(/Jane|not even|@/);
  expect([pipeline.bodiesOf('mutationDeadLetters'), pipeline.bodiesOf('tenantDeadLetters')]).toEqual(before);
  expect((await list('acme')).letters.map(({ tenantId }) => tenantId)).toEqual(['acme', 'acme', 'acme']);
});

it('shows of one customer ten at a time, and counts them all', async () => {
  for (let n = 0; n < 12; n += 1) await pipeline.send('tenantDeadLetters', 'acme', `letter ${n}`);
  const { letters, queues } = await list();
  expect(letters).toHaveLength(10);
  expect(queues[0]).toEqual({ queue: 'tenant-queue', count: 12 });
  expect((await list()).letters).toHaveLength(10);
});
