import { foldLines } from './one-line.ts';
import { ReleaseSchema } from './release.ts';
import { ATTRIBUTE_OPERATIONS } from './support/attributes.ts';
import { CREDENTIAL_OPERATIONS } from './support/credentials.ts';
import { CUSTOMER_OPERATIONS } from './support/customers.ts';
import { PEOPLE_OPERATIONS } from './support/people.ts';
import { PLAN_OPERATIONS } from './support/plans.ts';
import { QUEUE_OPERATIONS } from './support/queues.ts';
import * as z from './zod.ts';

/** Every operation of support: its role, what it takes, what it answers. All else about operations is derived. */
export const SUPPORT_CONTRACTS = {
  ...CUSTOMER_OPERATIONS,
  ...CREDENTIAL_OPERATIONS,
  ...ATTRIBUTE_OPERATIONS,
  ...PLAN_OPERATIONS,
  ...PEOPLE_OPERATIONS,
  ...QUEUE_OPERATIONS,
} as const;
export type SupportOperation = keyof typeof SUPPORT_CONTRACTS;
/** The names of all operations. */
export const SUPPORT_OPERATIONS = Object.keys(SUPPORT_CONTRACTS) as readonly SupportOperation[];

type RequestSchema<O extends SupportOperation> = z.ZodMiniObject<
  { readonly [F in 'operation']: z.ZodMiniLiteral<O> } & {
    readonly [F in keyof (typeof SUPPORT_CONTRACTS)[O]['request']]: Extract<
      (typeof SUPPORT_CONTRACTS)[O]['request'][F],
      z.core.$ZodType
    >;
  }
>;
const REQUESTS = SUPPORT_OPERATIONS.map((operation) =>
  z.object({ operation: z.literal(operation), ...SUPPORT_CONTRACTS[operation].request }),
);

/** What every operation takes. The name of the operation is the discriminator. */
export const SupportRequestSchema = z.discriminatedUnion(
  'operation',
  // What `map` makes of a union of keys is not told key by key: each one is the schema of its own operation.
  REQUESTS as unknown as readonly [{ [O in SupportOperation]: RequestSchema<O> }[SupportOperation]],
);
export type SupportRequest = z.infer<typeof SupportRequestSchema>;

/** Operations that `support-read` may do; `support-operate` may do all. */
export const READ_OPERATIONS: ReadonlySet<SupportOperation> = new Set(
  SUPPORT_OPERATIONS.filter((operation) => SUPPORT_CONTRACTS[operation].role === 'read'),
);

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
