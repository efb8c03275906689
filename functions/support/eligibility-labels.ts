import type { Eligibility } from '../../shared/contracts/tenant.ts';
import type { SeenAttribute } from '../../shared/core/ground/employee.ts';

/** How the attribute for selective sync is usually called (facts: Alleo, "What the customer is promised", 4). */
const USUAL: ReadonlySet<string> = new Set(['alleo', 'alleo_access', 'yourcampus_access']);

const fold = (text: string) => text.trim().toLowerCase();

/** What `--eligibility` says: a label, or `none` for everyone; left out, nobody has decided. */
export function readEligibility(given: string | undefined): Eligibility {
  if (given === undefined) return { mode: 'undecided' };
  return fold(given) === 'none' ? { mode: 'everyone' } : { mode: 'attribute', label: given.trim() };
}

/** Labels of readable attributes that look like the one for selective sync. */
export function findEligibilityLike(attributes: Iterable<Pick<SeenAttribute, 'key' | 'label'>>): string[] {
  return [...attributes]
    .filter(({ key, label }) => USUAL.has(fold(label)) || USUAL.has(fold(key)))
    .map(({ label }) => label);
}
