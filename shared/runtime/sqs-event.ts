import * as z from '../contracts/zod.ts';
import { MalformedError } from '../core/ground/errors.ts';

/** A record of an SQS event, as Lambda hands it over. */
export const SqsRecordSchema = z.object({
  messageId: z.string(),
  receiptHandle: z.string(),
  body: z.string(),
  attributes: z.object({
    ApproximateReceiveCount: z.string(),
    MessageGroupId: z.optional(z.string()),
  }),
});
export type SqsRecord = z.infer<typeof SqsRecordSchema>;

export const SqsEventSchema = z.object({ Records: z.array(SqsRecordSchema) });

/** Whose a message is; an attribute of CloudEvents has no capitals. */
type OfTenant = { readonly tenantid: string } | { readonly tenantId: string };

/** A tenant is a group, so that nobody waits for another's trouble: a message of one in the other's is none of ours. */
function refuseOtherGroup<T extends OfTenant>({ attributes }: SqsRecord, operation: string, message: T): T {
  const tenantId = 'tenantid' in message ? message.tenantid : message.tenantId;
  if ((attributes.MessageGroupId ?? tenantId) === tenantId) return message;
  throw new MalformedError({ operation, tenantId, code: 'MESSAGE_MALFORMED' }, "it lies in another tenant's group");
}

/**
 * The message in a record's body. Throws `MalformedError` MESSAGE_MALFORMED, which names the field's path and never its
 * value; so it does for one that lies in another tenant's group.
 */
export function parseBody<T extends OfTenant>(schema: z.ZodMiniType<T>, record: SqsRecord, operation: string): T {
  let value: unknown;
  try {
    value = JSON.parse(record.body);
  } catch {
    // The parser's own message quotes the text: it is not kept.
    throw new MalformedError({ operation, code: 'MESSAGE_MALFORMED' }, 'the body is not JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return refuseOtherGroup(record, operation, result.data);
  const paths = [...new Set(result.error.issues.map((issue) => issue.path.map(String).join('.') || '(whole)'))];
  throw new MalformedError({ operation, code: 'MESSAGE_MALFORMED' }, `not as the contract says at ${paths.join(', ')}`);
}
