import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TenantMessageSchema } from '../../shared/contracts/tenant-message.ts';
import { UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { factsOf } from '../../shared/runtime/error-facts.ts';
import { processBatch } from '../../shared/runtime/process-batch.ts';
import { parseBody, type SqsRecord } from '../../shared/runtime/sqs-event.ts';
import { WireWorld } from '../faults/wire/wire-world.ts';
import { JSON_VALUES, placesOf, replaceAt } from './json-values.ts';

const common = { external_id: '1', sequence: 7, company_id: 1, registration: '01JD0000000000000000000000' };
const event = {
  specversion: '1.0',
  id: 'update-1',
  source: 'personio-sync/acme',
  type: 'co.alleo.user.update',
  subject: '1',
  time: '2026-03-02T03:00:00.000Z',
  datacontenttype: 'application/json',
  tenantid: 'acme',
};
const profile = {
  external_id: '1',
  email: 'a@example.com',
  first_name: 'A',
  last_name: 'B',
  birthday: '1990-01-02',
  work_anniversary: null,
  department: 'IT',
  offboarding_date: null,
  language: 'en',
};
const money = { category: 'all', amount: '10.00', currency: 'EUR' };
const MESSAGES: readonly [
  name: string,
  schema: z.ZodMiniType<{ tenantid: string } | { tenantId: string }>,
  message: object,
][] = [
  [
    'update',
    UserMutationSchema,
    { ...event, data: { ...common, kind: 'update', reason: 'EMPLOYED', profile, changed: ['email'] } },
  ],
  [
    'deactivate',
    UserMutationSchema,
    { ...event, data: { ...common, kind: 'deactivate', reason: 'X', profile: { external_id: '1' }, changed: [] } },
  ],
  ['monthly budget', UserMutationSchema, { ...event, data: { ...common, kind: 'set-monthly-budget', ...money } }],
  ['grant', UserMutationSchema, { ...event, data: { ...common, kind: 'grant-one-off-budget', ...money, grant: 1 } }],
  [
    'tenant message',
    TenantMessageSchema,
    { version: 1, tenantId: 'acme', registration: common.registration, trigger: 'schedule', requestedAt: event.time },
  ],
];
const NO_JSON = ['', '{', 'undefined', '{"a":1}}', "{'a':1}", '\u0000', '['.repeat(100_000)];

const recordOf = (body: string, index: number): SqsRecord => ({
  messageId: `m-${index}`,
  receiptHandle: `r-${index}`,
  body,
  attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'acme' },
});

describe('every JSON value at every place of a message', () => {
  it.each(MESSAGES)('%s: handled, or a dead letter alone, told by its path', async (_, schema, message) => {
    const places = placesOf(message);
    const spoilt = places.flatMap((path) =>
      [undefined, ...JSON_VALUES].map((value) => ({
        path,
        value,
        body: JSON.stringify(replaceAt(message, path, value)) ?? '',
      })),
    );
    const bodies = [...spoilt.map(({ body }) => body), ...NO_JSON, JSON.stringify(message)];
    const handled: string[] = [];
    const dead: string[] = [];
    const explanations: string[] = [];
    const response = await processBatch(
      {
        control: { setVisibility: async () => {}, sendToDeadLetters: async ({ body }) => void dead.push(body) },
        log: {
          info: () => {},
          warn: () => {},
          error: (_message, error) => explanations.push(factsOf(error).explanation ?? ''),
        },
        counter: { add: () => {}, addDuration: () => {}, flush: () => {} },
        deadline: { begin: () => {}, heed: () => {} },
      },
      bodies.map(recordOf),
      async (record) => {
        parseBody(schema, record, 'read message');
        handled.push(record.body);
      },
    );
    expect(response.batchItemFailures).toEqual([]);
    expect([...handled, ...dead].toSorted()).toEqual(bodies.toSorted());
    expect(handled.at(-1)).toBe(JSON.stringify(message));
    expect(dead.length).toBeGreaterThan(places.length * 10);
    expect(dead).toEqual(expect.arrayContaining(NO_JSON));
    for (const explanation of explanations) {
      const [, told = ''] = / at ([\w.,() -]+)$/.exec(explanation) ?? [];
      const known = new Set(places.map((path) => path.join('.') || '(whole)'));
      // A place may also lie inside what a value brought along.
      const isPlace = (path: string) => known.has(path) || known.has(path.replace(/\.\d+$/, ''));
      if (!/: (the body is not JSON|it lies in another tenant's group)$/.test(explanation))
        expect(told.split(', ').filter((path) => !isPlace(path))).toEqual([]);
    }
  });
});

describe('the real handlers', () => {
  let world: WireWorld;
  beforeAll(async () => {
    world = await WireWorld.open({ people: [{ id: 1 }, { id: 2 }] });
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
  }, 30_000);
  afterAll(() => world.close());

  it('put each unreadable mutation among the dead letters, and apply the one behind them', async () => {
    const [sent] = world.emitted;
    const places = placesOf(sent).filter((path) => path.length > 0 && path[0] !== 'source');
    const bodies = places.map((path) => JSON.stringify(replaceAt(sent, path, { 'Zquirinia Vexholm': [path.length] })));
    world.personio.change(1, { status: 'inactive' });
    world.at('2026-11-03');
    await world.schedule();
    world.alleo.script = () => ({ status: 503, body: '' });
    await world.drain();
    world.alleo.script = undefined;
    const good = world.emitted.find(({ data }) => data.kind === 'deactivate');
    const dead = world.bodies('mutationDeadLetters').length;
    expect(await world.invoke('deliver', [...bodies, JSON.stringify(good)])).toBe(0);
    expect(world.bodies('mutationDeadLetters')).toHaveLength(dead + bodies.length);
    expect(world.company.findByExternalId('1')?.is_active).toBe(false);
    expect(world.logs.filter((line) => line.includes('MESSAGE_MALFORMED'))).toHaveLength(bodies.length);
    expect(world.logs.join()).not.toContain('Zquirinia');
  });

  it('put each unreadable tenant message among the dead letters, and run for the one behind them', async () => {
    const tenant = await world.local.directory.readTenant('acme');
    const good = {
      version: 1,
      tenantId: 'acme',
      registration: tenant?.registration,
      trigger: 'requeue',
      requestedAt: '2026-11-03T03:00:00.000Z',
    };
    const bodies = placesOf(good).map((path) => JSON.stringify(replaceAt(good, path, { 'Zquirinia Vexholm': 1 })));
    const runs = world.reports.length;
    for (const body of [...bodies, JSON.stringify(good)]) expect(await world.invoke('sync', [body])).toBe(0);
    expect(world.bodies('tenantDeadLetters')).toHaveLength(bodies.length);
    expect(world.reports).toHaveLength(runs + 1);
    expect(world.reports.at(-1)).toMatchObject({ status: 'ok' });
    expect(world.logs.join()).not.toContain('Zquirinia');
  });
});
