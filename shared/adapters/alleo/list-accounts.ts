import { sideBySide } from '../../core/ground/settle-all.ts';
import type { AccountsRead, AlleoAccount } from '../../core/ports/alleo.ts';

/** One page of a company's accounts. */
export interface AccountPage {
  readonly data: readonly (Omit<AlleoAccount, 'id'> & { readonly id: number | null })[];
  /** Of all accounts. */
  readonly count: number;
}

/**
 * Pages on their way at once: with ten, 200,000 accounts come as fast as Alleo's 600 requests a minute allow while an
 * answer takes a second, and what is unread in memory stays below a hundredth of them.
 */
const PAGES_AT_ONCE = 10;

/** No company is as large; a count beyond it is not worth the requests. */
const MOST_ACCOUNTS = 1_000_000;

/** Takes pages in, and says whether going on can still prove anything. */
class Collector implements AccountsRead {
  readonly accounts = new Map<number, AlleoAccount>();
  readonly counts = new Set<number>();
  isOver = false;
  #withoutId = 0;

  take({ data, count }: AccountPage): void {
    const before = this.accounts.size;
    for (const account of data) {
      // No account of Alleo's has such an id: this one is found by what it says, and nobody can be it.
      if (account.id === null) this.#withoutId += 1;
      const id = account.id ?? -this.#withoutId;
      this.accounts.set(id, { ...account, id });
    }
    this.counts.add(count);
    // Nothing new, or another count: the list moved while it was read, or what is asked for is not heeded.
    if (this.accounts.size === before || this.counts.size > 1 || count > MOST_ACCOUNTS) this.isOver = true;
  }
}

/** Where the pages after the first begin, as long as going on can still prove anything. */
function* startsOfPages(read: Collector, step: number, count: number): Generator<number> {
  for (let from = step; from < count && !read.isOver; from += step) yield from;
}

/**
 * Reads all pages, side by side once the first tells how many accounts a page really has (a server may cap it below what
 * is asked for) and how many there are. Every page counts by the rows received. Ends early where a page shows that the
 * read proves nothing. Every page brings at least one account that is new, so that the reading has an end.
 */
export async function listAccounts(readPage: (skip: number) => Promise<AccountPage>): Promise<AccountsRead> {
  const read = new Collector();
  const first = await readPage(0);
  read.take(first);
  const step = first.data.length;
  await sideBySide(startsOfPages(read, step, first.count), PAGES_AT_ONCE, async (from) => {
    for (let skip = from; skip < Math.min(from + step, first.count) && !read.isOver; ) {
      const page = await readPage(skip);
      read.take(page);
      skip += page.data.length;
    }
  });
  return read;
}
