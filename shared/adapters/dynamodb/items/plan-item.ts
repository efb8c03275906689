import { MutationKindSchema } from '../../../contracts/mutation-kind.ts';
import * as z from '../../../contracts/zod.ts';
import type { PlanEntry } from '../../../core/ground/memory.ts';
import { JsonTextSchema } from './json-text.ts';

/** One chunk of a plan: `of` chunks in all; `entries` is JSON: rows of id, kind, fingerprint. */
export const PlanItemSchema = z.object({
  v: z.literal(1),
  of: z.int().check(z.positive()),
  entries: z.pipe(JsonTextSchema, z.array(z.tuple([z.string(), MutationKindSchema, z.string()]))),
});

export function toPlanRow({ employeeId, kind, fingerprint }: PlanEntry) {
  return [employeeId, kind, fingerprint] as const;
}

export function fromPlanRow([employeeId, kind, fingerprint]: z.infer<
  typeof PlanItemSchema
>['entries'][number]): PlanEntry {
  return { employeeId, kind, fingerprint };
}
