import type { Eligibility } from '../../shared/contracts/tenant.ts';
import type { SeenAttribute } from '../../shared/core/ground/employee.ts';
import { cleanText, foldText } from '../../shared/core/ground/text.ts';

/** How the attribute for selective sync is usually called (facts: Alleo, "What the customer is promised", 4). */
const USUAL: ReadonlySet<string> = new Set(['alleo', 'alleo_access', 'yourcampus_access']);

/** What `--eligibility` says: a label, or `none` for everyone; left out, nobody has decided. */
export function readEligibility(given: string | undefined): Eligibility {
  if (given === undefined) return { mode: 'undecided' };
  return foldText(given) === 'none' ? { mode: 'everyone' } : { mode: 'attribute', label: cleanText(given) };
}

/** Labels of readable attributes that look like the one for selective sync. */
export function findEligibilityLike(attributes: Iterable<Pick<SeenAttribute, 'key' | 'label'>>): string[] {
  return [...attributes]
    .filter(({ key, label }) => USUAL.has(foldText(label)) || USUAL.has(foldText(key)))
    .map(({ label }) => label);
}
