import { REQUIRED_ATTRIBUTES } from '../../../shared/contracts/attributes.ts';
import { writeArgument } from '../../../shared/contracts/command-line.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { Eligibility } from '../../../shared/contracts/tenant.ts';
import type { SeenAttribute } from '../../../shared/core/ground/employee.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import { findEligibilityLike } from '../eligibility-labels.ts';
import { findNearBudgetNames } from './near-budget-names.ts';

/** What a credential shows, and for whom. */
export interface Shown {
  readonly tenantId: string;
  readonly eligibility: Eligibility;
  readonly seen: readonly Pick<SeenAttribute, 'key' | 'label'>[];
  /** Whether the attribute for selective sync is among them. */
  readonly selects: boolean;
}

function noticeEligibility({ tenantId, eligibility, seen, selects }: Shown): string[] {
  if (eligibility.mode === 'attribute') {
    if (selects) return [];
    const like = findEligibilityLike(seen);
    const near = like.length === 0 ? '' : ` It shows ${like.map((label) => `"${oneLine(label)}"`).join(', ')}.`;
    return [
      `The credential does not show the attribute "${oneLine(eligibility.label)}" for selective sync: no run can go on without it.${near}`,
    ];
  }
  const [like] = findEligibilityLike(seen);
  if (like === undefined) return [];
  const state = eligibility.mode === 'everyone' ? 'is off' : 'is not decided';
  const command = `personio-sync tenant set ${tenantId} --eligibility`;
  return [
    `Personio shows an attribute "${oneLine(like)}" while selective sync ${state}: \`${command} ${writeArgument(like, 'LABEL')}\` syncs only people with yes, \`${command} none\` everyone.`,
  ];
}

/** Fields that are probably meant for us but not read: one for selective sync, budgets whose name is nearly right. */
export function noticeFields(shown: Shown): string[] {
  const budgets = findNearBudgetNames(shown.seen.map(({ label }) => label)).map(
    ({ label, suggestion }) =>
      `The field "${oneLine(label)}" looks like a budget but is not read: its name must be ${suggestion}.`,
  );
  return [...noticeEligibility(shown), ...budgets];
}

/** What support should know about the attributes that a credential shows, one sentence each. */
export function noticeAttributes(tenantId: string, listing: CompleteListing, eligibility: Eligibility): string[] {
  if (listing.employees.size === 0) {
    return ['The credential shows no employee at all: look at "Employees: Read" and its filters in Personio.'];
  }
  const missing = REQUIRED_ATTRIBUTES.filter((name) => !listing.readable.has(name));
  const required = missing.map((name) => `The credential does not show ${name}: no run can go on without it.`);
  const seen = [...listing.attributes.values()];
  return [...required, ...noticeFields({ tenantId, eligibility, seen, selects: listing.readable.has('eligibility') })];
}
