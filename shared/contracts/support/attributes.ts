import { ToldTextSchema } from '../told-text.ts';
import * as z from '../zod.ts';
import type { Contracts } from './contract.ts';
import { count, tenantId } from './fields.ts';

export const CheckedAttributeSchema = z.object({
  /** What we want it for: Personio's key, `eligibility`, or the budget field. */
  wanted: z.string(),
  /** The label it was found under, where it was found. */
  label: z.nullable(ToldTextSchema),
  /** `unknown`: nobody is listed, and Personio refuses to list the attributes. */
  state: z.enum(['readable', 'empty-for-all', 'not-readable', 'unknown']),
  /** Without it no run can go on. */
  required: z.boolean(),
  /** How many people have a value. */
  filled: count,
  /** What it means, and the menu path in Personio that fixes it; where there is something to fix. */
  note: z.optional(z.string()),
});

/** What a credential shows of Personio. */
export const ATTRIBUTE_OPERATIONS = {
  check: {
    role: 'read',
    request: { tenantId },
    answer: () =>
      z.object({
        tenantId: z.string(),
        /** The Alleo company as Alleo calls it now; null where it could not be read. */
        companyName: z.nullable(ToldTextSchema),
        people: count,
        /** Empty where Personio refuses the credential. */
        attributes: z.array(CheckedAttributeSchema),
        warnings: z.array(z.string()),
        /** The first thing that stops a run, or delivery: a gate's code, or Alleo's refusal. */
        code: z.nullable(z.string()),
        ok: z.boolean(),
      }),
  },
} as const satisfies Contracts;
