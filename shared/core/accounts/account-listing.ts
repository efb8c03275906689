import { TransientError } from '../ground/errors.ts';
import type { AccountsRead, AlleoAccount, AlleoPort } from '../ports/alleo.ts';

const PROVEN: unique symbol = Symbol('proven complete');

/**
 * Every account of a company, each once. Only `proveAllAccounts` makes one: what looks for a person's account cannot be
 * given a read that was not proven, in which an account that is left out would be made a second time.
 */
export interface AllAccounts {
  readonly [PROVEN]: true;
  /** By Alleo's id. */
  readonly accounts: ReadonlyMap<number, AlleoAccount>;
}

/** How often the accounts are read before the read counts as incomplete, as with Personio's listing. */
const FULL_READS = 3;

/**
 * Proves a full read: one count on every page, as many distinct ids, and every page joined to the next by an account that
 * both show. The count alone would not do: one that goes and one that comes leave it as it is, and move all in between.
 * Else what contradicts itself.
 */
export function proveAllAccounts(read: AccountsRead): AllAccounts | { readonly incomplete: string } {
  const { accounts, counts, moved } = read;
  const [count, ...others] = counts;
  if (count === accounts.size && others.length === 0 && !moved) return { [PROVEN]: true, accounts };
  const figures = `counts ${[...counts].join(', ')}; distinct ids ${accounts.size}`;
  return { incomplete: moved ? `${figures}; accounts moved from page to page` : figures };
}

const READING = 'list accounts';

/** Whether this is what `readAllAccounts` throws of lists that contradict themselves: asked again at once, they would again. */
export const isUnproven = (error: unknown): boolean => error instanceof TransientError && error.operation === READING;

/**
 * Reads a company's accounts until they are proven complete, three times at most.
 * Throws `TransientError` ALLEO_UNAVAILABLE where they never are; else what the port throws.
 */
export async function readAllAccounts(alleo: Pick<AlleoPort, 'listAccounts'>, tenantId: string): Promise<AllAccounts> {
  let why = '';
  for (let read = 0; read < FULL_READS; read += 1) {
    const proven = proveAllAccounts(await alleo.listAccounts());
    if (!('incomplete' in proven)) return proven;
    why = proven.incomplete;
  }
  const facts = { tenantId, operation: READING, code: 'ALLEO_UNAVAILABLE' };
  throw new TransientError(facts, `after ${FULL_READS} full reads: ${why}`);
}
