import type { Employee } from '../../shared/core/ground/employee.ts';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';

/** First and last name, as far as they are known. Only for answers: a name is never stored. */
export function nameOf(employee: Employee | undefined): string | null {
  if (employee === undefined) return null;
  const parts = [employee.first_name, employee.last_name].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : parts.join(' ');
}

/** The same of an account: empty where Alleo has no name of it. */
export function nameOfAccount({ first_name, last_name }: AlleoAccount): string {
  return [first_name, last_name].filter((part) => part !== null && part.trim() !== '').join(' ');
}
