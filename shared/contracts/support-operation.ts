import * as z from 'zod';
import { CalendarDateSchema, InstantSchema, TenantIdSchema } from './primitives.ts';
import { IssueSchema, PreviewSchema, RunReportSchema } from './run-report.ts';
import {
  CredentialsSchema,
  EligibilitySchema,
  NewCredentialsSchema,
  StoredPoliciesSchema,
  TenantStatusSchema,
} from './tenant.ts';
import { MutationKindSchema } from './user-mutation.ts';

const tenantId = TenantIdSchema;
const digest = z.string().regex(/^[0-9a-f]{16}$/, 'must be the 16-character digest that `preview` or the run showed');
/** Only with `--local`, or as a forecast: the instant 04:00 Europe/Amsterdam on this day stands for now. */
const asOf = CalendarDateSchema.optional();
/** A Personio id, an e-mail, or part of a name. */
const person = z.string().trim().min(1).max(200);
/** Paging of answers that outgrow one Lambda response: items from this index on. */
const from = z.int().nonnegative().default(0);

/** Policies by name, as text from the command line or as typed values; checked one by one so that the name is told. */
const policySettings = z.record(z.string(), z.union([z.string(), z.number()])).default({});

/** What every operation takes. The name of the operation is the discriminator. */
export const SupportRequestSchema = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('tenant-add'),
    tenantId,
    name: z.string().trim().min(1).max(200),
    companyId: z.int().positive(),
    /** A label, or `none`: deliberately everyone; left out: not decided yet. */
    eligibility: z.string().trim().min(1).max(200).optional(),
    personioUrl: z.url().optional(),
    alleoUrl: z.url().optional(),
    credentials: CredentialsSchema,
    policies: policySettings,
  }),
  z.object({ operation: z.literal('tenant-list') }),
  z.object({ operation: z.literal('tenant-show'), tenantId }),
  z.object({
    operation: z.literal('tenant-set'),
    tenantId,
    name: z.string().trim().min(1).max(200).optional(),
    companyId: z.int().positive().optional(),
    eligibility: z.string().trim().min(1).max(200).optional(),
    personioUrl: z.url().optional(),
    alleoUrl: z.url().optional(),
    /** Needed with a changed URL: it voids the stored pair. */
    credentials: NewCredentialsSchema.optional(),
    policies: policySettings,
  }),
  z.object({ operation: z.literal('tenant-pause'), tenantId }),
  z.object({ operation: z.literal('tenant-resume'), tenantId }),
  /** `confirm`: the tenant's name, typed again. */
  z.object({ operation: z.literal('tenant-remove'), tenantId, confirm: z.string() }),
  z.object({ operation: z.literal('check'), tenantId }),
  z.object({ operation: z.literal('preview'), tenantId, asOf, from, names: z.boolean().default(true) }),
  z.object({
    operation: z.literal('activate'),
    tenantId,
    digest,
    withoutOneOff: z.boolean().default(false),
    asOf,
  }),
  z.object({ operation: z.literal('approve'), tenantId, digest, asOf }),
  z.object({ operation: z.literal('requeue'), tenantId: tenantId.optional() }),
  z.object({ operation: z.literal('status'), tenantId: tenantId.optional() }),
  z.object({ operation: z.literal('runs'), tenantId, limit: z.int().min(1).max(400).default(30) }),
  z.object({ operation: z.literal('explain'), tenantId, person, showValues: z.boolean().default(false) }),
  z.object({ operation: z.literal('issues'), tenantId, from }),
  z.object({ operation: z.literal('resend'), tenantId, person }),
  /** Without a digest: only lists the accounts and their digest. */
  z.object({ operation: z.literal('relink'), tenantId, digest: digest.optional() }),
  z.object({ operation: z.literal('budgets'), tenantId, from }),
  z.object({ operation: z.literal('credentials-rotate'), tenantId, credentials: NewCredentialsSchema }),
  z.object({ operation: z.literal('redrive'), tenantId: tenantId.optional() }),
]);
export type SupportRequest = z.infer<typeof SupportRequestSchema>;
export type SupportOperation = SupportRequest['operation'];

/** Operations that `support-read` may do; `support-operate` may do all. */
export const READ_OPERATIONS: ReadonlySet<SupportOperation> = new Set([
  'tenant-list',
  'tenant-show',
  'check',
  'preview',
  'status',
  'runs',
  'explain',
  'issues',
  'budgets',
]);

/** The event that both support functions take. `caller`: who asks, as stated by the caller. */
export const SupportEventSchema = z.object({
  version: z.literal(1),
  caller: z.string().min(1).max(300),
  request: SupportRequestSchema,
});
export type SupportEvent = z.infer<typeof SupportEventSchema>;

/** A refusal or failure that a person can act on: what happened, and what to try. */
export const SupportProblemSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** The next step, in the words of the command where there is one. */
  hint: z.string().optional(),
  /** `usage` (exit 2): the request was wrong; `failed` (1); `held` (3). */
  kind: z.enum(['usage', 'failed', 'held']),
});
export type SupportProblem = z.infer<typeof SupportProblemSchema>;

const count = z.int().nonnegative();

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
  activatedAt: InstantSchema.optional(),
  lastRun: z
    .object({ runId: z.string(), date: z.string(), at: InstantSchema, status: z.string(), code: z.string().nullable() })
    .optional(),
  lastCompleteAt: InstantSchema.optional(),
  flag: z.object({ code: z.string(), since: InstantSchema, attribute: z.string().optional() }).optional(),
  deliveryFlag: z.object({ code: z.string(), since: InstantSchema }).optional(),
  /** No complete run for 26 hours though active. */
  overdue: z.boolean(),
});
export type TenantView = z.infer<typeof TenantViewSchema>;

