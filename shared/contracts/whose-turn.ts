import type { Fixer } from './codes/code-info.ts';
import { codeInfo } from './codes/codes.ts';
import { type CustomerFacts, findTroubles, TROUBLES, type Trouble } from './customer-state.ts';
import { InstantSchema } from './primitives.ts';
import * as z from './zod.ts';

/** Where a customer stands, those in need first: whose turn it is, or in sync; `pending` and `paused` ones are not synced. */
export const CUSTOMER_STATES = ['engineer', 'support', 'customer', 'nobody', 'pending', 'paused', 'in-sync'] as const;
export type CustomerState = (typeof CUSTOMER_STATES)[number];

/** A customer's state, with the most pressing reason, where there is one. */
export const StandingSchema = z.object({
  state: z.enum(CUSTOMER_STATES),
  /** What is wrong, as `findTroubles` has it; null where nothing is. */
  what: z.nullable(z.enum(TROUBLES)),
  code: z.nullable(z.string()),
  /** Of how many changes; 0 where it is about the whole customer. */
  count: z.int().check(z.nonnegative()),
  since: z.nullable(InstantSchema),
  /** What to type first, as `personio-sync preview acme`; null where nothing is to be done. */
  command: z.nullable(z.string()),
  /** How many other reasons there are. */
  others: z.int().check(z.nonnegative()),
});
export type Standing = z.infer<typeof StandingSchema>;

type Turn = 'engineer' | 'support' | 'customer' | 'nobody';

/** Most pressing first. */
const TURNS: readonly Turn[] = ['engineer', 'support', 'customer', 'nobody'];

/** An admin of Alleo is a colleague whom support asks. */
const TURN_OF: { readonly [F in Fixer]: Turn } = {
  engineer: 'engineer',
  support: 'support',
  alleo: 'support',
  hr: 'customer',
  nobody: 'nobody',
};

/** Of a code that is not ours an engineer has to be told. */
const turnOfCode = (code: string): Turn => TURN_OF[codeInfo(code)?.fix.who ?? 'engineer'];

/** What should pass by itself and has not for two daily runs is somebody's. */
const PATIENCE_MS = 2 * 24 * 3_600_000;

function turnOf({ what, code, since }: Trouble, now: Date, isApproved: boolean): Turn {
  const isOld = now.getTime() - Date.parse(since) > PATIENCE_MS;
  const byItself = isOld ? 'engineer' : 'nobody';
  // An approval serves for a day, whatever else has kept the customer from being in sync, and since when.
  if (what === 'held' && isApproved) return 'nobody';
  if (what === 'no-run') return isOld ? 'engineer' : 'support';
  if (what === 'not-applied' || what === 'lost') return 'support';
  if (code === null) return byItself;
  const turn = turnOfCode(code);
  return turn === 'nobody' ? byItself : turn;
}

/** The first command that the place of a code names and that needs the customer's id alone. */
const COMMAND = /`(personio-sync [a-z -]+) ID`/;

/** The command, with the customer's id, that fixes what a code says; `undefined` where none is named. */
export function findFix(code: string | null, id: string): string | undefined {
  const named = code === null ? undefined : COMMAND.exec(codeInfo(code)?.fix.where.en ?? '')?.[1];
  return named === undefined ? undefined : `${named} ${id}`;
}

function commandFor({ what, code }: Pick<Trouble, 'what' | 'code'>, turn: Turn, id: string): string | null {
  if (turn === 'nobody') return null;
  if (what === 'no-run') return `personio-sync requeue ${id}`;
  if (what === 'held') return `personio-sync preview ${id}`;
  if (what === 'lost') return `personio-sync verify ${id}`;
  // The customer first: what is done with their answer, new credentials say, comes after it.
  if (turn === 'customer') return `personio-sync issues ${id}`;
  return findFix(code, id) ?? `personio-sync status ${id}`;
}

/** Whose turn a code that stops a customer is, and what is typed first, as `judgeCustomer` has it of a customer with it. */
export function judgeCode(code: string, id: string): Pick<Standing, 'state' | 'code' | 'command'> {
  const turn = turnOfCode(code);
  return { state: turn, code, command: commandFor({ what: 'stopped', code }, turn, id) };
}

const untroubled = (state: CustomerState, command: string | null = null): Standing => ({
  state,
  what: null,
  code: null,
  count: 0,
  since: null,
  command,
  others: 0,
});

/**
 * The state of a customer: one rule for `status`, the dashboard and whoever shows customers. `isApproved`: what the last
 * run held is approved, and the next run lets it out.
 */
export function judgeCustomer(
  facts: CustomerFacts & { readonly id: string },
  now: Date,
  { isApproved = false }: { readonly isApproved?: boolean } = {},
): Standing {
  const { id, status } = facts;
  if (status === 'pending') return untroubled('pending', `personio-sync preview ${id}`);
  if (status === 'paused') return untroubled('paused', `personio-sync tenant resume ${id}`);
  const troubles = findTroubles(facts, now).map((trouble) => ({ trouble, turn: turnOf(trouble, now, isApproved) }));
  const rank = ({ turn }: { readonly turn: Turn }) => TURNS.indexOf(turn);
  const [worst] = troubles.sort((a, b) => rank(a) - rank(b));
  if (worst === undefined) return untroubled('in-sync');
  const { trouble, turn } = worst;
  const { what, code, count } = trouble;
  const since = troubles
    .filter((one) => one.turn === turn)
    .reduce((first, one) => (one.trouble.since < first ? one.trouble.since : first), trouble.since);
  return { state: turn, what, code, count, since, command: commandFor(trouble, turn, id), others: troubles.length - 1 };
}
