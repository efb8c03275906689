import { describe, expect, it } from 'vitest';
import { DefectError, MalformedError, TenantError, TransientError } from '../../../../shared/core/ground/errors.ts';

const CAUSE = new Error('why');
const FACTS = { tenantId: 'acme', operation: 'read listing', code: 'LISTING_INCOMPLETE', cause: CAUSE };

describe('an error of the product', () => {
  it.each([
    ['TransientError', TransientError],
    ['TenantError', TenantError],
    ['MalformedError', MalformedError],
    ['DefectError', DefectError],
  ])('%s carries tenant, operation, code and cause, and says them', (name, Kind) => {
    const error = new Kind(FACTS, 'after three reads');
    expect(error).toMatchObject({ name, tenantId: 'acme', operation: 'read listing', code: 'LISTING_INCOMPLETE' });
    expect(error.cause).toBe(CAUSE);
    expect(String(error)).toBe(`${name}: read listing (tenant acme): LISTING_INCOMPLETE: after three reads`);
  });

  it('about no tenant names none', () => {
    const error = new DefectError({ operation: 'send', code: 'SEND_FAILED' }, 'twice');
    expect(error.message).toBe('send: SEND_FAILED: twice');
    expect(error.tenantId).toBeUndefined();
    expect(error.cause).toBeUndefined();
  });

  it('that another try may fix says when, where the other side did', () => {
    expect(new TransientError({ ...FACTS, retryAfterSeconds: 60 }, 'later').retryAfterSeconds).toBe(60);
    expect(new TransientError(FACTS, 'later').retryAfterSeconds).toBeUndefined();
  });
});
