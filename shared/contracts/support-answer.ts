import { DifferenceCountsSchema, DifferenceKindSchema, VerifiedSchema } from './difference.ts';
import { MutationKindSchema } from './mutation-kind.ts';
import { StoredPoliciesSchema } from './policies.ts';
import { PreviewSchema } from './preview.ts';
import { CalendarDateSchema, InstantSchema } from './primitives.ts';
import { ReleaseSchema } from './release.ts';
import { IssueSchema, RunReportSchema } from './run-report.ts';
import type { SupportOperation } from './support-operation.ts';
import { EligibilitySchema, TenantStatusSchema } from './tenant.ts';
import { CUSTOMER_STATES, StandingSchema } from './whose-turn.ts';
import * as z from './zod.ts';

const count = z.int().check(z.nonnegative());

export const TenantViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: TenantStatusSchema,
  company: z.object({ id: z.int(), name: z.string() }),
  eligibility: EligibilitySchema,
  policies: StoredPoliciesSchema,
  personioUrl: z.string(),
  alleoUrl: z.string(),
  createdAt: InstantSchema,
  activatedAt: z.optional(InstantSchema),
  lastRun: z.optional(
    z.object({
      runId: z.string(),
      date: z.string(),
      at: InstantSchema,
      status: z.string(),
      code: z.nullable(z.string()),
    }),
  ),
  lastCompleteAt: z.optional(InstantSchema),
  flag: z.optional(z.object({ code: z.string(), since: InstantSchema, attribute: z.optional(z.string()) })),
  deliveryFlag: z.optional(z.object({ code: z.string(), since: InstantSchema })),
  /** What the last weekly look at Alleo found. */
  verified: z.optional(VerifiedSchema),
  /** No complete run for 26 hours though active. */
  overdue: z.boolean(),
  /** In sync, or whose turn it is. As the last run left it, but in `status`: there as it is now. */
  standing: StandingSchema,
});
export type TenantView = z.infer<typeof TenantViewSchema>;

export const CheckedAttributeSchema = z.object({
  /** What we want it for: Personio's key, `eligibility`, or the budget field. */
  wanted: z.string(),
  /** The label it was found under, where it was found. */
  label: z.nullable(z.string()),
  /** `unknown`: nobody is listed, and Personio refuses to list the attributes. */
  state: z.enum(['readable', 'empty-for-all', 'not-readable', 'unknown']),
  /** Without it no run can go on. */
  required: z.boolean(),
  /** How many people have a value. */
  filled: count,
  /** What it means, and the menu path in Personio that fixes it; where there is something to fix. */
  note: z.optional(z.string()),
});

/** A person as support sees them; names only where the operation reads Personio afresh. */
export const NamedPersonSchema = z.object({ employeeId: z.string(), name: z.nullable(z.string()) });

/** One difference between what the rules want and what Alleo has (behaviour: "Verify"). */
const ShownDifferenceSchema = z.extend(NamedPersonSchema, {
  kind: DifferenceKindSchema,
  alleoId: z.nullable(z.int()),
  text: z.string(),
});

export const ExplainStepSchema = z.object({
  step: z.enum(['read', 'decide', 'remember', 'send', 'answer', 'open', 'next']),
  title: z.string(),
  lines: z.array(z.string()),
});

/** One run in figures: what a chart, a strip or a timeline shows of it. */
export const RunFiguresSchema = z.extend(
  z.pick(RunReportSchema, {
    runId: true,
    date: true,
    startedAt: true,
    trigger: true,
    status: true,
    code: true,
    listed: true,
    missing: true,
    mutations: true,
    held: true,
    open: true,
    approval: true,
  }),
  {
    /** People of the listing who take part. */
    employed: count,
    issueCount: count,
  },
);
export type RunFigures = z.infer<typeof RunFiguresSchema>;

/** A message that could not be handled, without anything of what it says of a person. */
export const DeadLetterSchema = z.object({
  /** SQS's id of the message. */
  id: z.string(),
  queue: z.string(),
  /** The customer, by the message's group. */
  tenantId: z.string(),
  /** A mutation's kind, or why a run was asked for; null for one that nobody can read. */
  kind: z.nullable(z.string()),
  employeeId: z.nullable(z.string()),
  /** What delivery last said of this change; null where it is not known. */
  code: z.nullable(z.string()),
  /** When it was sent to the queue that it could not leave. */
  since: InstantSchema,
  /** How often a queue has handed it out: each try, and each look since. */
  handedOut: count,
  /** Of one that nobody can read: the paths of the fields that are wrong. */
  faults: z.array(z.string()),
});
export type DeadLetter = z.infer<typeof DeadLetterSchema>;

