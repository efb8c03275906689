import type { DateName } from '../../contracts/attributes.ts';
import { isCalendarDate } from '../../contracts/primitives.ts';
import type { Employee } from '../ground/employee.ts';
import { TOO_LONG, UNREADABLE } from '../ground/employee.ts';

/** No date of somebody who works today lies before this one. */
export const EARLIEST = '1900-01-01';
/** Nobody is hired longer ahead than this, and nobody works longer. */
const YEARS_AHEAD: { readonly [N in DateName]: number } = { hire_date: 2, termination_date: 50, birthday: 0 };

/** The same day some years later, to compare with. */
const yearsAfter = (date: string, years: number) => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;

/**
 * What is wrong with a date of a person (behaviour: "Text and dates"); such a date is not sent. `INVALID_DATE`: it cannot be read,
 * or a birthday is not in the past; `IMPLAUSIBLE_DATE`: it can hardly be meant.
 */
export function doubtDate(
  employee: Employee,
  name: DateName,
  today: string,
): 'INVALID_DATE' | 'IMPLAUSIBLE_DATE' | undefined {
  const date = employee[name];
  if (typeof date !== 'string') return date === UNREADABLE || date === TOO_LONG ? 'INVALID_DATE' : undefined;
  if (!isCalendarDate(date)) return 'INVALID_DATE';
  if (name === 'birthday' && date >= today) return 'INVALID_DATE';
  if (date < EARLIEST) return 'IMPLAUSIBLE_DATE';
  return date > today && date > yearsAfter(today, YEARS_AHEAD[name]) ? 'IMPLAUSIBLE_DATE' : undefined;
}
