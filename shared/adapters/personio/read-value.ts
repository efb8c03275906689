import { isCalendarDate } from '../../contracts/primitives.ts';
import type { Reading } from '../../core/ground/employee.ts';
import { EMPTY, UNREADABLE } from '../../core/ground/employee.ts';

/** A JSON object, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isUnset = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Text, trimmed; a number or a truth value as text. Unset is `""`, `null` and `[]` (facts: Personio, "Value shapes"). */
export function readText(value: unknown): Reading {
  if (isUnset(value)) return EMPTY;
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? EMPTY : text;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return UNREADABLE;
}

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
  if (typeof text !== 'string') return text;
  const date = text.slice(0, 10);
  const rest = text.charAt(10);
  return (rest === '' || rest === 'T' || rest === ' ') && isCalendarDate(date) ? date : UNREADABLE;
}

/** The department's name: a relation with attributes, or unset. */
export function readDepartment(value: unknown): Reading {
  if (!isRecord(value)) return typeof value === 'number' || typeof value === 'boolean' ? UNREADABLE : readText(value);
  const attributes = value['attributes'];
  if (!isRecord(attributes) || !('name' in attributes)) return UNREADABLE;
  return readText(attributes['name']);
}
