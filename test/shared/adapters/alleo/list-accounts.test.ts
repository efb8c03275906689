import { describe, expect, it } from 'vitest';
import type { AccountPage } from '../../../../shared/adapters/alleo/list-accounts.ts';
import { listAccounts } from '../../../../shared/adapters/alleo/list-accounts.ts';
import { proveAllAccounts } from '../../../../shared/core/accounts/account-listing.ts';
import type { AlleoAccount } from '../../../../shared/core/ports/alleo.ts';

const text = { external_id: null, email: null, first_name: null, last_name: null, birthday: null };
const account = (id: number): AlleoAccount => ({
  id,
  ...text,
  work_anniversary: null,
  company_group_id: null,
  is_active: true,
});
const accounts = (count: number) => Array.from({ length: count }, (_, n) => account(n + 1));

/** A server with so many accounts; `pageOf` says what it answers. */
function serve(count: number, pageOf: (skip: number, n: number) => AccountPage) {
  const all = accounts(count);
  let [requests, inFlight, most] = [0, 0, 0];
  const readPage = async (skip: number): Promise<AccountPage> => {
    requests += 1;
    inFlight += 1;
    most = Math.max(most, inFlight);
    if (requests > 10_000) throw new Error('it never ends');
    const page = pageOf(skip, requests);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    inFlight -= 1;
    return page;
  };
  return { all, readPage, figures: () => ({ requests, most }) };
}

