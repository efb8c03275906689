import { html } from 'hono/html';
import type { MutationKind } from '../../shared/contracts/mutation-kind.ts';
import type { Html } from './html.ts';

interface KindWords {
  readonly one: string;
  readonly many: string;
}

/** What a mutation does to a person, as support says it; in the order in which it is shown. */
export const KINDS: Readonly<Record<string, KindWords>> = {
  deactivate: { one: 'loses access', many: 'lose access' },
  activate: { one: 'gets access', many: 'get access' },
  update: { one: 'changes', many: 'change' },
  'set-monthly-budget': {
    one: 'gets a monthly budget',
    many: 'get a monthly budget',
  },
  'grant-one-off-budget': { one: 'gets a one-off budget', many: 'get a one-off budget' },
} satisfies { readonly [K in MutationKind]: KindWords };

/** `6 people lose access`. */
export function sayKind(kind: string, count: number): string {
  const words = KINDS[kind];
  if (words === undefined) return `${count} × ${kind}`;
  return `${countPeople(count)} ${count === 1 ? words.one : words.many}`;
}

export const countPeople = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** `1 run`, `2 runs`. */
export const countOf = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** With a capital and a full stop. */
export const asSentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

const TRIGGERS: Readonly<Record<string, string>> = {
  schedule: 'the schedule',
  requeue: 'support',
  activate: 'the activation',
  approve: 'an approval',
  rotate: 'new credentials',
  continue: 'a run that went on',
};

/** Who asked for a run. */
export const sayTrigger = (trigger: string): string => TRIGGERS[trigger] ?? trigger;

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A calendar date, `2026-11-04`, as `Wed 4 Nov`. */
export function sayDate(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? date : DAY.format(at).replace(',', '');
}

/** An instant in the customer's time zone; the machine has it in UTC. */
export function sayInstant(instant: string, timeZone = 'Europe/Amsterdam'): Html {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return html`<time datetime="${instant}">${format.format(new Date(instant)).replace(',', '')}</time>`;
}

const STATE = {
  good: '●',
  wait: '◆',
  bad: '▲',
  quiet: '○',
} as const;
export type Tone = keyof typeof STATE;

/** A state as icon and word, never by colour alone. */
export function renderState(tone: Tone, word: string): Html {
  return html`<span class="state ${tone}"><span aria-hidden="true">${STATE[tone]}</span> ${word}</span>`;
}

/** A status of a run. */
export function renderRunStatus(status: string): Html {
  if (status === 'ok') return renderState('good', 'ok');
  return status === 'held' ? renderState('wait', 'held') : renderState('bad', 'stopped');
}

/** The calendar date of an instant in a time zone. */
export function dateIn(timeZone: string, at: Date): string {
  // Sweden writes its dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
