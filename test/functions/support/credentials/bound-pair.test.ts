import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundPair, type Pair } from '../../../../functions/support/bound-pair.ts';
import { logLines } from '../../../../local/telemetry.ts';
import type { SendRequest } from '../../../../shared/adapters/http/send-request.ts';
import { TenantError, TransientError } from '../../../../shared/core/ground/errors.ts';
import type { PairPort, Refusals } from '../../../../shared/core/ports/table.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

const PAIR: Pair = { side: 'personio', tenantId: 'acme', url: 'https://x/v1', id: 'client', secret: 'secret' };
const REFUSED = { tenantId: 'acme', operation: 'authenticate at Personio', code: 'CREDENTIALS_REFUSED' };

/** Pairs as several invocations know them together; a try is refused unless `good`. */
function openPairs() {
  const refusals = new Map<string, Refusals>();
  const lines: string[] = [];
  const state = { now: 1_000_000, good: false, tries: 0, fails: false };
  const pairs: PairPort = {
    readRefusals: async (pair) => refusals.get(pair),
    putRefusals: async (pair, stored) => {
      if (state.fails) throw new TransientError({ operation: 'put refusals', code: 'TimeoutError' }, 'no answer');
      refusals.set(pair, stored);
    },
    takeTurns: async () => 0,
  };
  const deps = { pairs, log: logLines((line) => lines.push(line)), now: () => state.now };
  const tryIt = async (pair: Pair = PAIR, facts: typeof REFUSED = REFUSED) => {
    const bound = boundPair(deps, pair);
    const port = bound.watch({
      read: async () => {
        await bound.refuseResting();
        state.tries += 1;
        if (!state.good) throw new TenantError(facts, 'refused');
        return 'read';
      },
      count: () => 7,
    });
    expect(port.count()).toBe(7);
    return port.read();
  };
  return { state, refusals, lines, tryIt };
}

