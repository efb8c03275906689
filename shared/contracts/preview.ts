import { isAccountKind, MUTATION_KINDS, MutationKindSchema } from './mutation-kind.ts';
import { CalendarDateSchema } from './primitives.ts';
import { RunReportSchema } from './run-report.ts';
import { ToldTextSchema } from './told-text.ts';
import * as z from './zod.ts';

/** What one person's row of a preview says. */
export const PreviewPersonSchema = z.object({
  employeeId: z.string(),
  action: z.enum([...MUTATION_KINDS.filter(isAccountKind), 'none', 'hold']),
  reason: z.string(),
  /** What would be held, beside what goes out, too; of a budget also its field and its amount, in the tenant's currency. */
  holds: z.optional(
    z.array(
      z.object({
        kind: MutationKindSchema,
        code: z.string(),
        attribute: z.optional(ToldTextSchema),
        amount: z.optional(z.string()),
        /** The id under which the same human being was granted this before, or may have been. */
        otherId: z.optional(z.string()),
      }),
    ),
  ),
  changed: z.optional(z.array(z.string())),
  /** The id that this person had in Personio before: account and memory pass on. */
  passesFrom: z.optional(z.string()),
  startDate: z.optional(CalendarDateSchema),
  /** First activation only: what delivery will do with the account in Alleo. */
  account: z.optional(z.enum(['create', 'adopt', 'ours', 'conflict'])),
  accountCode: z.optional(z.string()),
  /** In what the account says somebody else, and whose name it has: read now, stored nowhere. */
  accountDiffers: z.optional(z.array(z.enum(['email', 'last_name', 'birthday']))),
  accountName: z.optional(ToldTextSchema),
});
export type PreviewPerson = z.infer<typeof PreviewPersonSchema>;

/** A dry run: the report that the run would give, and a row per person. */
export const PreviewSchema = z.extend(RunReportSchema, {
  people: z.array(PreviewPersonSchema),
  /** Sum of the budgets that the plan would send, in the tenant's currency. */
  budgetTotal: z.string(),
  /** The same apart: what recurs every month, and what is granted once. */
  budgetTotals: z.object({ monthly: z.string(), oneOff: z.string() }),
  currency: z.string(),
  /**
   * First activation only: one-off budgets that would be granted to people whose accounts carry our ids already. This
   * customer was connected before, and they may have been paid then.
   */
  grantsToKnown: z.optional(z.object({ people: z.int(), total: z.string() })),
});
export type Preview = z.infer<typeof PreviewSchema>;
