import { distance } from 'fastest-levenshtein';
import { budgetKeyOf } from '../../../shared/adapters/personio/attribute-roles.ts';

/** An attribute that was probably meant to be a budget field, and what it must be called. */
export interface NearBudgetName {
  readonly label: string;
  readonly suggestion: string;
}

/** How far a word may be from the one that is meant. */
const NEAR = 2;

const PERIODS: readonly (readonly [string, 'monthly' | 'oneoff'])[] = [
  ['monthly', 'monthly'],
  ['month', 'monthly'],
  ['montly', 'monthly'],
  ['maandelijks', 'monthly'],
  ['monatlich', 'monthly'],
  ['oneoff', 'oneoff'],
  ['once', 'oneoff'],
  ['onetime', 'oneoff'],
  ['eenmalig', 'oneoff'],
  ['einmalig', 'oneoff'],
];

const isNear = (word: string, wanted: string) =>
  word === wanted || (word.length >= 4 && distance(word, wanted) <= (wanted.length > 5 ? NEAR : 1));

function periodOf(word: string): 'monthly' | 'oneoff' | undefined {
  return PERIODS.find(([spelling]) => isNear(word, spelling))?.[1];
}

/** `one_off`, `one-off` and `one time` are one word here. */
function wordsOf(label: string): string[] {
  const joined = label.toLowerCase().replaceAll(/one[\s_-]+(off|time)/g, 'one$1');
  return joined.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function suggest(label: string): string | undefined {
  const words = wordsOf(label);
  const period = words.map(periodOf).find((found) => found !== undefined);
  const hasBudget = words.some((word) => isNear(word, 'budget'));
  const hasAlleo = words.some((word) => isNear(word, 'alleo'));
  // Two of the three marks: with fewer it is somebody else's field (a travel budget, the field for selective sync).
  if ([period !== undefined, hasBudget, hasAlleo].filter(Boolean).length < 2) return undefined;
  const rest = words.filter(
    (word) => periodOf(word) === undefined && !isNear(word, 'budget') && !isNear(word, 'alleo'),
  );
  if (!hasBudget && period !== undefined && rest.length === 0) return undefined;
  const category = rest.length === 0 ? 'all' : rest.join('_');
  return `alleo_${period ?? '{monthly|oneoff}'}_${category}_budget`;
}

/** Labels that are nearly `alleo_{monthly|oneoff}_{category}_budget`, with what they should be. */
export function findNearBudgetNames(labels: Iterable<string>): NearBudgetName[] {
  const near: NearBudgetName[] = [];
  for (const label of labels) {
    if (budgetKeyOf(label) !== undefined) continue;
    const suggestion = suggest(label);
    if (suggestion !== undefined) near.push({ label, suggestion });
  }
  return near;
}