export const CheckedAttributeSchema = z.object({
  /** What we want it for: Personio's key, `eligibility`, or the budget field. */
  wanted: z.string(),
  /** The label it was found under, where it was found. */
  label: z.string().nullable(),
  /** `unknown`: nobody is listed, and Personio refuses to list the attributes. */
  state: z.enum(['readable', 'empty-for-all', 'not-readable', 'unknown']),
  /** Without it no run can go on. */
  required: z.boolean(),
  /** How many people have a value. */
  filled: count,
  /** What it means, and the menu path in Personio that mends it; where there is something to mend. */
  note: z.string().optional(),
});

/** A person as support sees them; names only where the operation reads Personio afresh. */
export const NamedPersonSchema = z.object({ employeeId: z.string(), name: z.string().nullable() });

export const ExplainStepSchema = z.object({
  step: z.enum(['read', 'decide', 'remember', 'send', 'answer', 'open', 'next']),
  title: z.string(),
  lines: z.array(z.string()),
});

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
    companyName: z.string().nullable(),
    people: count,
    /** Empty where Personio refuses the credential. */
    attributes: z.array(CheckedAttributeSchema),
    warnings: z.array(z.string()),
    /** The first thing that stops a run, or delivery: a gate's code, or Alleo's refusal. */
    code: z.string().nullable(),
    ok: z.boolean(),
  }),
  /** One page of people; `issues` are those of these people, the first page also has those of nobody who is listed. */
  preview: PreviewSchema.extend({
    /** Names by employee id, for the page of people in this answer. */
    names: z.record(z.string(), z.string()),
    /** False for a forecast with `--stage`: it has no digest that could be approved. */
    approvable: z.boolean(),
    /** Of the tenant: the language of what the customer gets, and whether this is a first plan. */
    language: z.string(),
    tenantStatus: TenantStatusSchema,
    nextFrom: count.nullable(),
  }),
  activate: z.object({ tenant: TenantViewSchema, digest: z.string(), message: z.string() }),
  approve: z.object({
    tenantId: z.string(),
    digest: z.string(),
    /** What the next run lets out. */
    approved: z.partialRecord(MutationKindSchema, count),
    /** People whose days of absence are counted from the next run on (`TOO_MANY_MISSING`): nobody is deactivated yet. */
    countedMissing: count,
  }),
  requeue: z.object({ queued: z.array(z.string()), failed: z.array(z.string()) }),
  status: z.object({
    tenants: z.array(TenantViewSchema),
    /** One tenant in depth, where one was asked for. */
    detail: z
      .object({
        lastReport: RunReportSchema.nullable(),
        /** At most 500, those with a code first. */
        open: z.array(
          z.object({ employeeId: z.string(), kind: z.string(), code: z.string().nullable(), offeredOn: z.string() }),
        ),
        openCount: count,
        approval: z.object({ digest: z.string(), state: z.string(), approvedAt: InstantSchema }).nullable(),
        active: count,
        inactive: count,
        missing: count,
      })
      .nullable(),
  }),
  runs: z.object({
    tenantId: z.string(),
    /** `issueCount`: of all issues of the run, also where the list of them was left out for its length. */
    runs: z.array(RunReportSchema.extend({ issueCount: count })),
  }),
  explain: z.object({
    tenantId: z.string(),
    matches: z.array(NamedPersonSchema),
    employeeId: z.string().nullable(),
    steps: z.array(ExplainStepSchema),
  }),
  issues: z.object({
    tenantId: z.string(),
    tenantName: z.string(),
    language: z.string(),
    date: CalendarDateSchema,
    issues: z.array(IssueSchema.extend({ name: z.string().nullable() })),
    nextFrom: count.nullable(),
  }),
  resend: z.object({
    tenantId: z.string(),
    employeeId: z.string(),
    name: z.string().nullable(),
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
        name: z.string().nullable(),
        alleoId: z.int(),
        /** Whose account it is in Alleo, for support to compare. */
        accountName: z.string(),
        currentExternalId: z.string(),
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
        grant: z.int().nullable(),
        /** `assign`: passed on, to be assigned; `waiting`, `held` (with their code) and `not sent yet`: not to be assigned. */
        status: z.string(),
      }),
    ),
    nextFrom: count.nullable(),
  }),
  'credentials-rotate': z.object({
    tenantId: z.string(),
    rotated: z.literal(true),
    /** How many people the new Personio pair shows, where there is a new one. */
    people: count.nullable(),
    /** A run was asked for: only an active tenant has runs. */
    queued: z.boolean(),
  }),
  /** `kept`: seen and left where they are, those of other tenants and those that nobody can read (`malformed`). */
  redrive: z.object({ moved: z.array(z.object({ queue: z.string(), count })), kept: count, malformed: count }),
} as const satisfies { readonly [O in SupportOperation]: z.ZodType };
export type SupportAnswer<O extends SupportOperation> = z.infer<(typeof SUPPORT_ANSWERS)[O]>;

/** What the support functions give back: the answer, or a problem. Never a stack trace. */
export const SupportReplySchema = z.union([
  z.object({ ok: z.literal(true), answer: z.unknown() }),
  z.object({ ok: z.literal(false), problem: SupportProblemSchema }),
]);
export type SupportReply = z.infer<typeof SupportReplySchema>;
