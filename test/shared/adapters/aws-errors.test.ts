import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fromAwsError } from '../../../shared/adapters/aws-errors.ts';
import { codeOf, operationOf, tenantOf, toOutcome } from '../../../shared/runtime/error-facts.ts';

const SENT = 'Zquirinia';

/** As an SDK throws it, its message and other properties quoting what was sent. */
function sdkError(name: string, status: number): Error {
  const $metadata = { httpStatusCode: status, requestId: 'request-1' };
  const CancellationReasons = [{ Code: 'None', Item: { name: SENT } }];
  return Object.assign(new Error(`no good: ${SENT}\nand ${SENT}`), { name, $metadata, CancellationReasons });
}

describe('an error of AWS as the product throws it', () => {
  it.each([
    ['ValidationException', 400],
    ['InternalServerError', 500],
  ])('%s keeps name, status, request id and place in its cause, and nothing that was sent', (name, status) => {
    const error = fromAwsError({ operation: 'write', tenantId: 'acme' }, sdkError(name, status));
    expect(error.cause).toMatchObject({ name, message: name, httpStatusCode: status, requestId: 'request-1' });
    expect((error.cause as Error).stack).toMatch(/^\w+: \w+\n {4}at sdkError .*aws-errors\.test\.ts/);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(SENT);
  });

  it('that no second try fixes names what was refused, for whom and why', () => {
    const error = fromAwsError({ operation: 'write', tenantId: 'acme' }, sdkError('AccessDeniedException', 400));
    expect(error).toMatchObject({ name: 'DefectError', operation: 'write', tenantId: 'acme' });
    expect(codeOf(error)).toBe('AccessDeniedException');
    expect(operationOf(error)).toBe('write');
    expect(tenantOf(error)).toBe('acme');
    expect(toOutcome(error)).toBe('retry');
  });

  it('of something that is no error is a cause all the same', () => {
    expect(fromAwsError({ operation: 'write' }, SENT)).toMatchObject({ cause: { message: 'UNKNOWN' } });
  });
});
