import type { StreamFamily } from '../../contracts/mutation-kind.ts';
import { cleanText } from './text.ts';

/** A budget field by what it means: `monthly:health`, `oneoff:all`. The category is lower case. */
export type BudgetKey = `monthly:${string}` | `oneoff:${string}`;

/** A category, key or stream in its one spelling: earlier releases kept a label as it was written. */
export const canonicalKey = (key: string): string => cleanText(key).toLowerCase();

/** Mutations of one stream supersede each other by sequence: the profile, each monthly category, each single grant. */
export type Stream = 'profile' | BudgetKey | GrantStream;
export type GrantStream = `grant:${string}:${number}`;

/** How often a budget field pays: each month, or once. */
export type Period = 'monthly' | 'oneoff';

const GRANT = 'grant:';

export const budgetKey = (period: Period, category: string): BudgetKey => `${period}:${category}`;

/** The stream of a monthly category; its key is the stream. */
export const monthlyStream = (category: string): BudgetKey => budgetKey('monthly', category);

export const grantStream = (category: string, grant: number): GrantStream => `${GRANT}${category}:${grant}`;

/** Whether a stream or budget key is a monthly category's. */
export const isMonthly = (key: string): boolean => key.startsWith('monthly:');

/** Whether a stream is a single grant's. */
export const isGrant = (stream: string): boolean => stream.startsWith(GRANT);

/** `health` of `monthly:health` and `oneoff:health`. */
export const categoryOfKey = (key: BudgetKey): string => key.slice(key.indexOf(':') + 1);

/** `health` of `monthly:health` and `grant:health:2`; a category may hold colons. */
export function categoryOfStream(stream: string): string {
  return isGrant(stream) ? stream.slice(GRANT.length, stream.lastIndexOf(':')) : stream.slice(stream.indexOf(':') + 1);
}

const FAMILIES = Object.values({
  profile: /^profile$/,
  monthly: /^(monthly|oneoff):/,
  grant: /^grant:.*:\d+$/s,
} satisfies { readonly [F in StreamFamily]: RegExp });

/** Whether a text that was stored names a stream. */
export function isStream(text: string): text is Stream {
  return FAMILIES.some((pattern) => pattern.test(text));
}

/** One text for a person's stream, to look it up by. */
export const streamKey = ({ employeeId, stream }: { readonly employeeId: string; readonly stream: string }): string =>
  `${employeeId} ${stream}`;

/** What is kept by stream or budget key once the monthly amounts no longer stand. */
export function withoutMonthly<T>(record: { readonly [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !isMonthly(key)));
}
