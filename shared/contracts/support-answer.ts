import type { SUPPORT_CONTRACTS, SupportOperation } from './support-operation.ts';
import type * as z from './zod.ts';

/** What an operation answers. */
export type SupportAnswer<O extends SupportOperation> = z.infer<ReturnType<(typeof SUPPORT_CONTRACTS)[O]['answer']>>;
