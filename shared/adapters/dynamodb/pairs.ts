import * as z from '../../contracts/zod.ts';
import type { PairPort } from '../../core/ports/table.ts';
import { parseStored } from '../parse-stored.ts';
import { backOffMs } from '../retry.ts';
import { type Key, pairPartition, REFUSED, TURNS } from './keys.ts';
import { Table, type TableDeps } from './table.ts';
import { KEPT_DAYS, ttlAfter } from './ttl.ts';

export interface PairDeps extends TableDeps {
  /** Unix milliseconds: real time, also in a run of another day. @default Date.now */
  readonly now?: () => number;
}

const RefusedItemSchema = z.object({ v: z.literal(1), count: z.int(), at: z.int() });
const TurnsItemSchema = z.object({ v: z.literal(1), next: z.int() });

/** 200 requests a minute, of Personio's 300 for a credential: a run of the same customer keeps a share. */
const TURN_MS = 300;
/** Personio's own burst, in requests. */
const BURST = 15;
/** No invocation waits longer for its turn, whatever is stored. */
const LONGEST_WAIT_MS = 60_000;
const ATTEMPTS = 6;

/** What support knows of pairs of credentials, across its invocations, on DynamoDB. */
export function createPairs(deps: PairDeps): PairPort {
  const table = new Table(deps);
  const now = deps.now ?? Date.now;
  const keyOf = (pair: string, sk: string): Key => ({ pk: pairPartition(pair), sk });
  const ttl = () => ttlAfter(now(), KEPT_DAYS.pair);

  async function read<T>(operation: string, key: Key, schema: z.ZodMiniType<T>): Promise<T | undefined> {
    const item = await table.get({ operation }, key);
    return item && parseStored(schema, item, { operation, kind: 'pair of credentials', code: 'ITEM_UNREADABLE' });
  }

  return {
    readRefusals: (pair) => read('read refusals', keyOf(pair, REFUSED), RefusedItemSchema),
    async putRefusals(pair, { count, at }) {
      await table.put({ operation: 'put refusals' }, { ...keyOf(pair, REFUSED), v: 1, count, at, ttl: ttl() });
    },
    async takeTurns(pair, count) {
      const operation = 'take turns';
      const key = keyOf(pair, TURNS);
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const stored = await read(operation, key, TurnsItemSchema);
        const next = Math.max(now() - BURST * TURN_MS, stored?.next ?? 0) + count * TURN_MS;
        const condition =
          stored === undefined
            ? { expression: 'attribute_not_exists(pk)' }
            : { expression: '#next = :read', names: { '#next': 'next' }, values: { ':read': stored.next } };
        if (await table.put({ operation }, { ...key, v: 1, next, ttl: ttl() }, condition))
          return Math.min(Math.max(0, next - now()), LONGEST_WAIT_MS);
        await table.sleep(backOffMs(attempt));
      }
      // Others take turns faster than this one gets to: as slow as if all of them had come first.
      return BURST * TURN_MS;
    },
  };
}
