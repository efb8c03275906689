import { LIMITS } from '../../../shared/contracts/limits.ts';
import type { Policies } from '../../../shared/contracts/policies.ts';
import { PoliciesSchema, StoredPoliciesSchema } from '../../../shared/contracts/policies.ts';
import { findNearest } from '../find-tenant.ts';
import { wrongUsage } from '../refusal.ts';

type Settings = { readonly [name: string]: string | number };

const NAMES = Object.keys(PoliciesSchema.shape);

/** Text from a command line as the type that its policy has: whole numbers are numbers, amounts stay text. */
function typed(name: string, value: string | number, before: Policies): unknown {
  const current: unknown = new Map<string, unknown>(Object.entries(before)).get(name);
  if (typeof current === 'number' && typeof value === 'string')
    return /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  return typeof current === 'string' && typeof value === 'number' ? String(value) : value;
}

/**
 * The policies with these settings, checked one by one (behaviour: "Policies"). The word for the limits sets all their
 * numbers, before any number that is given with it. Refuses an unknown name, naming the nearest, and an unusable value,
 * saying what it must be.
 */
export function readPolicies(before: Policies, settings: Settings): Policies {
  let policies = before;
  const inOrder = Object.entries(settings).sort(([a], [b]) => Number(b === 'limits') - Number(a === 'limits'));
  for (const [name, value] of inOrder) {
    if (!NAMES.includes(name)) {
      const near = findNearest(name, NAMES, (one) => [one]);
      const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Policies: ${NAMES.join(', ')}.`;
      throw wrongUsage('POLICY_UNKNOWN', `There is no policy ${name}.`, hint);
    }
    // Stored by a newer release there may be more of them: they stay.
    const parsed = StoredPoliciesSchema.safeParse({ ...policies, [name]: typed(name, value, policies) });
    if (!parsed.success) {
      const must = parsed.error.issues[0]?.message ?? 'is not usable';
      throw wrongUsage(
        'POLICY_INVALID',
        `--set ${name}: ${must}.`,
        `It is now ${String(Object.entries(policies).find(([key]) => key === name)?.[1])}.`,
      );
    }
    policies = name === 'limits' ? { ...parsed.data, ...LIMITS[parsed.data.limits] } : parsed.data;
  }
  return policies;
}
