import { CredentialsSchema } from './credentials.ts';
import { foldLines } from './one-line.ts';
import { CalendarDateSchema, TenantIdSchema } from './primitives.ts';
import { ReleaseSchema } from './release.ts';
import * as z from './zod.ts';

/** What a person types: trimmed, something, and not endless. */
const text = (most: number) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(most, `must be at most ${most} characters`));
/** A customer's name: it stands in letters and tables, on one line. */
const name = z
  .string()
  .check(z.overwrite(foldLines), z.minLength(1, 'must not be empty'), z.maxLength(80, 'must be at most 80 characters'));
const url = z.url('must be a whole URL, like https://api.personio.de/v1');
const tenantId = TenantIdSchema;
const digest = z
  .string()
  .check(z.regex(/^[0-9a-f]{16}$/, 'must be a digest of 16 characters, as `preview`, a run or `relink` shows it'));
/** SQS's id of a message, or its beginning. */
const letter = z
  .string()
  .check(z.trim(), z.regex(/^[0-9a-f][0-9a-f-]{7,35}$/, 'must be the id of a letter, as `dead-letters` shows it'));
/** Only with `--local`, or as a forecast: the instant at which the schedule first fires on this day stands for now. */
const asOf = z.optional(CalendarDateSchema);
/** A Personio id, an e-mail, or part of a name. */
const person = text(200);
/** Paging of answers that outgrow one Lambda response: items from this index on. */
const from = z._default(z.int().check(z.nonnegative()), 0);

/** Policies by name, as text from the command line or as typed values; checked one by one so that the name is told. */
const policySettings = z._default(z.record(z.string(), z.union([z.string(), z.number()])), {});

/** Pairs that take the place of stored ones; one that is left out stays as it is. */
export const NewCredentialsSchema = z
  .partial(CredentialsSchema)
  .check(
    z.refine(
      ({ personio, alleo }) => personio !== undefined || alleo !== undefined,
      'must have a Personio pair, an Alleo pair, or both',
    ),
  );
export type NewCredentials = z.infer<typeof NewCredentialsSchema>;

