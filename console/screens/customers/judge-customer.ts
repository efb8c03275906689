import type { Mender } from '../../../shared/contracts/codes/code-info.ts';
import { codeInfo } from '../../../shared/contracts/codes/codes.ts';
import type { TenantView } from '../../../shared/contracts/support-answer.ts';
import type { Tone } from '../../page/words.ts';
import { inWords } from '../../page/words.ts';

/** Where a customer stands, those in need first. */
export const STANDINGS = ['held', 'stopped', 'refused', 'overdue', 'new', 'starting', 'paused', 'in sync'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Whose turn it is. */
export type Turn = 'you' | 'customer' | 'engineer' | 'itself' | 'nobody';

export interface Judged {
  readonly standing: Standing;
  readonly tone: Tone;
  readonly turn: Turn;
  /** Why, in a sentence. */
  readonly why: string;
  /** An instant. */
  readonly since: string | undefined;
  /** What to do next, and the page for it. */
  readonly next: { readonly title: string; readonly path: string };
}

const TURNS: { readonly [M in Mender]: Turn } = {
  hr: 'customer',
  support: 'you',
  alleo: 'you',
  engineer: 'engineer',
  nobody: 'itself',
};

const turnOf = (code: string): Turn => {
  const who = codeInfo(code)?.mend.who;
  return who === undefined ? 'engineer' : TURNS[who];
};

const OVERVIEW = { title: 'Look', path: '' };
const LETTER = { title: 'Write to the customer', path: '/issues' };
const CREDENTIALS = { title: 'New credentials', path: '/credentials' };

/** What keeps a run, or a delivery, from going on. */
function judgeStop(code: string, since: string | undefined): Judged {
  const turn = turnOf(code);
  const isRefused = code.endsWith('CREDENTIALS_REFUSED');
  const next = turn === 'customer' ? LETTER : isRefused ? CREDENTIALS : OVERVIEW;
  return { standing: isRefused ? 'refused' : 'stopped', tone: 'bad', turn, why: inWords(code), since, next };
}

function judgePending({ lastRun, createdAt }: TenantView): Judged {
  const isChanged = lastRun?.status === 'held';
  const why = isChanged ? inWords(lastRun.code ?? '') : 'The first plan waits for approval.';
  const next = { title: 'Check, then review', path: '/check' };
  return { standing: 'new', tone: 'wait', turn: 'you', why, since: createdAt, next };
}

/** Where a customer stands by what the directory says of it: whose turn it is, since when, and what is next. */
export function judgeCustomer(tenant: TenantView): Judged {
  const { status, flag, deliveryFlag, lastRun, overdue, lastCompleteAt } = tenant;
  if (status === 'pending') return judgePending(tenant);
  if (status === 'paused') {
    const why = 'Nobody is changed until it is resumed.';
    return { standing: 'paused', tone: 'quiet', turn: 'nobody', why, since: undefined, next: OVERVIEW };
  }
  if (lastRun?.status === 'held') {
    const why = inWords(lastRun.code ?? 'held');
    const next = { title: 'Review', path: '/review' };
    return { standing: 'held', tone: 'wait', turn: 'you', why, since: lastRun.at, next };
  }
  const stop = flag ?? deliveryFlag;
  if (stop !== undefined) return judgeStop(stop.code, stop.since);
  if (lastRun?.status === 'failed') return judgeStop(lastRun.code ?? 'failed', lastRun.at);
  if (overdue) {
    const why = 'No complete run for 26 hours.';
    return { standing: 'overdue', tone: 'bad', turn: 'you', why, since: lastCompleteAt, next: OVERVIEW };
  }
  if (lastRun === undefined) {
    const why = 'The first run is asked for.';
    return { standing: 'starting', tone: 'wait', turn: 'itself', why, since: undefined, next: OVERVIEW };
  }
  return { standing: 'in sync', tone: 'good', turn: 'nobody', why: '', since: lastCompleteAt, next: OVERVIEW };
}
