import type { Language, Texts } from '../contracts/codes/code-info.ts';
import { oneLine } from '../contracts/one-line.ts';

const LOCALES: { readonly [L in Language]: string } = { en: 'en-GB', nl: 'nl-NL', de: 'de-DE' };

/** `2 November 2026`, as the language has it. `date`: a calendar date. */
export function writeDate(date: string, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** An amount as the language writes it: `€1,300.00`. `amount`: decimal text. */
export function writeAmount(amount: string, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  // Decimal text keeps every cent of a sum that a float could not hold.
  return format.format(amount as Intl.StringNumericLiteral);
}

/** `1,950`, as the language writes a count. */
export const writeCount = (count: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language]).format(count);

const PERSON: Texts = { en: 'person', nl: 'persoon', de: 'Person' };
const PEOPLE: Texts = { en: 'people', nl: 'personen', de: 'Personen' };

/** `1 person`, `1,950 people`. */
export const writePeople = (count: number, language: Language): string =>
  `${writeCount(count, language)} ${(count === 1 ? PERSON : PEOPLE)[language]}`;

/** So many people are named in a paragraph; the others are counted. */
export const NAMED = 50;

const MORE: { readonly [L in Language]: (count: string) => string } = {
  en: (count) => `and ${count} more`,
  nl: (count) => `en nog ${count}`,
  de: (count) => `und ${count} weitere`,
};

/** Names one after another: the first fifty, or `most`; the rest counted. */
export function listNames(names: readonly string[], language: Language, most = NAMED): string {
  const others = names.length - most;
  const more = others > 0 ? ` ${MORE[language](writeCount(others, language))}` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}

/** A person whose name nobody knows any more. */
const NUMBER: Texts = { en: 'Personio id', nl: 'Personio-id', de: 'Personio-ID' };

/** A person's name on one line, else their number in Personio. */
export const writeName = (name: string | null, employeeId: string, language: Language): string =>
  name === null || name === '' ? `${NUMBER[language]} ${employeeId}` : oneLine(name);

/** Decimal texts of at most two decimals added up, to the cent; one that is no amount counts as nothing. */
export function sumAmounts(amounts: readonly string[]): string {
  const total = amounts.reduce((sum, amount) => {
    const [, units = '0', cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
    return sum + BigInt(units) * 100n + BigInt(cents.padEnd(2, '0'));
  }, 0n);
  const digits = total.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
