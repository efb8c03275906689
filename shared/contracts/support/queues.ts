import { InstantSchema } from '../primitives.ts';
import * as z from '../zod.ts';
import type { Contracts } from './contract.ts';
import { count, digest, tenantId } from './fields.ts';

/** SQS's id of a message, or its beginning. */
const letter = z
  .string()
  .check(z.trim(), z.regex(/^[0-9a-f][0-9a-f-]{7,35}$/, 'must be the id of a letter, as `dead-letters` shows it'));

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

/** Runs that are asked for, and dead letters. */
export const QUEUE_OPERATIONS = {
  requeue: {
    role: 'operate',
    request: { tenantId: z.optional(tenantId) },
    answer: () => z.object({ queued: z.array(z.string()), failed: z.array(z.string()) }),
  },
  'dead-letters': {
    role: 'operate',
    /** Not for `support-read`: a queue shows its messages only to who may also take them. */
    request: { tenantId: z.optional(tenantId) },
    /** SQS shows at most ten letters of one customer and queue at a time; `count`: how many lie there, of everybody. */
    answer: () =>
      z.object({
        letters: z.array(DeadLetterSchema),
        queues: z.array(z.object({ queue: z.string(), count })),
      }),
  },
  'dead-letters-purge': {
    role: 'operate',
    /** Without a digest: only shows the letter, what becomes of it, and the digest of both. */
    request: { letter, digest: z.optional(digest) },
    /** `note` says what is still open without the letter, and who sends it again. */
    answer: () => z.object({ letter: DeadLetterSchema, note: z.string(), digest: z.string(), purged: z.boolean() }),
  },
  redrive: {
    role: 'operate',
    request: { tenantId: z.optional(tenantId) },
    /**
     * `kept`: seen and left where they are, those of other tenants and those that nobody can read (`malformed`). `left`: how
     * many lie there now, of everybody, as SQS estimates.
     */
    answer: () =>
      z.object({
        moved: z.array(z.object({ queue: z.string(), count })),
        kept: count,
        malformed: count,
        left: count,
      }),
  },
} as const satisfies Contracts;