/** Whole numbers from 0 to below what is asked for, the same ones for a seed. */
function randomBelow(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const capped = (count: number, cap: (n: number) => number) => {
  const server = serve(count, (skip, n) => ({ data: server.all.slice(skip, skip + cap(n)), count }));
  return server;
};

describe('the pages of a list', () => {
  it.each([0, 1, 99, 100, 101, 120, 1_000])('of %i accounts are read, each once', async (count) => {
    const { readPage, figures } = capped(count, () => 100);
    const read = await listAccounts(readPage);
    expect(proveAllAccounts(read)).not.toHaveProperty('incomplete');
    expect(read.accounts.size).toBe(count);
    // Each page but the first begins with the row that the one before it ends with.
    expect(figures().requests).toBe(1 + Math.max(0, Math.ceil((count - 100) / 99)));
  });

  it.each([
    ['fifty', () => 50],
    ['one', () => 1],
    ['more than asked for', () => 250],
    ['fewer and fewer', (n: number) => Math.max(1, 60 - n * 7)],
    ['now more, now fewer', (n: number) => (n % 2 === 0 ? 30 : 45)],
  ])('are taken by the rows that come: %s', async (_name, cap) => {
    const read = await listAccounts(capped(620, cap).readPage);
    expect(proveAllAccounts(read)).not.toHaveProperty('incomplete');
    expect(read.accounts.size).toBe(620);
  });

  it('count a row without an id, which is found by what it says and is nobody else’s', async () => {
    const { readPage } = serve(3, () => ({
      data: [account(1), { ...account(2), id: null, external_id: '7' }, { ...account(3), id: null }],
      count: 3,
    }));
    const read = await listAccounts(readPage);
    expect(proveAllAccounts(read)).not.toHaveProperty('incomplete');
    expect([...read.accounts.values()].map(({ id, external_id }) => [id, external_id])).toEqual([
      [1, null],
      [-2, '7'],
      [-3, null],
    ]);
  });

  it('count a row without an id once, where two pages meet in it, too', async () => {
    const { readPage } = serve(0, (skip) => {
      const all = accounts(30).map((one) => ({ ...one, id: null }));
      return { data: all.slice(skip, skip + 10), count: 30 };
    });
    const read = await listAccounts(readPage);
    expect(proveAllAccounts(read)).not.toHaveProperty('incomplete');
    expect(read.accounts.size).toBe(30);
  });

  it('come side by side, ten at once, of 200,000 accounts as many as there are pages', async () => {
    const { readPage, figures } = capped(200_000, () => 100);
    expect((await listAccounts(readPage)).accounts.size).toBe(200_000);
    expect(figures()).toEqual({ requests: 2_021, most: 10 });
  });

  it.each<[string, (all: readonly AlleoAccount[], skip: number, n: number) => AccountPage]>([
    ['the same page whatever is asked for', (all) => ({ data: all.slice(0, 100), count: 620 })],
    ['nothing', () => ({ data: [], count: 620 })],
    ['nothing from the second page on', (all, skip) => ({ data: skip === 0 ? all.slice(0, 100) : [], count: 620 })],
    ['a count that grows', (all, skip, n) => ({ data: all.slice(skip, skip + 100), count: 620 + n })],
    ['a count beyond all measure', (all, skip) => ({ data: all.slice(skip, skip + 1), count: 1e15 })],
    ['pages that leave one out', (all, skip) => ({ data: all.toSpliced(300, 1).slice(skip, skip + 100), count: 620 })],
    [
      'one account twice, and one not at all',
      (all, skip) => ({
        data: all.slice(skip, skip + 100).map((one) => (one.id === 300 ? account(1) : one)),
        count: 620,
      }),
    ],
  ])('prove nothing where they are %s, and have an end', async (_name, pageOf) => {
    const server = serve(620, (skip, n) => pageOf(server.all, skip, n));
    expect(proveAllAccounts(await listAccounts(server.readPage))).toHaveProperty('incomplete');
    expect(server.figures().requests).toBeLessThan(20);
  });

  describe('while as many accounts go as come, so that the count stays', () => {
    /** Reads a list that changes now and then while its pages are on their way, in whatever order they are answered. */
    async function readMoving(seed: number) {
      const next = randomBelow(seed);
      const count = 12 + next(30);
      const cap = 3 + next(6);
      let list = accounts(count);
      const gone = new Set<number>();
      let answers = 0;
      const read = await listAccounts(async (skip) => {
        // The first page tells what else is asked for; the others may come in any order.
        for (let turns = skip === 0 ? 0 : next(6); turns > 0; turns -= 1) await Promise.resolve();
        const data = list.slice(skip, skip + cap);
        answers += 1;
        for (let times = next(4); times > 1; times -= 1) {
          const [lost] = list.splice(next(2) === 0 ? next(list.length) : next(Math.min(cap, list.length)), 1);
          if (lost !== undefined) gone.add(lost.id);
          list = list.toSpliced(
            next(2) === 0 ? next(count) : list.length,
            0,
            account(1_000 * seed + answers * 10 + times),
          );
        }
        return { data, count };
      });
      const steady = accounts(count).filter(({ id }) => !gone.has(id));
      return { read, missed: steady.filter(({ id }) => !read.accounts.has(id)) };
    }

    it('leave out nobody who was there all along, or prove nothing', async () => {
      let [slipped, proven] = [0, 0];
      for (let seed = 1; seed <= 3_000; seed += 1) {
        const { read, missed } = await readMoving(seed);
        if ('incomplete' in proveAllAccounts(read)) slipped += missed.length;
        else {
          proven += 1;
          expect(missed, `seed ${seed}`).toEqual([]);
        }
      }
      // Both happen: accounts slip by, and what moves nobody from page to page stops nothing.
      expect(Math.min(slipped, proven)).toBeGreaterThan(100);
    });
  });

  it('are not asked for any more once one counts otherwise than those before it', async () => {
    const server = serve(5_000, (skip, n) => ({
      data: server.all.slice(skip, skip + 100),
      count: n < 3 ? 5_000 : 4_999,
    }));
    expect(proveAllAccounts(await listAccounts(server.readPage))).toHaveProperty('incomplete');
    expect(server.figures().requests).toBeLessThan(20);
  });

  it('are not asked for any more once one failed for good', async () => {
    const server = serve(5_000, (skip, n) => {
      if (n === 5) throw new Error('refused');
      return { data: server.all.slice(skip, skip + 100), count: 5_000 };
    });
    await expect(listAccounts(server.readPage)).rejects.toThrow('refused');
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect(server.figures().requests).toBeLessThan(16);
  });
});
