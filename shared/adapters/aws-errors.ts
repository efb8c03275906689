import { DefectError, framesOf, TransientError } from '../core/ground/errors.ts';

/** What an adapter was doing, in the product's words. */
export interface Facts {
  readonly operation: string;
  readonly tenantId?: string;
}

const THROTTLED: ReadonlySet<string> = new Set([
  'KMSThrottlingException',
  'KmsThrottled',
  'LimitExceededException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingError',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const NETWORK: ReadonlySet<string> = new Set([
  'AbortError',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'NetworkingError',
  'RequestTimeout',
  'TimeoutError',
]);

/** The service's error name, or the network's code. Never the message: it may quote what was sent. */
export function awsErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return error.name === 'Error' && code !== undefined ? code : error.name;
}

/** Whether the same call may succeed later: throttled, a fault on the service's side, or the network. */
export function isTransientAwsError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const names = [error.name, 'code' in error ? String(error.code) : ''];
  if (names.some((name) => THROTTLED.has(name) || NETWORK.has(name))) return true;
  const status = httpStatus(error);
  return status !== undefined && (status >= 500 || status === 429);
}

function httpStatus(error: Error): number | undefined {
  const { httpStatusCode } = metadataOf(error);
  return typeof httpStatusCode === 'number' ? httpStatusCode : undefined;
}

function metadataOf(error: Error): { readonly httpStatusCode?: unknown; readonly requestId?: unknown } {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}

/**
 * An SDK's error as a cause that anybody may print: its name, status and request id, and where it was thrown. Without
 * its message and its other properties, which may quote what was sent: a person's data, or a secret.
 */
export function printableCause(error: unknown): Error {
  const code = awsErrorCode(error);
  const cause = new Error(code);
  if (!(error instanceof Error)) return cause;
  cause.name = error.name;
  cause.stack = [`${error.name}: ${code}`, ...framesOf(error)].join('\n');
  const { httpStatusCode, requestId } = metadataOf(error);
  return Object.assign(cause, { httpStatusCode, requestId });
}

/** An SDK's error as the rest of the product knows it: `TransientError`, or `DefectError` for a bug or a missing right. */
export function fromAwsError(facts: Facts, error: unknown): Error {
  const code = awsErrorCode(error);
  const cause = printableCause(error);
  if (isTransientAwsError(error)) return new TransientError({ ...facts, code, cause }, 'AWS did not answer');
  return new DefectError({ ...facts, code, cause }, 'AWS refused it');
}
