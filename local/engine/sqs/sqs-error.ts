import type * as z from '../../../shared/contracts/zod.ts';
import { ServiceError } from '../service-error.ts';

/**
 * SQS's errors: the name of the JSON protocol to the code of the query protocol, which SDKs still read
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and each action's page).
 */
const QUERY_CODES = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidAttributeName: 'InvalidAttributeName',
  InvalidAttributeValue: 'InvalidAttributeValue',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidMessageContents: 'InvalidMessageContents',
  InvalidParameterValue: 'InvalidParameterValue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  MissingParameter: 'MissingParameter',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  ReceiptHandleIsInvalid: 'ReceiptHandleIsInvalid',
  RequestThrottled: 'RequestThrottled',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
} as const;

export function sqsError(name: keyof typeof QUERY_CODES, message: string): ServiceError {
  return new ServiceError(`com.amazonaws.sqs#${name}`, message, { queryCode: QUERY_CODES[name] });
}

/** The input as `schema` has it; else an error that names the parameter and never its value. */
export function parseInput<S extends z.ZodMiniType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const parameter = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    throw sqsError('UnsupportedOperation', `The embedded engine does not know the parameter ${issue.keys.join(', ')}`);
  }
  if (issue?.code === 'invalid_type' && issue.input === undefined) {
    throw sqsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
  }
  throw sqsError('InvalidParameterValue', `Value for parameter ${parameter} is invalid. Reason: ${issue?.message}.`);
}
