import { MutationKindSchema } from './mutation-kind.ts';
import { CalendarDateSchema, InstantSchema, TenantIdSchema } from './primitives.ts';
import { TriggerSchema } from './tenant-message.ts';
import { ToldTextSchema } from './told-text.ts';
import * as z from './zod.ts';

/** Something a human should know: of one employee, or, without `employeeId`, of the whole tenant. Never a value. */
export const IssueSchema = z.object({
  employeeId: z.optional(z.string()),
  code: z.string(),
  /** Personio's key, the configured label, or the budget field that is meant. */
  attribute: z.optional(ToldTextSchema),
  /** Another id of Personio that is meant. */
  otherId: z.optional(z.string()),
});
export type Issue = z.infer<typeof IssueSchema>;

const count = z.int().check(z.nonnegative());

/** What support reads about one run. Counts, codes and employee ids; no name, e-mail, birthday or amount. */
export const RunReportSchema = z.object({
  tenantId: TenantIdSchema,
  runId: z.string(),
  /** The run's date in the tenant's time zone. */
  date: CalendarDateSchema,
  startedAt: InstantSchema,
  trigger: TriggerSchema,
  status: z.enum(['ok', 'held', 'failed']),
  /** The gate, error or limit that decided the status; null when `ok`. */
  code: z.nullable(z.string()),
  /** People of the listing, those found by look-up included. */
  listed: count,
  /** Active managed users absent from the listing and from the look-up. */
  missing: count,
  /** How many people got which reason; adds up to `listed`. */
  decisions: z.record(z.string(), count),
  /** What was emitted, by kind. */
  mutations: z.partialRecord(MutationKindSchema, count),
  held: z.partialRecord(
    MutationKindSchema,
    /** `codes`: how many by which code, where there are several; `code` is the first of them. */
    z.object({ count, code: z.string(), codes: z.optional(z.record(z.string(), count)) }),
  ),
  issues: z.array(IssueSchema),
  open: z.object({ count, codes: z.record(z.string(), count) }),
  requests: z.object({ personio: count, alleo: count }),
  /** DynamoDB capacity units consumed. */
  capacity: z.object({ read: z.number(), write: z.number() }),
  durationMs: count,
  /** Of the held part where something is held, else of the whole plan; null where there was no plan. */
  digest: z.nullable(z.string()),
  /** What became of an approval that this run found. */
  approval: z.optional(
    z.object({
      digest: z.string(),
      result: z.enum(['released', 'void']),
      /** For `void`: how many planned entries are new, gone or changed against what was approved. */
      difference: z.optional(z.object({ added: count, removed: count, changed: count })),
    }),
  ),
});
export type RunReport = z.infer<typeof RunReportSchema>;