describe('a pair that the other side refuses', () => {
  it('is tried twice, then rests for five minutes from the last refusal, and says until when', async () => {
    const { state, tryIt } = openPairs();
    for (let n = 0; n < 25; n += 1) await expect(tryIt()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' });
    expect(state.tries).toBe(2);
    await expect(tryIt()).rejects.toMatchObject({ hint: expect.stringContaining('again from 00:21:40 UTC on') });
    state.now += 299_999;
    await expect(tryIt()).rejects.toThrow();
    expect(state.tries).toBe(2);
    state.now += 1;
    state.good = true;
    expect(await tryIt()).toBe('read');
    expect(state.tries).toBe(3);
  });

  it('is tried at once where it was fixed after the first refusal', async () => {
    const { state, tryIt } = openPairs();
    await expect(tryIt()).rejects.toThrow();
    state.good = true;
    expect(await tryIt()).toBe('read');
  });

  it('rests alone: not another secret, id, address or side, but whichever tenant uses it', async () => {
    const { state, tryIt } = openPairs();
    for (let n = 0; n < 3; n += 1) await expect(tryIt()).rejects.toThrow();
    expect(state.tries).toBe(2);
    await expect(tryIt({ ...PAIR, tenantId: 'other' })).rejects.toThrow();
    expect(state.tries).toBe(2);
    const others: Partial<Pair>[] = [{ secret: 's' }, { id: 'c' }, { url: 'https://y/v1' }, { side: 'alleo' }];
    for (const other of others) await expect(tryIt({ ...PAIR, ...other })).rejects.toThrow();
    expect(state.tries).toBe(6);
  });

  it('of Alleo is one that gets no token, not one that a single call refuses', async () => {
    const { state, tryIt } = openPairs();
    const pair: Pair = { ...PAIR, side: 'alleo' };
    const facts = { tenantId: 'acme', operation: 'call Alleo', code: 'ALLEO_CREDENTIALS_REFUSED' };
    for (let n = 0; n < 5; n += 1) await expect(tryIt(pair, facts)).rejects.toThrow();
    expect(state.tries).toBe(5);
    const token = { ...facts, operation: 'authenticate at Alleo' };
    for (let n = 0; n < 5; n += 1) await expect(tryIt(pair, token)).rejects.toThrow();
    expect(state.tries).toBe(7);
  });

  it('is refused as it was, whether that could be noted or not', async () => {
    const { state, lines, tryIt } = openPairs();
    state.fails = true;
    await expect(tryIt()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' });
    expect(lines.join()).toContain('refused pair was not noted');
  });

  it('is named by what tells neither half', async () => {
    const { refusals, tryIt } = openPairs();
    await expect(tryIt()).rejects.toThrow();
    const [name = ''] = refusals.keys();
    expect(name).toMatch(/^[\w-]{22}$/);
  });
});

it('requests wait for their turn, five at a time, one claim after another', async () => {
  const claims: number[] = [];
  const slept: number[] = [];
  const pairs: PairPort = {
    readRefusals: async () => undefined,
    putRefusals: async () => {},
    takeTurns: async (_pair, count) => {
      claims.push(count);
      return claims.length * 100;
    },
  };
  const sent: string[] = [];
  const send: SendRequest = async ({ url }) => {
    sent.push(`${url} after ${slept.length}`);
    return { status: 200, headers: {}, body: '' };
  };
  const bound = boundPair({ pairs, log: logLines(() => {}), now: () => 0 }, PAIR);
  const paced = bound.takeTurns(send, async (ms) => void slept.push(ms));
  const limits = { timeoutMs: 1, maxBytes: 1 };
  await Promise.all(
    Array.from({ length: 12 }, (_, n) => paced({ method: 'GET', url: String(n), headers: {} }, limits)),
  );
  expect(claims).toEqual([5, 5, 5]);
  expect(slept).toEqual([100, 200, 300]);
  expect(sent.map((line) => line.split(' after ').map(Number))).toEqual(
    Array.from({ length: 12 }, (_, n) => [n, Math.floor(n / 5) + 1]),
  );
});

describe('all that look, together', () => {
  let pipeline: Pipeline;
  const desk = openDesk(() => pipeline);
  const tokens = () => pipeline.personio.requests.filter(({ route }) => route === 'POST /auth').length;

  beforeAll(async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
    await pipeline.addTenant();
  });
  afterAll(() => pipeline.close());

  it('are told when a pair that they give is tried again', async () => {
    const credentials = { personio: { clientId: 'client', clientSecret: 'mistyped' } };
    const told = [];
    for (let n = 0; n < 4; n += 1) told.push(await desk.problemOf('credentials-rotate', { credentials }));
    expect(told.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'CREDENTIALS_REFUSED'));
    expect(told[1]?.hint).toContain('Copy both again');
    expect(told[3]?.hint).toMatch(/^It was refused 2 times: the same pair is tried again from \d\d:\d\d:\d\d UTC on/);
  });

  it('try a refused pair twice, and tell nobody of it in the table', async () => {
    pipeline.personio.account.setCredentials([{ clientId: 'new', clientSecret: 'sauce' }]);
    pipeline.personio.clearLog();
    const code = 'CREDENTIALS_REFUSED';
    for (let n = 0; n < 2; n += 1) expect(await desk.ask('check')).toMatchObject({ ok: false, code });
    // It may be right by now: nobody is told more than that it rests, and no letter is written.
    const hint = expect.stringMatching(/^It was refused 2 times: the same pair is tried again from /);
    for (const operation of ['check', 'preview', 'issues', 'budgets', 'explain', 'verify'] as const)
      expect(await desk.problemOf(operation, { person: '1' }), operation).toMatchObject({ code, hint });
    expect(tokens()).toBe(2);
    const { Items } = await pipeline.local.clients
      .dynamodb()
      .send(new ScanCommand({ TableName: pipeline.local.env.sync.TABLE_NAME }));
    const known = (Items ?? []).filter(({ pk }) => String(pk).startsWith('PAIR#'));
    expect(known).toHaveLength(2);
    for (const item of known) expect(Object.keys(item).sort()).toEqual(['at', 'count', 'pk', 'sk', 'ttl', 'v']);
    // The pair in use rests; one that takes its place does not.
    const personio = { clientId: 'new', clientSecret: 'sauce' };
    expect(await desk.ask('credentials-rotate', { credentials: { personio } })).toMatchObject({ rotated: true });
    expect(await desk.ask('check')).toMatchObject({ ok: true });
  });
});
