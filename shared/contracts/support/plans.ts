import { MutationKindSchema } from '../mutation-kind.ts';
import { PreviewSchema } from '../preview.ts';
import { TenantStatusSchema } from '../tenant.ts';
import { ToldAddressSchema, ToldTextSchema } from '../told-text.ts';
import * as z from '../zod.ts';
import type { Contracts } from './contract.ts';
import { asOf, count, digest, from, tenantId } from './fields.ts';
import { TenantViewSchema } from './tenant-view.ts';

/** A field of a profile that would change. `from`: as Alleo has it; left out where that is not at hand. */
export const ChangedValueSchema = z.object({
  field: z.string(),
  from: z.optional(z.nullable(ToldAddressSchema)),
  to: z.nullable(ToldAddressSchema),
});
export type ChangedValue = z.infer<typeof ChangedValueSchema>;

/** What a run would do, and its approval. */
export const PLAN_OPERATIONS = {
  preview: {
    role: 'read',
    /** `values`: what is changed from which value to which, where something is. */
    request: {
      tenantId,
      asOf,
      from,
      names: z._default(z.boolean(), true),
      values: z._default(z.boolean(), false),
    },
    /** One page of people; `issues` are those of these people, the first page also has those of nobody who is listed. */
    answer: () =>
      z.extend(PreviewSchema, {
        /** Names by employee id, for the page of people in this answer. */
        names: z.record(z.string(), ToldTextSchema),
        /** Of people who are gone from Personio and would be deactivated: names as Alleo has them. */
        namesInAlleo: z.optional(z.record(z.string(), ToldTextSchema)),
        /** By employee id, where values were asked for: of those on this page whose profile would change. */
        values: z.optional(z.record(z.string(), z.array(ChangedValueSchema))),
        /** An attribute that looks like the one for selective sync, where nobody decided about it: no activation before. */
        undecided: z.optional(ToldTextSchema),
        /** The last run held something that is so no more. */
        overtaken: z.optional(z.literal(true)),
        /** False for a forecast with `--stage`: it has no digest that could be approved. */
        approvable: z.boolean(),
        /** Of the tenant: the language of what the customer gets, and whether this is a first plan. */
        language: z.string(),
        tenantStatus: TenantStatusSchema,
        nextFrom: z.nullable(count),
      }),
  },
  activate: {
    role: 'operate',
    request: {
      tenantId,
      digest,
      withoutOneOff: z._default(z.boolean(), false),
      asOf,
    },
    answer: () => z.object({ tenant: TenantViewSchema, digest: z.string(), message: z.string() }),
  },
  approve: {
    role: 'operate',
    request: {
      tenantId,
      digest,
      /** One-off budgets of it are only remembered: they were paid before. */
      withoutOneOff: z._default(z.boolean(), false),
      asOf,
    },
    answer: () =>
      z.object({
        tenantId: z.string(),
        digest: z.string(),
        /** What the next run lets out. */
        approved: z.partialRecord(MutationKindSchema, count),
        /** One-off budgets that are only remembered as paid. */
        remembered: count,
        /** People whose days of absence are counted from the next run on (`TOO_MANY_MISSING`): nobody is deactivated yet. */
        countedMissing: count,
      }),
  },
  'tenant-message': {
    role: 'read',
    request: { tenantId },
    /** The message to the customer once more, as things are now. */
    answer: () => z.object({ tenantId: z.string(), message: z.string() }),
  },
} as const satisfies Contracts;
