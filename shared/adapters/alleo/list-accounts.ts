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
  moved = false;
  isOver = false;
  /** Who stood at each place: pages that share a place have to show the same account there. */
  readonly #ids: number[] = [];

  take(skip: number, { data, count }: AccountPage): void {
    const before = this.accounts.size;
    const isKnown = data.every((_, index) => this.#ids[skip + index] !== undefined);
    for (const [index, account] of data.entries()) this.#put(skip + index, account);
    this.counts.add(count);
    // Nobody new where nobody was read before, or another count: the list moved while it was read, or what is asked for is
    // not heeded.
    const isFruitless = data.length === 0 || (this.accounts.size === before && !isKnown);
    if (isFruitless || this.moved || this.counts.size > 1 || count > MOST_ACCOUNTS) this.isOver = true;
  }

  #put(place: number, account: AccountPage['data'][number]): void {
    // No account of Alleo's has such an id: this one is found by what it says, and nobody can be it.
    const id = account.id ?? -1 - place;
    this.accounts.set(id, { ...account, id });
    const seen = (this.#ids[place] ??= id);
    if (seen !== id) this.moved = true;
  }
}

/** Where the pages after the first begin: each with the place that the one before it ends with. */
interface Steps {
  readonly step: number;
  /** From here on nothing more begins: the last place of all is on a page that began before. */
  readonly end: number;
}

function stepsOf(rows: number, count: number): Steps {
  // Pages of one row share no place.
  return rows > 1 ? { step: rows - 1, end: count - 1 } : { step: 1, end: count };
}

/** As long as going on can still prove anything. */
function* startsOfPages(read: Collector, { step, end }: Steps): Generator<number> {
  for (let from = step; from < end && !read.isOver; from += step) yield from;
}

/**
 * Reads all pages, side by side once the first tells how many accounts a page really has (a server may cap it below what
 * is asked for) and how many there are. Every page counts by the rows received, and begins with the row that the one
 * before it ends with: where another account stands there by now, somebody went or came before it, and somebody else may
 * have slipped from a page that was not read yet to one that was. Pages of one row cannot show that. Ends early where a
 * page shows that the read proves nothing.
 */
export async function listAccounts(readPage: (skip: number) => Promise<AccountPage>): Promise<AccountsRead> {
  const read = new Collector();
  const first = await readPage(0);
  read.take(0, first);
  const { count } = first;
  const steps = stepsOf(first.data.length, count);
  await sideBySide(startsOfPages(read, steps), PAGES_AT_ONCE, async (from) => {
    const next = from + steps.step;
    const to = next < steps.end ? next : count;
    for (let skip = from; skip < to && !read.isOver; ) {
      const page = await readPage(skip);
      read.take(skip, page);
      const after = skip + page.data.length;
      // The last one again, so that this page is joined to what comes; nothing comes after the end.
      skip = after < count && page.data.length > 1 ? after - 1 : after;
    }
  });
  return read;
}
