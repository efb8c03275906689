import { isCalendarDate } from '../../contracts/primitives.ts';
import type { Reading } from '../../core/ground/employee.ts';
import { EMPTY, TOO_LONG, UNREADABLE } from '../../core/ground/employee.ts';
import { cleanName, cleanText, TEXT_MAX } from '../../core/ground/text.ts';

/** A JSON object, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isUnset = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether something stands there, whatever it is. */
export const isFilled = (value: unknown): boolean =>
  !isUnset(value) && !(typeof value === 'string' && value.trim() === '');

function readAs(clean: (text: string) => string, value: unknown): Reading {
  if (isUnset(value)) return EMPTY;
  if (typeof value === 'string') {
    const text = clean(value);
    if (text === '') return EMPTY;
    return text.length > TEXT_MAX ? TOO_LONG : text;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return UNREADABLE;
}

/** Clean text; a number or a truth value as text. Unset is `""`, `null` and `[]` (facts: Personio, "Value shapes"). */
export const readText = (value: unknown): Reading => readAs(cleanText, value);

/** The same for a person's name, which stays as it was written. */
export const readName = (value: unknown): Reading => readAs(cleanName, value);

function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The one option of a list: text, an array of one, or a JSON list of one in a string (the shapes of tags). */
export function readOption(value: unknown): Reading {
  const list = typeof value === 'string' && value.trim().startsWith('[') ? parseList(value) : value;
  if (!Array.isArray(list)) return readText(list);
  if (list.length === 0) return EMPTY;
  return list.length === 1 ? readText(list[0]) : UNREADABLE;
}

/** The first ten characters of a date, never converted to another zone: it is midnight where the company is. */
export function readDate(value: unknown): Reading {
  const text = readText(value);
  if (typeof text !== 'string') return text === EMPTY ? EMPTY : UNREADABLE;
  const date = text.slice(0, 10);
  const rest = text.charAt(10);
  return (rest === '' || rest === 'T' || rest === ' ') && isCalendarDate(date) ? date : UNREADABLE;
}

/** Midnight and its zone, as far as either is written. */
const MIDNIGHT = /^(?:[T ]00:?00(?::?00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Whether a date that can be read came with a time other than midnight. */
export function hasOddTime(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  // As Personio writes it, nearly always: seen at once.
  if (value.startsWith('T00:00:00+', 10) || value.startsWith('T00:00:00-', 10)) return false;
  return !MIDNIGHT.test(cleanText(value).slice(10));
}

/** The department's name: a relation with attributes, or unset. */
export function readDepartment(value: unknown): Reading {
  if (!isRecord(value)) return typeof value === 'number' || typeof value === 'boolean' ? UNREADABLE : readText(value);
  const attributes = value['attributes'];
  if (!isRecord(attributes) || !('name' in attributes)) return UNREADABLE;
  return readText(attributes['name']);
}
