import type { Employee } from '../../../../shared/core/ground/employee.ts';
import { nameOf } from '../../name-person.ts';

/** Ignoring case and accents, so that `zoe` finds Zoë and `gross` finds Groß. */
const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

/** Whether every word that was typed is part of the name. */
export function isNamed(name: string, typed: string): boolean {
  const folded = fold(name);
  const words = fold(typed)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  return words.length > 0 && words.every((word) => folded.includes(word));
}

export const isId = (typed: string): boolean => /^\d{1,18}$/.test(typed);

/** The people that `typed` means: by Personio id, else by e-mail, else by part of a name. */
export function findPeople(employees: readonly Employee[], typed: string): readonly Employee[] {
  const byId = isId(typed) ? employees.filter((one) => one.id === typed) : [];
  if (byId.length > 0) return byId;
  const email = typed.toLowerCase();
  const byEmail = employees.filter((one) => typeof one.email === 'string' && one.email.toLowerCase() === email);
  if (byEmail.length > 0) return byEmail;
  return employees.filter((one) => isNamed(nameOf(one) ?? '', typed));
}
