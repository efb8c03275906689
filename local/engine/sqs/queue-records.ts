import * as z from '../../../shared/contracts/zod.ts';

/** A message as it is kept; times in milliseconds of the engine's clock. */
const StoredMessageSchema = z.strictObject({
  id: z.string(),
  body: z.string(),
  sentAt: z.number(),
  /** Not handed out before this instant. */
  delayedUntil: z.number(),
  groupId: z.optional(z.string()),
  deduplicationId: z.optional(z.string()),
  sequenceNumber: z.optional(z.string()),
  deadLetterSourceArn: z.optional(z.string()),
  receiveCount: z.int(),
  firstReceivedAt: z.optional(z.number()),
});
export type StoredMessage = z.infer<typeof StoredMessageSchema>;

/** A send whose repetition is to be answered like the first and not queued again. */
const AcceptedSendSchema = z.strictObject({
  key: z.string(),
  at: z.number(),
  messageId: z.string(),
  sequenceNumber: z.optional(z.string()),
});
export type AcceptedSend = z.infer<typeof AcceptedSendSchema>;

/** What can happen to a queue. A queue is what these records, applied in order, make of it. */
export const QueueRecordSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('configured'),
    attributes: z.record(z.string(), z.string()),
    createdAt: z.number(),
    modifiedAt: z.number(),
    lastSequence: z.int(),
  }),
  z.strictObject({ type: z.literal('accepted'), send: AcceptedSendSchema }),
  z.strictObject({
    type: z.literal('added'),
    message: StoredMessageSchema,
    lastSequence: z.int(),
    send: z.optional(AcceptedSendSchema),
  }),
  z.strictObject({ type: z.literal('received'), ids: z.array(z.string()), at: z.number() }),
  z.strictObject({ type: z.literal('removed'), ids: z.array(z.string()) }),
]);
export type QueueRecord = z.infer<typeof QueueRecordSchema>;