/** A field of a profile that would change. `from`: as Alleo has it; left out where that is not at hand. */
export const ChangedValueSchema = z.object({
  field: z.string(),
  from: z.optional(z.nullable(z.string())),
  to: z.nullable(z.string()),
});
export type ChangedValue = z.infer<typeof ChangedValueSchema>;

/** What a run would hold, by name: read now, stored nowhere. */
export const HeldForSchema = z.object({
  employeeId: z.string(),
  name: z.nullable(z.string()),
  kind: MutationKindSchema,
  code: z.string(),
  /** Why the rules ask for it: `STATUS_INACTIVE`, say. */
  reason: z.string(),
  /** Fields of Alleo that would change. */
  changed: z.optional(z.array(z.string())),
  /** Of a budget: its field in Personio, its amount, and the agreed maximum for one of its kind. */
  attribute: z.optional(z.string()),
  amount: z.optional(z.string()),
  maximum: z.optional(z.string()),
  otherId: z.optional(z.string()),
});
export type HeldFor = z.infer<typeof HeldForSchema>;

/** What was sent and is not applied; `code`: why, where somebody said so. */
export const OpenForSchema = z.object({
  employeeId: z.string(),
  name: z.nullable(z.string()),
  kind: MutationKindSchema,
  code: z.nullable(z.string()),
  attribute: z.optional(z.string()),
});
export type OpenFor = z.infer<typeof OpenForSchema>;

/** Held changes of address by domain, the most frequent first; `from`: as Alleo has it, null where that cannot be read. */
export const DomainChangeSchema = z.object({ from: z.nullable(z.string()), to: z.string(), count });
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
  /** What was sent, oldest first: at most the last ten. */
  history: z.array(z.object({ date: CalendarDateSchema, kind: MutationKindSchema, reason: z.string() })),
  /** Of this person; a gate is an issue without one. */
  issues: z.array(IssueSchema),
  holds: z.array(HeldForSchema),
  open: z.array(OpenForSchema),
});
export type ExplainFacts = z.infer<typeof ExplainFactsSchema>;

