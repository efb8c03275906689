import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { readItem } from '../../shared/adapters/dynamodb/items/read-item.ts';
import type { TenantError } from '../../shared/core/ground/errors.ts';
import type { MemoryWrite } from '../../shared/core/ports/table.ts';
import {
  AT,
  sampleApproval,
  sampleAudit,
  sampleEmployee,
  sampleLedger,
  sampleOpen,
  sampleOutcome,
  sampleReport,
  sampleTenant,
} from '../contracts/store-samples.ts';
import { openAdapters } from '../shared/adapters/dynamodb/open-adapters.ts';
import { JSON_VALUES, placesOf, replaceAt } from './json-values.ts';

type Item = Record<string, unknown>;
type Store = ReturnType<typeof openStore>;

/** A value as DynamoDB sends it; one that is given as such stays as it is. */
function marshal(value: unknown): AttributeValue {
  if (value instanceof Sent) return value.value;
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(marshal) };
  return { M: Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, marshal(one)])) };
}

/** A value of a kind that plain JSON does not have. */
class Sent {
  readonly value: AttributeValue;
  constructor(value: AttributeValue) {
    this.value = value;
  }
}

/** The adapters on a table that keeps what is put and gives back, whatever is asked for, this one item. */
function openStore(item?: unknown) {
  const put: Item[] = [];
  type Stored = Record<string, AttributeValue>;
  type Input = { Item?: Stored; TransactItems?: { Put?: { Item: Stored } }[] };
  const send = async ({ input }: { input: Input }) => {
    if (input.Item !== undefined) put.push(readItem(input.Item));
    for (const { Put } of input.TransactItems ?? []) if (Put !== undefined) put.push(readItem(Put.Item));
    const items = item === undefined ? [] : [marshal(item).M];
    return { Item: items[0], Items: items, Count: items.length };
  };
  // Of the client the adapters call `send` alone.
  const deps = { client: () => ({ send }) as unknown as DynamoDBClient, tableName: 'table' };
  return { ...openAdapters(deps), put };
}

const writeOne = (write: MemoryWrite) => async (store: Store) => {
  await store.write({ tenantId: 'acme', runId: 'run-1', step: 0 }, [write]);
};

/** Each kind of item: how it is written, and by whom it is read. */
const KINDS: readonly [
  kind: string,
  write: (store: Store) => Promise<unknown>,
  read: (store: Store) => Promise<unknown>,
][] = [
  ['tenant', (to) => to.createTenant(sampleTenant('acme')), (from) => from.readTenant('acme')],
  ['employee memory', writeOne({ put: 'employee', item: sampleEmployee('1') }), (from) => from.readMemory('acme')],
  ['employee memory', writeOne({ put: 'employee', item: sampleEmployee('1') }), (from) => from.readStatus('acme', '1')],
  [
    'open item',
    writeOne({ put: 'open', item: sampleOpen('1', { code: 'C', attribute: 'email' }) }),
    (from) => from.readMemory('acme'),
  ],
  ['open item', writeOne({ put: 'open', item: sampleOpen('1') }), (from) => from.readOpen('acme', '1', 'profile')],
  ['ledger day', writeOne({ put: 'ledger', item: sampleLedger('2026-03-02') }), (from) => from.readMemory('acme')],
  ['approval', writeOne({ put: 'approval', item: sampleApproval }), (from) => from.readMemory('acme')],
  ['delivery outcome', (to) => to.writeOutcome('acme', sampleOutcome('1')), (from) => from.readOutcome('acme', '1')],
  [
    'run report',
    (to) => to.putReport(sampleReport('acme', 'run-1'), new Date(AT)),
    (from) => from.listReports('acme', 1),
  ],
  [
    'plan',
    (to) => to.putPlan('acme', 'digest-1', [{ employeeId: '1', kind: 'update', fingerprint: 'f' }], new Date(AT)),
    (from) => from.readPlan('acme', 'digest-1'),
  ],
  ['audit entry', (to) => to.putAudit(sampleAudit('acme')), (from) => from.listAudit('acme', 1)],
];

async function sampleOf(write: (store: Store) => Promise<unknown>): Promise<Item> {
  const store = openStore();
  await write(store);
  const [item] = store.put;
  if (item === undefined) throw new Error('nothing was put');
  return item;
}

/** What is inside the texts that hold JSON is a place, too. */
const JSON_TEXTS = ['issues', 'entries'];

function* spoil(item: Item): Generator<{ path: string; spoilt: unknown; value: unknown }> {
  for (const path of placesOf(item)) {
    if (path.length === 0 || path[0] === 'pk' || path[0] === 'sk') continue;
    for (const value of [undefined, ...JSON_VALUES])
      yield { path: path.join('.'), spoilt: replaceAt(item, path, value), value };
  }
  for (const name of JSON_TEXTS.filter((text) => text in item)) {
    const inside: unknown = JSON.parse(String(item[name]));
    for (const path of placesOf(inside)) {
      for (const value of JSON_VALUES) {
        const text = JSON.stringify(replaceAt(inside, path, value));
        yield { path: [name, ...path].join('.'), spoilt: { ...item, [name]: text }, value };
      }
    }
  }
}

const isNear = (told: string, path: string) => `${told}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${told}.`);

describe('every JSON value at every place of a stored item', () => {
  it.each(KINDS)('%s: read, or refused by tenant, kind and path, never the value', async (kind, write, read) => {
    const item = await sampleOf(write);
    expect(await read(openStore(item))).toBeDefined();
    let refused = 0;
    for (const { path, spoilt, value } of spoil(item)) {
      const error = await read(openStore(spoilt)).then(
        () => undefined,
        (thrown: unknown) => thrown as Error,
      );
      if (error === undefined) continue;
      refused += 1;
      const [, told = ''] =
        new RegExp(`the stored ${kind} cannot be read at (.*?)(?:: another release.*)?$`).exec(error.message) ?? [];
      const { name, tenantId } = error as TenantError;
      expect({ path, value, name, isNear: isNear(told, path), tenantId }).toEqual({
        path,
        value,
        name: 'TenantError',
        isNear: true,
        tenantId: 'acme',
      });
      expect(error.message).toMatch(/: (MEMORY|ITEM)_UNREADABLE: /);
      if (typeof value === 'string' && value.length > 4) expect(error.message).not.toContain(value);
    }
    expect(refused).toBeGreaterThan(40);
  });

  it('a set or bytes, which are never written, are refused like any other', async () => {
    const kinds = [new Sent({ SS: ['Zquirinia'] }), new Sent({ NS: ['1'] }), new Sent({ B: Buffer.from('Zquirinia') })];
    const item = await sampleOf(writeOne({ put: 'employee', item: sampleEmployee('1') }));
    for (const name of Object.keys(item).filter((one) => one !== 'pk' && one !== 'sk')) {
      for (const value of kinds) {
        await expect(openStore({ ...item, [name]: value }).readMemory('acme')).rejects.toMatchObject({
          code: 'MEMORY_UNREADABLE',
          message: expect.stringMatching(`cannot be read at ${name}\\b`),
        });
      }
    }
  });
});
