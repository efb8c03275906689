import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { toEmployeeItem } from '../../shared/adapters/dynamodb/items/employee-item.ts';
import { TenantSecretSchema } from '../../shared/contracts/credentials.ts';
import { SupportEventSchema } from '../../shared/contracts/support-operation.ts';
import { TenantMessageSchema } from '../../shared/contracts/tenant-message.ts';
import { UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { EMPTY } from '../../shared/core/ground/employee.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import { indexHumans } from '../../shared/core/read/humans.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { openRealStore, type RealStore, TABLE } from '../shared/adapters/dynamodb/real-store.ts';
import { fingerprints, listing, person, remembered } from '../shared/core/build.ts';
import { readAll } from './read-all.ts';
import human from './v1/human.json' with { type: 'json' };
import items from './v1/items.json' with { type: 'json' };
import messages from './v1/messages.json' with { type: 'json' };
import reads from './v1/reads.json' with { type: 'json' };

type Item = Record<string, unknown>;

/** The kind of an item, as its key says it. */
const kindOf = ({ pk, sk }: Item): string => {
  const [first = '', , stream] = String(sk).split('#');
  if (!String(pk).startsWith('TENANT#')) return String(pk).split('#')[0] ?? '';
  return stream === 'made-anew' ? stream : first;
};

describe('items as the first release stored them', () => {
  let real: RealStore;
  afterEach(() => real.close());

  async function openWith(stored: readonly Item[]): Promise<RealStore> {
    real = await openRealStore();
    for (const Item of stored) await real.client.send(new PutCommand({ TableName: TABLE, Item }));
    return real;
  }
  const rawItems = async (): Promise<readonly Item[]> =>
    (await real.client.send(new ScanCommand({ TableName: TABLE }))).Items ?? [];

  it('are read by this one', async () => {
    const { store } = await openWith(items);
    expect(await readAll(store)).toEqual(reads);
  });

  it.each(items.filter((item) => item.sk !== 'LEASE' && kindOf(item) !== 'made-anew').map((item) => [item.sk, item]))(
    'in a newer form are refused clearly, not misread: %s',
    async (sk, newer) => {
      const { store } = await openWith(items.map((item) => (item === newer ? { ...item, v: 2 } : item)));
      const error: unknown = await readAll(store).catch((thrown: unknown) => thrown);
      expect(error, sk).toMatchObject({ name: 'TenantError', tenantId: 'acme' });
      expect(String(error)).toContain('at v: another release wrote it');
    },
  );

  it("an employee's status is not taken from a newer form", async () => {
    const { store } = await openWith(items.map((item) => (item.sk === 'EMP#1' ? { ...item, v: 2 } : item)));
    await expect(store.readStatus('acme', '1')).rejects.toMatchObject({ code: 'MEMORY_UNREADABLE' });
  });

  it('with attributes of a newer release are written back with them', async () => {
    const extended = items.map((item): Item => {
      const later = { ...item, later: { of: 'a newer release' } };
      if (item.sk === 'EMP#1') return { ...later, f: `${String(item.f)} pppppppppppp` };
      return 'policies' in item ? { ...later, policies: { ...item.policies, laterPolicy: 7 } } : later;
    });
    const { store, clock } = await openWith(extended);
    // The frozen lease has lapsed.
    clock.now = 2_000_000;
    const lease = await store.takeLease('acme', 'run-2');
    if (lease === undefined) throw new Error('the lease is not to be had');
    const { employees, open, ledger, approval } = await store.readMemory('acme');
    if (approval === undefined) throw new Error('no approval');
    await store.write(lease, [
      ...[...employees.values()].map((item) => ({ put: 'employee', item }) as const),
      ...open.map((item) => ({ put: 'open', item }) as const),
      ...ledger.map((item) => ({ put: 'ledger', item }) as const),
      { put: 'approval', item: approval },
    ]);
    await store.putApproval('acme', approval);
    const outcome = await store.readOutcome('acme', '1');
    if (outcome === undefined) throw new Error('no outcome');
    await store.writeOutcome('acme', outcome);
    const tenant = await store.readTenant('acme');
    if (tenant === undefined) throw new Error('no tenant');
    const { secretArn: _, ...asRead } = tenant;
    const changes = { ...tenant, secretArn: 'arn:other' };
    expect(await store.updateTenant('acme', tenant.registration, changes, asRead)).toBe(true);

    const versions: Readonly<Record<string, Item>> = {
      EMP: { n: 2 },
      OUT: { version: 2 },
      TENANTS: { secretArn: 'arn:other' },
    };
    // A policy that this release added is written with the others.
    const addedTo = ({ policies }: Item) =>
      policies === undefined ? {} : { policies: { ...(policies as Item), limits: 'normal' } };
    const wanted = extended
      .filter(({ sk }) => sk !== 'LEASE')
      .map((item) => ({ ...item, ...(item['sk'] === 'EMP#2' ? { n: 2 } : versions[kindOf(item)]), ...addedTo(item) }));
    const stored = (await rawItems()).filter(({ sk }) => sk !== 'LEASE');
    for (const item of wanted) expect(stored).toContainEqual(item);
    expect(stored).toHaveLength(wanted.length);
  });
});

describe('a person whom a release without folded spellings stored, who was granted a one-off budget and has another id now', () => {
  const EVA = {
    first_name: 'Eva',
    last_name: 'van Dam-Wei\u00DF',
    email: 'eva.weiss@example.com',
    birthday: '1990-05-05',
  };
  const RETYPED = { ...EVA, first_name: 'EVA', last_name: 'VAN DAM WEISS' };

  it('is known again: by what was sent, and in any spelling while Personio shows the old id', async () => {
    const real = await openRealStore();
    try {
      await real.client.send(new PutCommand({ TableName: TABLE, Item: human.item }));
      const memory = await real.store.readMemory('acme');
      const fingerprints = createFingerprints(human.fingerprintKey);
      const known = (now: object, listed: Parameters<typeof listing>[0] = []) =>
        indexHumans(memory, listing(listed), fingerprints)
          .find(person('900', { ...EVA, ...now }))
          .map(({ likeness, sameEmail, memory: { budgets } }) => [likeness, sameEmail, budgets['oneoff:all']?.grant]);
      expect(known({})).toEqual([['same', true, 1]]);
      expect(known({ email: 'EVA.WEISS@example.com' })).toEqual([['same', true, 1]]);
      expect(known({ email: 'another@example.com' })).toEqual([['same', false, 1]]);
      // Money waits for support at least; nothing is paid.
      expect(known(RETYPED)).toEqual([['likely', true, 1]]);
      expect(known(RETYPED, [person('1', { ...EVA, status: 'inactive', email: 'eva_x1y2z@example.com' })])).toEqual([
        ['same', true, 1],
      ]);
    } finally {
      await real.close();
    }
  });
});

describe('a person whom a release without folded spellings wrote over after a rollback, and left the old ones beside', () => {
  const ANNA = { first_name: 'Anna', last_name: 'Maas-Lang', email: 'Office@example.com', birthday: EMPTY } as const;
  const EVA = { first_name: 'Eva', last_name: 'Smit', email: 'eva@example.com', birthday: EMPTY } as const;

  it('is known by what was sent last alone: whoever is called as they were called before is somebody else', async () => {
    const real = await openRealStore();
    const known = async (now: object) => {
      const memory = await real.store.readMemory('acme');
      const found = indexHumans(memory, listing([]), fingerprints).find(person('900', now));
      return found.map(({ likeness }) => likeness);
    };
    const put = (item: object) =>
      real.client.send(new PutCommand({ TableName: TABLE, Item: { pk: 'TENANT#acme', sk: 'EMP#1', ...item } }));
    try {
      const before = toEmployeeItem(remembered(person('1', ANNA)), 1);
      await put(before);
      expect(await known({ ...ANNA, last_name: 'MAAS LANG' })).toEqual(['same']);
      await put({ ...before, f: toEmployeeItem(remembered(person('1', EVA)), 1).f });
      expect(await known({ ...ANNA, email: 'office@example.com' })).toEqual([]);
      expect(await known(EVA)).toEqual(['same']);
    } finally {
      await real.close();
    }
  });
});

describe('a policy that an earlier release did not store', () => {
  it('is read by its default, and is no change', async () => {
    const real = await openRealStore();
    try {
      for (const item of items) {
        const { missingDays: _, ...policies } = 'policies' in item ? (item.policies ?? {}) : {};
        const Item = 'policies' in item ? { ...item, policies } : item;
        await real.client.send(new PutCommand({ TableName: TABLE, Item }));
      }
      const tenant = await real.store.readTenant('acme');
      if (tenant === undefined) throw new Error('no tenant');
      const { registration, policies } = tenant;
      const changes = { policies: { ...policies, onLeave: 'in' as const } };
      expect(await real.store.updateTenant('acme', registration, changes, { policies })).toBe(true);
      expect(await real.store.updateTenant('acme', registration, { policies }, { policies })).toBe(false);
    } finally {
      await real.close();
    }
  });
});

describe('messages and secrets', () => {
  it.each<[string, z.ZodMiniType, readonly unknown[]]>([
    ['tenant messages', TenantMessageSchema, messages.tenantMessages],
    ['mutations', UserMutationSchema, messages.mutations],
    ['secrets', TenantSecretSchema, messages.secrets],
    ['support events', SupportEventSchema, messages.supportEvents],
  ])('%s of the first release are read as they were', (_, schema, frozen) => {
    expect(frozen.length).toBeGreaterThan(0);
    for (const one of frozen) expect(schema.parse(one)).toEqual(one);
  });

  it('a field that a newer release adds within a version does not stand in the way', () => {
    const [message, mutation] = [messages.tenantMessages[0], messages.mutations[1]];
    expect(TenantMessageSchema.parse({ ...message, later: 1 })).toEqual(message);
    const data = { ...mutation?.data, later: 1 };
    expect(UserMutationSchema.parse({ ...mutation, data, later: 1 })).toEqual(mutation);
  });

  it('a secret of a newer version is refused by its path', () => {
    const result = TenantSecretSchema.safeParse({ ...messages.secrets[0], version: 2 });
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual(['version']);
  });
});

// Longer than usual: a machine of two cores runs other files beside these.
describe('the whole pipeline', { timeout: 60_000 }, () => {
  let pipeline: Pipeline;
  afterEach(() => pipeline.close());

  const MONTHLY = 'alleo_monthly_all_budget';
  const people = Array.from({ length: 12 }, (_, n) => ({ id: n + 1, custom: { [MONTHLY]: 50 } }));

  async function activated(): Promise<void> {
    pipeline = await openPipeline({ people });
    await pipeline.addTenant();
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
  }
  const table = () => pipeline.local.env.sync.TABLE_NAME;
  const scan = async (): Promise<readonly Item[]> =>
    (await pipeline.local.clients.dynamodb().send(new ScanCommand({ TableName: table() }))).Items ?? [];

  it('stores no item and sends no message without a version, and each kind of item is frozen here', async () => {
    await activated();
    // Alleo takes nothing, and too many leave: open items, rejections and a held plan come to lie in the table.
    pipeline.alleo.setCredentials([]);
    pipeline.personio.change(1, { lastName: 'Changed' });
    for (const id of [2, 3, 4, 5, 6]) pipeline.personio.change(id, { status: 'inactive' });
    await pipeline.runDay('2026-11-03');
    const stored = await scan();
    expect(stored.filter(({ v }) => v !== 1)).toEqual([]);
    const frozen = new Set(items.map(kindOf));
    const kinds = new Set(stored.map(kindOf));
    expect([...kinds].filter((kind) => !frozen.has(kind))).toEqual([]);
    expect([...kinds].sort()).toEqual([
      'APPROVAL',
      'AUDIT',
      'EMP',
      'LEDGER',
      'OPEN',
      'OUT',
      'PLAN',
      'PREVIEW',
      'RUN',
      'TENANTS',
    ]);
    const versions = pipeline.bodiesOf('budgets').map((body) => (JSON.parse(body) as Item)['dataschema']);
    expect(new Set(versions)).toEqual(new Set(['urn:alleo:user-mutation:1']));
  });

  it('a release that was rolled back works on, and keeps what the newer one stored', async () => {
    await activated();
    const before = await scan();
    for (const item of before) {
      const Item = { ...item, later: 'x', ...(kindOf(item) === 'EMP' && { f: `${String(item['f'])} pppppppppppp` }) };
      await pipeline.local.clients.dynamodb().send(new PutCommand({ TableName: table(), Item }));
    }
    pipeline.personio.change(1, { lastName: 'Changed', custom: { [MONTHLY]: 60 } });
    pipeline.personio.change(2, { status: 'inactive' });
    const report = await pipeline.reportOf('2026-11-02');
    expect(report).toMatchObject({ status: 'ok', mutations: { update: 1, deactivate: 1, 'set-monthly-budget': 1 } });
    const after = await scan();
    const lost = before.filter(
      ({ pk, sk }) => !after.some((item) => item['pk'] === pk && item['sk'] === sk && item['later'] === 'x'),
    );
    expect(lost.map(({ sk }) => sk)).toEqual([]);
    const changed = after
      .filter(({ sk }) => sk === 'EMP#1' || sk === 'EMP#2')
      .map(({ f }) => String(f).endsWith(' pppppppppppp'));
    expect(changed).toEqual([true, true]);
  });

  it('a message of a newer version becomes a dead letter, told by the field, and hurts no neighbour', async () => {
    await activated();
    const tenant = await pipeline.local.directory.readTenant('acme');
    const message = { ...messages.tenantMessages[0], registration: tenant?.registration };
    await pipeline.send('tenants', 'acme', JSON.stringify({ ...message, version: 2 }));
    const newer = { ...messages.mutations[1], dataschema: 'urn:alleo:user-mutation:2' };
    await pipeline.send('mutations', 'acme', JSON.stringify(newer));
    pipeline.personio.change(1, { lastName: 'Changed' });
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ status: 'ok', mutations: { update: 1 } });
    expect(pipeline.bodiesOf('tenantDeadLetters').map((body): unknown => JSON.parse(body))).toEqual([
      { ...message, version: 2 },
    ]);
    expect(pipeline.bodiesOf('mutationDeadLetters').map((body): unknown => JSON.parse(body))).toEqual([newer]);
    const told = pipeline.logs.filter((line) => line.includes('MESSAGE_MALFORMED')).join('\n');
    expect(told).toMatch(/as the contract says at version/);
    expect(told).toMatch(/as the contract says at dataschema/);
  });
});
