import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { CustomerState, Standing } from '../../shared/contracts/whose-turn.ts';
import { CUSTOMER_STATES } from '../../shared/contracts/whose-turn.ts';

type Status = SupportAnswer<'status'>;

interface StateWords {
  /** Of one customer: `waits for you`. */
  readonly one: string;
  readonly many: string;
}

const always = (words: string): StateWords => ({ one: words, many: words });

/** Where a customer stands, as support says it. */
export const STATE_WORDS: { readonly [S in CustomerState]: StateWords } = {
  engineer: { one: 'needs an engineer', many: 'need an engineer' },
  support: { one: 'waits for you', many: 'wait for you' },
  customer: always('for the customer'),
  nobody: { one: 'fixes itself', many: 'fix themselves' },
  pending: always('not activated yet'),
  paused: always('paused'),
  'in-sync': always('in sync'),
};

export const countAll = (counts: Status['counts']): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** "36 of 40 in sync · 2 wait for you · 1 for the customer · 1 fixes itself": of those that are activated and not paused. */
export function countInWords(counts: Status['counts']): string {
  const { pending, paused } = counts;
  const parts = CUSTOMER_STATES.flatMap((state) => {
    const count = counts[state];
    const { one, many } = STATE_WORDS[state];
    return state === 'in-sync' || count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const active = countAll(counts) - pending - paused;
  const inSync = active === 0 ? 'no active customer' : `${counts['in-sync']} of ${active} in sync`;
  return [inSync, ...parts].join(' · ');
}

const WHAT: Readonly<Record<NonNullable<Standing['what']>, string>> = {
  stopped: 'the last run stopped',
  refused: 'Alleo refuses its credential',
  'no-run': 'no complete run for 26 hours',
  'not-known': 'no run yet that says how Alleo stands; the next one does',
  held: 'held',
  open: 'open in Alleo from before the last run',
  'not-applied': 'Alleo did not take something that the last run sent',
  'set-aside': 'set aside',
  unsent: 'not sent yet',
  lost: 'lost in Alleo, as the last weekly look found it',
};

/** Why a customer is not in sync; empty where nothing is wrong. `sayCode`: a code in words. */
export function sayWhy({ state, what, code, count, others }: Standing, sayCode: (code: string) => string): string {
  if (what === null) return '';
  const times = count === 0 ? '' : `${count} × `;
  const more = others === 0 ? '' : ` (${others} more ${others === 1 ? 'reason' : 'reasons'})`;
  // Nobody's turn: it is approved.
  if (what === 'held' && state === 'nobody') return `${times}held and approved: the next run lets it out${more}`;
  return `${times}${code === null ? WHAT[what] : sayCode(code)}${more}`;
}

/** What the figures cannot know, said beside them. */
export const sayWhatIsNotKnown = (mode: Status['deliveryMode']): string =>
  mode === 'queue'
    ? "In sync here means sent: Alleo's own consumer applies it, and nobody here can tell whether it did."
    : 'What the last run itself sent counts once the next one finds it open, or Alleo refuses it; dead letters likewise.';
