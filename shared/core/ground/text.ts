// What text is, decided in one place: text of Personio and of Alleo passes here before it is compared or sent. Most of it
// is plain, for every person, every day: that is seen first, and given back as it is.

import { NAME_FIELDS } from '../../contracts/attributes.ts';
import { cutCharacters } from '../../contracts/one-line.ts';

/** The longest text that is taken over, in UTF-16 units: longer than any name, shorter than what a store refuses. */
export const TEXT_MAX = 255;

/** Latin letters and signs up to U+017F, all composed and visible, without a blank at either end. */
const PLAIN = /^[!-~\xA1-\xAC\xAE-\u017F](?:[ -~\xA1-\xAC\xAE-\u017F]*[!-~\xA1-\xAC\xAE-\u017F])?$/;
/**
 * What cannot be sent: control characters but for tab and line break, halves of surrogate pairs, noncharacters. SQS
 * refuses U+FFFE and U+FFFF (API reference, SendMessage, "MessageBody"), and databases refuse the others.
 */
const UNSENDABLE = /(?![\t\r\n\x7F-\x9F])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
/** What shows nothing: zero-width blanks, direction marks, soft hyphens, fillers (Unicode, DerivedCoreProperties.txt). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** The same, but for what joins and colours emoji: without it the picture would be another one. */
const INVISIBLE_BUT_IN_EMOJI =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)(?:\u200D|\uFE0F)|(?!\u200D|\uFE0F)\p{Default_Ignorable_Code_Point}/gu;

/**
 * A longer text is too long for everything, composed or not, and stays as it is: composing puts marks in order, which
 * takes the square of their number (a million of them takes minutes).
 */
const COMPOSED_MAX = 8 * TEXT_MAX;

function compose(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > COMPOSED_MAX ? trimmed : trimmed.normalize('NFC').trim();
}

/** Composed last: what stood between a letter and its accent is gone by then. */
const carry = (text: string, without: RegExp): string =>
  compose(text.replaceAll(UNSENDABLE, '').replaceAll(without, ''));

/**
 * A person's name as it was written: NFC, trimmed, without what cannot be sent. Invisible characters stay, because some
 * scripts are written with them; empty where nothing else is there.
 */
export function cleanName(text: string): string {
  if (PLAIN.test(text)) return text;
  const name = compose(text.replaceAll(UNSENDABLE, ''));
  return carry(name, INVISIBLE) === '' ? '' : name;
}

/** An address, an option, a label or a group's name: as `cleanName`, and without invisible characters. */
export function cleanText(text: string): string {
  return PLAIN.test(text) ? text : carry(text, INVISIBLE_BUT_IN_EMOJI);
}

/** Text to compare by: what looks the same in any case is the same. Never sent, never shown. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return compose(carry(text, INVISIBLE).toLowerCase());
}

/** What one keyboard writes as one of these, another one writes as another, with blanks around it or not. */
const JOINTS = /[\s\p{Dash_Punctuation}]+/gu;
const APOSTROPHES = /['\u2018\u2019\u02BC\u00B4\u0060]/gu;
/** Lower case of a dotted capital I is an i with a dot beside it. */
const DOT_OF_I = /(?<=[i\u0131])\u0307+/gu;

/**
 * A person's name to compare by, the same in every locale: as `foldText`, and capitals of every script are folded as
 * Unicode does (ß is ss, and all letters i are one), blanks and hyphens are one blank, and all apostrophes are one.
 * Accents count: another letter is another name. Never sent, never shown.
 */
export function foldName(text: string): string {
  const small = foldText(text.replaceAll(JOINTS, ' ')).replaceAll(DOT_OF_I, '');
  return foldText(small.toUpperCase()).replaceAll(APOSTROPHES, "'");
}

/** A value of a field to compare by: a name as `foldName`, an address and anything else as `foldText`. */
export const foldField = (field: string, value: string): string =>
  NAME_FIELDS.has(field) ? foldName(value) : foldText(value);

/** How much of a department's name is noted, in characters. */
const NOTED = 80;

/** A department's name as it is noted where it has no group. */
export const noteName = (name: string): string => cutCharacters(name, NOTED);
