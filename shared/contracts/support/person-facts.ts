import { MutationKindSchema } from '../mutation-kind.ts';
import { CalendarDateSchema } from '../primitives.ts';
import { IssueSchema } from '../run-report.ts';
import { TenantStatusSchema } from '../tenant.ts';
import { ToldAddressSchema, ToldTextSchema } from '../told-text.ts';
import * as z from '../zod.ts';
import { count } from './fields.ts';

/** A person as support sees them; names only where the operation reads Personio afresh. */
export const NamedPersonSchema = z.object({ employeeId: z.string(), name: z.nullable(ToldTextSchema) });

/** What a run would hold, by name: read now, stored nowhere. */
export const HeldForSchema = z.object({
  employeeId: z.string(),
  name: z.nullable(ToldTextSchema),
  kind: MutationKindSchema,
  code: z.string(),
  /** Why the rules ask for it: `STATUS_INACTIVE`, say. */
  reason: z.string(),
  /** Fields of Alleo that would change. */
  changed: z.optional(z.array(z.string())),
  /** Of a budget: its field in Personio, its amount, and the agreed maximum for one of its kind. */
  attribute: z.optional(ToldTextSchema),
  amount: z.optional(z.string()),
  maximum: z.optional(z.string()),
  otherId: z.optional(z.string()),
});
export type HeldFor = z.infer<typeof HeldForSchema>;

/** What was sent and is not applied; `code`: why, where somebody said so. */
export const OpenForSchema = z.object({
  employeeId: z.string(),
  name: z.nullable(ToldTextSchema),
  kind: MutationKindSchema,
  code: z.nullable(z.string()),
  attribute: z.optional(ToldTextSchema),
});
export type OpenFor = z.infer<typeof OpenForSchema>;

/** Held changes of address by domain, the most frequent first; `from`: as Alleo has it, null where that cannot be read. */
export const DomainChangeSchema = z.object({ from: z.nullable(ToldAddressSchema), to: ToldAddressSchema, count });
export type DomainChange = z.infer<typeof DomainChangeSchema>;

/** What is known of one person, without a value of theirs but amounts that are held. */
export const ExplainFactsSchema = z.object({
  tenantStatus: TenantStatusSchema,
  language: z.string(),
  currency: z.string(),
  /** What the rules say; null where nobody was decided, or this person is not listed. */
  decision: z.nullable(z.enum(['in', 'out', 'waiting', 'blocked'])),
  reason: z.nullable(z.string()),
  startDate: z.optional(CalendarDateSchema),
  /** What this sync remembers, and what Alleo shows now. */
  remembered: z.enum(['active', 'inactive', 'nothing']),
  account: z.enum(['active', 'inactive', 'none', 'not-read']),
  /** The id of the same human being in Personio now, who had this one before. */
  passedTo: z.optional(z.string()),
  /** What was sent and is not open any more, oldest first: at most the last ten. */
  history: z.array(z.object({ date: CalendarDateSchema, kind: MutationKindSchema, reason: z.string() })),
  /** Of this person; a gate is an issue without one. */
  issues: z.array(IssueSchema),
  holds: z.array(HeldForSchema),
  open: z.array(OpenForSchema),
});
export type ExplainFacts = z.infer<typeof ExplainFactsSchema>;