/** What each operation answers. */
export const SUPPORT_ANSWERS = {
  'tenant-add': z.object({ tenant: TenantViewSchema, people: count, warnings: z.array(z.string()), next: z.string() }),
  'tenant-list': z.object({ tenants: z.array(TenantViewSchema) }),
  'tenant-show': z.object({ tenant: TenantViewSchema, open: RunReportSchema.shape.open, audit: z.array(z.string()) }),
  'tenant-set': z.object({ tenant: TenantViewSchema, changed: z.array(z.string()) }),
  'tenant-pause': z.object({ tenant: TenantViewSchema }),
  'tenant-resume': z.object({ tenant: TenantViewSchema }),
  'tenant-remove': z.object({ tenantId: z.string(), removed: z.literal(true) }),
  check: z.object({
    tenantId: z.string(),
    /** The Alleo company as Alleo calls it now; null where it could not be read. */
    companyName: z.nullable(z.string()),
    people: count,
    /** Empty where Personio refuses the credential. */
    attributes: z.array(CheckedAttributeSchema),
    warnings: z.array(z.string()),
    /** The first thing that stops a run, or delivery: a gate's code, or Alleo's refusal. */
    code: z.nullable(z.string()),
    ok: z.boolean(),
  }),
  /** One page of people; `issues` are those of these people, the first page also has those of nobody who is listed. */
  preview: z.extend(PreviewSchema, {
    /** Names by employee id, for the page of people in this answer. */
    names: z.record(z.string(), z.string()),
    /** Of people who are gone from Personio and would be deactivated: names as Alleo has them. */
    namesInAlleo: z.optional(z.record(z.string(), z.string())),
    /** By employee id, where values were asked for: of those on this page whose profile would change. */
    values: z.optional(z.record(z.string(), z.array(ChangedValueSchema))),
    /** An attribute that looks like the one for selective sync, where nobody decided about it: no activation before. */
    undecided: z.optional(z.string()),
    /** False for a forecast with `--stage`: it has no digest that could be approved. */
    approvable: z.boolean(),
    /** Of the tenant: the language of what the customer gets, and whether this is a first plan. */
    language: z.string(),
    tenantStatus: TenantStatusSchema,
    nextFrom: z.nullable(count),
  }),
  activate: z.object({ tenant: TenantViewSchema, digest: z.string(), message: z.string() }),
  /** The message to the customer once more, as things are now. */
  'tenant-message': z.object({ tenantId: z.string(), message: z.string() }),
  approve: z.object({
    tenantId: z.string(),
    digest: z.string(),
    /** What the next run lets out. */
    approved: z.partialRecord(MutationKindSchema, count),
    /** One-off budgets that are only remembered as paid. */
    remembered: count,
    /** People whose days of absence are counted from the next run on (`TOO_MANY_MISSING`): nobody is deactivated yet. */
    countedMissing: count,
  }),
  requeue: z.object({ queued: z.array(z.string()), failed: z.array(z.string()) }),
  status: z.object({
    /** The instant that all of it stands on: with `--local` that of the day that was run last. */
    at: InstantSchema,
    deliveryMode: z.enum(['customer-api', 'queue']),
    /** What is deployed there. */
    release: ReleaseSchema,
    /** How many customers there are of each state; of one, where one was asked for. */
    counts: z.record(z.enum(CUSTOMER_STATES), count),
    /** Those in need first, then by name; where there are more than fit into an answer, the rest is only counted. */
    tenants: z.array(TenantViewSchema),
    /** One tenant in depth, where one was asked for. */
    detail: z.nullable(
      z.object({
        lastReport: z.nullable(RunReportSchema),
        /** At most 500, those with a code first. */
        open: z.array(
          z.object({ employeeId: z.string(), kind: z.string(), code: z.nullable(z.string()), offeredOn: z.string() }),
        ),
        openCount: count,
        approval: z.nullable(z.object({ digest: z.string(), state: z.string(), approvedAt: InstantSchema })),
        active: count,
        inactive: count,
        missing: count,
      }),
    ),
  }),
  runs: z.object({
    tenantId: z.string(),
    /** `issueCount`: of all issues of the run, also where the list of them was left out for its length. */
    runs: z.array(z.extend(RunReportSchema, { issueCount: count })),
  }),
  changes: z.object({
    tenantId: z.string(),
    date: CalendarDateSchema,
    /** Who was changed on that day, by id; the name as Personio shows it now, else as Alleo does. */
    changes: z.array(
      z.object({ employeeId: z.string(), name: z.nullable(z.string()), kind: MutationKindSchema, reason: z.string() }),
    ),
    nextFrom: z.nullable(count),
  }),
  'recent-runs': z.object({
    /** When the schedule fires next, for every active customer. */
    nextRunAt: InstantSchema,
    /** In the order asked for; runs newest first. */
    customers: z.array(z.object({ tenantId: z.string(), runs: z.array(RunFiguresSchema) })),
  }),
  /** Newest first. `who`: as the caller states it; the request id leads to AWS's own record. */
  audit: z.object({
    entries: z.array(
      z.object({ at: InstantSchema, who: z.string(), what: z.string(), result: z.string(), requestId: z.string() }),
    ),
  }),
  explain: z.object({
    tenantId: z.string(),
    matches: z.array(NamedPersonSchema),
    employeeId: z.nullable(z.string()),
    steps: z.array(ExplainStepSchema),
    /** The same in facts, of which a letter is written; null where no one person was found. */
    facts: z.nullable(ExplainFactsSchema),
  }),
  /** One page of everything that is wrong, held or open; `domains` and `currency` are the same on every page. */
  issues: z.object({
    tenantId: z.string(),
    tenantName: z.string(),
    tenantStatus: TenantStatusSchema,
    language: z.string(),
    currency: z.string(),
    date: CalendarDateSchema,
    issues: z.array(
      z.extend(IssueSchema, {
        /** As Personio has it; of somebody who is gone from there as Alleo has it; null where neither knows one. */
        name: z.nullable(z.string()),
        /** For `DUPLICATE_EMAIL`: the ids of the others who have the address. */
        sameEmail: z.optional(z.array(z.string())),
      }),
    ),
    holds: z.array(HeldForSchema),
    open: z.array(OpenForSchema),
    domains: z.array(DomainChangeSchema),
    nextFrom: z.nullable(count),
  }),
  verify: z.object({
    tenantId: z.string(),
    /** Of all differences, also of those that did not fit into the list. */
    counts: DifferenceCountsSchema,
    differences: z.array(ShownDifferenceSchema),
  }),
  'resend-lost': z.object({
    tenantId: z.string(),
    digest: z.string(),
    people: z.array(ShownDifferenceSchema),
    /** So many more are lost, and come with the next list. */
    others: count,
    resent: z.boolean(),
    sent: count,
    /** Of these people nothing could be sent: the rules leave them as they are, or a limit holds it. */
    unsent: z.array(z.string()),
  }),
  resend: z.object({
    tenantId: z.string(),
    employeeId: z.string(),
    name: z.nullable(z.string()),
    sent: z.array(MutationKindSchema),
    /** The code of what the rules say of this person: why this, or nothing, was sent. */
    reason: z.string(),
  }),
  relink: z.object({
    tenantId: z.string(),
    digest: z.string(),
    accounts: z.array(
      z.object({
        employeeId: z.string(),
        name: z.nullable(z.string()),
        alleoId: z.int(),
        /** Whose account it is in Alleo, for support to compare. */
        accountName: z.string(),
        /** None, or already the Personio id, where the account says somebody else. */
        currentExternalId: z.nullable(z.string()),
        /** Of the account in Alleo: the address by which it was found, as a rule. */
        email: z.nullable(z.string()),
      }),
    ),
    relinked: z.boolean(),
    /** Mutations that were waiting for these accounts and were sent at once. */
    sent: count,
  }),
  budgets: z.object({
    tenantId: z.string(),
    budgets: z.array(
      z.object({
        employeeId: z.string(),
        name: z.string(),
        email: z.string(),
        kind: MutationKindSchema,
        category: z.string(),
        amount: z.string(),
        currency: z.string(),
        grant: z.nullable(z.int()),
        /** `assign`: passed on, to be assigned; `waiting`, `held` (with their code) and `not sent yet`: not to be assigned. */
        status: z.string(),
        /** The day on which it was sent, where that is certain. */
        date: z.nullable(CalendarDateSchema),
      }),
    ),
    nextFrom: z.nullable(count),
  }),
  'credentials-rotate': z.object({
    tenantId: z.string(),
    rotated: z.literal(true),
    /** How many people the new Personio pair shows, where there is a new one. */
    people: z.nullable(count),
    /** A run was asked for: only an active tenant has runs. */
    queued: z.boolean(),
  }),
  'credentials-restore': z.object({
    tenantId: z.string(),
    restored: z.literal(true),
    /** How many people the Personio pair shows, and how many are remembered. */
    people: count,
    remembered: count,
    /** Grants that were on their way, of which support decides: GRANT_UNCERTAIN. */
    uncertain: count,
    /** A run was asked for: only an active tenant has runs. */
    queued: z.boolean(),
  }),
  /** SQS shows at most ten letters of one customer and queue at a time; `count`: how many lie there, of everybody. */
  'dead-letters': z.object({
    letters: z.array(DeadLetterSchema),
    queues: z.array(z.object({ queue: z.string(), count })),
  }),
  /** One letter, and what becomes of it without: `note` says what is still open, and who sends it again. */
  'dead-letters-purge': z.object({
    letter: DeadLetterSchema,
    note: z.string(),
    digest: z.string(),
    purged: z.boolean(),
  }),
  /**
   * `kept`: seen and left where they are, those of other tenants and those that nobody can read (`malformed`). `left`: how
   * many lie there now, of everybody, as SQS estimates.
   */
  redrive: z.object({
    moved: z.array(z.object({ queue: z.string(), count })),
    kept: count,
    malformed: count,
    left: count,
  }),
} as const satisfies { readonly [O in SupportOperation]: z.ZodMiniType };
export type SupportAnswer<O extends SupportOperation> = z.infer<(typeof SUPPORT_ANSWERS)[O]>;