/** What every operation takes. The name of the operation is the discriminator. */
export const SupportRequestSchema = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('tenant-add'),
    tenantId,
    name,
    companyId: z.int().check(z.positive()),
    /** A label, or `none`: deliberately everyone; left out: not decided yet. */
    eligibility: z.optional(text(200)),
    personioUrl: z.optional(url),
    alleoUrl: z.optional(url),
    credentials: CredentialsSchema,
    policies: policySettings,
  }),
  z.object({ operation: z.literal('tenant-list') }),
  z.object({ operation: z.literal('tenant-show'), tenantId }),
  z.object({ operation: z.literal('tenant-message'), tenantId }),
  z.object({
    operation: z.literal('tenant-set'),
    tenantId,
    name: z.optional(name),
    companyId: z.optional(z.int().check(z.positive())),
    eligibility: z.optional(text(200)),
    personioUrl: z.optional(url),
    alleoUrl: z.optional(url),
    /** Needed with a changed URL: it voids the stored pair. */
    credentials: z.optional(NewCredentialsSchema),
    policies: policySettings,
  }),
  z.object({ operation: z.literal('tenant-pause'), tenantId }),
  z.object({ operation: z.literal('tenant-resume'), tenantId }),
  /** `confirm`: the tenant's name, typed again. */
  z.object({ operation: z.literal('tenant-remove'), tenantId, confirm: z.string() }),
  z.object({ operation: z.literal('check'), tenantId }),
  /** `values`: what is changed from which value to which, where something is. */
  z.object({
    operation: z.literal('preview'),
    tenantId,
    asOf,
    from,
    names: z._default(z.boolean(), true),
    values: z._default(z.boolean(), false),
  }),
  z.object({
    operation: z.literal('activate'),
    tenantId,
    digest,
    withoutOneOff: z._default(z.boolean(), false),
    asOf,
  }),
  z.object({
    operation: z.literal('approve'),
    tenantId,
    digest,
    /** One-off budgets of it are only remembered: they were paid before. */
    withoutOneOff: z._default(z.boolean(), false),
    asOf,
  }),
  z.object({ operation: z.literal('requeue'), tenantId: z.optional(tenantId) }),
  z.object({ operation: z.literal('status'), tenantId: z.optional(tenantId) }),
  z.object({
    operation: z.literal('runs'),
    tenantId,
    limit: z._default(z.int().check(z.minimum(1), z.maximum(400)), 30),
  }),
  z.object({ operation: z.literal('changes'), tenantId, date: CalendarDateSchema, from }),
  /** The runs of the last days, today included, of up to a hundred customers. */
  z.object({
    operation: z.literal('recent-runs'),
    tenantIds: z.array(tenantId).check(z.minLength(1), z.maxLength(100)),
    days: z._default(z.int().check(z.minimum(1), z.maximum(100)), 14),
  }),
  /** What support asked and did: of one tenant, or what concerned them all. `acts`: only what can change something. */
  z.object({
    operation: z.literal('audit'),
    tenantId: z.optional(tenantId),
    acts: z._default(z.boolean(), false),
    limit: z._default(z.int().check(z.minimum(1), z.maximum(400)), 50),
  }),
  z.object({ operation: z.literal('explain'), tenantId, person, showValues: z._default(z.boolean(), false) }),
  z.object({ operation: z.literal('issues'), tenantId, from }),
  z.object({ operation: z.literal('verify'), tenantId }),
  z.object({ operation: z.literal('resend'), tenantId, person }),
  /** Without a digest: only lists the people and their digest. */
  z.object({ operation: z.literal('resend-lost'), tenantId, digest: z.optional(digest) }),
  /** Without a digest: only lists the accounts and their digest. */
  z.object({ operation: z.literal('relink'), tenantId, digest: z.optional(digest) }),
  z.object({ operation: z.literal('budgets'), tenantId, from }),
  z.object({ operation: z.literal('credentials-rotate'), tenantId, credentials: NewCredentialsSchema }),
  /** Both pairs, as for a new tenant: nothing that was stored is used. */
  z.object({ operation: z.literal('credentials-restore'), tenantId, credentials: CredentialsSchema }),
  z.object({ operation: z.literal('redrive'), tenantId: z.optional(tenantId) }),
  /** Not for `support-read`: a queue shows its messages only to who may also take them. */
  z.object({ operation: z.literal('dead-letters'), tenantId: z.optional(tenantId) }),
  /** Without a digest: only shows the letter, what becomes of it, and the digest of both. */
  z.object({ operation: z.literal('dead-letters-purge'), letter, digest: z.optional(digest) }),
]);
export type SupportRequest = z.infer<typeof SupportRequestSchema>;
export type SupportOperation = SupportRequest['operation'];
/** The names of all operations, in the order of their requests. */
export const SUPPORT_OPERATIONS: readonly SupportOperation[] = SupportRequestSchema.def.options.flatMap(
  ({ shape }) => shape.operation.def.values,
);

/** Operations that `support-read` may do; `support-operate` may do all. */
export const READ_OPERATIONS: ReadonlySet<SupportOperation> = new Set([
  'tenant-list',
  'tenant-show',
  'tenant-message',
  'check',
  'preview',
  'status',
  'runs',
  'changes',
  'recent-runs',
  'audit',
  'explain',
  'issues',
  'verify',
  'budgets',
]);

/** So long is what a caller is called at most. */
export const MOST_OF_A_CALLER = 300;

/** The event that both support functions take. `caller`: who asks, as stated by the caller, on one line. */
export const SupportEventSchema = z.object({
  version: z.literal(1),
  caller: z.string().check(z.overwrite(foldLines), z.minLength(1), z.maxLength(MOST_OF_A_CALLER)),
  request: SupportRequestSchema,
});
export type SupportEvent = z.infer<typeof SupportEventSchema>;

/** A refusal or failure that a person can act on: what happened, and what to try. */
export const SupportProblemSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** The next step, in the words of the command where there is one. */
  hint: z.optional(z.string()),
  /** `usage` (exit 2): the request was wrong; `failed` (1); `held` (3). */
  kind: z.enum(['usage', 'failed', 'held']),
});
export type SupportProblem = z.infer<typeof SupportProblemSchema>;

/** What the support functions give back: the answer, or a problem, and the release that gave it. Never a stack trace. */
export const SupportReplySchema = z.union([
  z.object({ ok: z.literal(true), answer: z.unknown(), release: z.optional(ReleaseSchema) }),
  z.object({ ok: z.literal(false), problem: SupportProblemSchema, release: z.optional(ReleaseSchema) }),
]);
export type SupportReply = z.infer<typeof SupportReplySchema>;
