import { StoredPoliciesSchema } from '../../../contracts/policies.ts';
import { TenantSchema } from '../../../contracts/tenant.ts';
import * as z from '../../../contracts/zod.ts';

/**
 * `v` is the item's form; `version` is the contract's own. Attributes are set one by one, so those of a newer release
 * stay; the policies are set as a whole, so that its policies are carried along.
 */
export const TenantItemSchema = z.extend(TenantSchema, { v: z.literal(1), policies: StoredPoliciesSchema });
