import { oneLine } from '../../shared/contracts/one-line.ts';
import type { Employee } from '../../shared/core/ground/employee.ts';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';

const join = (parts: readonly unknown[]): string | null => {
  const known = parts.filter((part) => typeof part === 'string');
  return known.length === 0 ? null : oneLine(known.join(' '));
};

/** First and last name on one line, as far as they are known. Only for answers: a name is never stored. */
export function nameOf(employee: Employee | undefined): string | null {
  return employee === undefined ? null : join([employee.first_name, employee.last_name]);
}

/** The same of an account: empty where Alleo has no name of it. */
export function nameOfAccount({ first_name, last_name }: Pick<AlleoAccount, 'first_name' | 'last_name'>): string {
  return join([first_name, last_name]) ?? '';
}
