import { CredentialsSchema } from '../credentials.ts';
import { InstantSchema } from '../primitives.ts';
import { ReleaseSchema } from '../release.ts';
import { RunReportSchema } from '../run-report.ts';
import { ToldAddressSchema } from '../told-text.ts';
import { CUSTOMER_STATES } from '../whose-turn.ts';
import * as z from '../zod.ts';
import type { Contracts } from './contract.ts';
import { count, NewCredentialsSchema, name, policySettings, tenantId, text, url } from './fields.ts';
import { TenantViewSchema } from './tenant-view.ts';

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

/** Customers as a whole: their entry, their state, their runs, and who asked for what. */
export const CUSTOMER_OPERATIONS = {
  'tenant-add': {
    role: 'operate',
    request: {
      tenantId,
      name,
      companyId: z.int().check(z.positive()),
      /** A label, or `none`: deliberately everyone; left out: not decided yet. */
      eligibility: z.optional(text(200)),
      personioUrl: z.optional(url),
      alleoUrl: z.optional(url),
      credentials: CredentialsSchema,
      policies: policySettings,
    },
    answer: () =>
      z.object({ tenant: TenantViewSchema, people: count, warnings: z.array(z.string()), next: z.string() }),
  },
  'tenant-list': {
    role: 'read',
    request: {},
    answer: () => z.object({ tenants: z.array(TenantViewSchema) }),
  },
  'tenant-show': {
    role: 'read',
    request: { tenantId },
    answer: () => z.object({ tenant: TenantViewSchema, open: RunReportSchema.shape.open, audit: z.array(z.string()) }),
  },
  'tenant-set': {
    role: 'operate',
    request: {
      tenantId,
      name: z.optional(name),
      companyId: z.optional(z.int().check(z.positive())),
      eligibility: z.optional(text(200)),
      personioUrl: z.optional(url),
      alleoUrl: z.optional(url),
      /** Needed with a changed URL: it voids the stored pair. */
      credentials: z.optional(NewCredentialsSchema),
      policies: policySettings,
    },
    answer: () =>
      z.object({
        tenant: TenantViewSchema,
        changed: z.array(z.string()),
        /** The same with what stood there before, as text; an earlier release does not tell it. */
        changes: z._default(
          z.array(z.object({ name: z.string(), from: ToldAddressSchema, to: ToldAddressSchema })),
          [],
        ),
      }),
  },
  'tenant-pause': {
    role: 'operate',
    request: { tenantId },
    answer: () => z.object({ tenant: TenantViewSchema }),
  },
  'tenant-resume': {
    role: 'operate',
    request: { tenantId },
    answer: () => z.object({ tenant: TenantViewSchema }),
  },
  'tenant-remove': {
    role: 'operate',
    /** `confirm`: the tenant's name, typed again. */
    request: { tenantId, confirm: z.string() },
    answer: () => z.object({ tenantId: z.string(), removed: z.literal(true) }),
  },
  status: {
    role: 'read',
    /** `find`: part of a customer's name or id, whatever its case and accents; `state`: where it stands. */
    request: {
      tenantId: z.optional(tenantId),
      find: z.optional(text(200)),
      state: z.optional(z.enum(CUSTOMER_STATES)),
    },
    answer: () =>
      z.object({
        /** The instant that all of it stands on: with `--local` that of the day that was run last. */
        at: InstantSchema,
        deliveryMode: z.enum(['customer-api', 'queue']),
        /** What is deployed there. */
        release: ReleaseSchema,
        /** How many customers there are of each state; of one, where one was asked for. */
        counts: z.record(z.enum(CUSTOMER_STATES), count),
        /** How many fit what was searched for, of all; left out by a release that cannot search. */
        found: z.optional(count),
        /** Of those, the ones in need first, then by name; what does not fit into an answer is only counted. */
        tenants: z.array(TenantViewSchema),
        /** One tenant in depth, where one was asked for. */
        detail: z.nullable(
          z.object({
            lastReport: z.nullable(RunReportSchema),
            /** At most 500, those with a code first. */
            open: z.array(
              z.object({
                employeeId: z.string(),
                kind: z.string(),
                code: z.nullable(z.string()),
                offeredOn: z.string(),
              }),
            ),
            openCount: count,
            approval: z.nullable(z.object({ digest: z.string(), state: z.string(), approvedAt: InstantSchema })),
            active: count,
            inactive: count,
            missing: count,
          }),
        ),
      }),
  },
  runs: {
    role: 'read',
    request: {
      tenantId,
      limit: z._default(z.int().check(z.minimum(1), z.maximum(400)), 30),
    },
    answer: () =>
      z.object({
        tenantId: z.string(),
        /** `issueCount`: of all issues of the run, also where the list of them was left out for its length. */
        runs: z.array(z.extend(RunReportSchema, { issueCount: count })),
      }),
  },
  'recent-runs': {
    role: 'read',
    /** The runs of the last days, today included, of up to a hundred customers. */
    request: {
      tenantIds: z.array(tenantId).check(z.minLength(1), z.maxLength(100)),
      days: z._default(z.int().check(z.minimum(1), z.maximum(100)), 14),
    },
    answer: () =>
      z.object({
        /** When the schedule fires next, for every active customer. */
        nextRunAt: InstantSchema,
        /** In the order asked for; runs newest first. */
        customers: z.array(z.object({ tenantId: z.string(), runs: z.array(RunFiguresSchema) })),
      }),
  },
  audit: {
    role: 'read',
    /** What support asked and did: of one tenant, or what concerned them all. `acts`: only what can change something. */
    request: {
      tenantId: z.optional(tenantId),
      acts: z._default(z.boolean(), false),
      limit: z._default(z.int().check(z.minimum(1), z.maximum(400)), 50),
    },
    /** Newest first. `who`: as the caller states it; the request id leads to AWS's own record. */
    answer: () =>
      z.object({
        entries: z.array(
          z.object({ at: InstantSchema, who: z.string(), what: z.string(), result: z.string(), requestId: z.string() }),
        ),
      }),
  },
} as const satisfies Contracts;
