import { expect, it } from 'vitest';
import { explainError } from '../../../functions/support/explain-error.ts';
import { TenantError, TransientError } from '../../../shared/core/ground/errors.ts';

const facts = { tenantId: 'acme', operation: 'read listing' };

it('what a person asked for is not promised to be tried again', () => {
  const problem = explainError(new TransientError({ ...facts, code: 'PERSONIO_UNAVAILABLE' }, 'no answer'), 'acme');
  expect(problem).toEqual({
    kind: 'failed',
    code: 'PERSONIO_UNAVAILABLE',
    message: 'Personio did not answer as it should.',
    hint: 'Try again in some minutes; if it stays so, tell an engineer the code.',
  });
});

it('what only somebody can fix keeps the words of its code', () => {
  const problem = explainError(new TenantError({ ...facts, code: 'CREDENTIALS_REFUSED' }, 'refused'), 'acme');
  expect(problem?.hint).toContain('personio-sync credentials rotate acme');
  expect(explainError(new Error('a bug'), 'acme')).toBeUndefined();
});
