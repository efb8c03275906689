import * as z from 'zod';
import { StoredPoliciesSchema, TenantSchema } from '../../../contracts/tenant.ts';

/**
 * `v` is the item's form; `version` is the contract's own. Attributes are set one by one, so those of a newer release
 * stay; the policies are set as a whole, so that its policies are carried along.
 */
export const TenantItemSchema = TenantSchema.extend({ v: z.literal(1), policies: StoredPoliciesSchema });
