import * as z from 'zod';
import { TenantSchema } from '../../../contracts/tenant.ts';

/** `v` is the item's form; `version` is the contract's own. */
export const TenantItemSchema = TenantSchema.extend({ v: z.literal(1) });
