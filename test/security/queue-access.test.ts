import { describe, expect, it } from 'vitest';
import { fanOut } from '../../functions/fan-out/fan-out.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import { type TenantMessage, TenantMessageSchema } from '../../shared/contracts/tenant-message.ts';
import { VERIFY_TYPE, type VerifyMessage, VerifyMessageSchema } from '../../shared/contracts/verify-message.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { parseBody } from '../../shared/runtime/sqs-event.ts';

const REGISTRATION = '01KBCDEFGHJKMNPQRSTVWXYZ00';
const AT = '2026-11-30T03:00:00.000Z';
const ASKED: TenantMessage = {
  version: 1,
  tenantId: 'acme',
  registration: REGISTRATION,
  trigger: 'requeue',
  requestedAt: AT,
};
const VERIFY: VerifyMessage = {
  specversion: '1.0',
  id: 'x',
  source: '/personio-sync',
  type: VERIFY_TYPE,
  time: AT,
  datacontenttype: 'application/json',
  tenantid: 'acme',
  data: { registration: REGISTRATION },
};
const recordOf = (message: object, MessageGroupId: string) => ({
  messageId: '1',
  receiptHandle: '1',
  body: JSON.stringify(message),
  attributes: { ApproximateReceiveCount: '1', MessageGroupId },
});

describe('whoever may send to a queue', () => {
  it('cannot keep the schedule from a customer by a message under the id that its own will have', async () => {
    const ids: string[] = [];
    const tenant = { id: 'acme', registration: REGISTRATION, status: 'active' } as Tenant;
    const deps = {
      directory: { listTenants: async () => [tenant] },
      tenantQueue: {
        sendTenantMessages: async (messages: readonly { readonly deduplicationId: string }[]) => {
          ids.push(...messages.map((one) => one.deduplicationId));
          return { failed: [] };
        },
      },
      clock: () => new Date(AT),
    };
    await fanOut(deps, '2026-11-30T03:00:00Z');
    await fanOut(deps, '2026-11-30T03:00:00Z');
    // The same both times; of what it is made nobody outside knows the registration.
    expect(ids).toEqual([`schedule-${REGISTRATION}-20261130T030000Z`, ids[0]]);
  });

  it("cannot hold up one customer's messages by another's, whose trouble they would wait for", () => {
    const isOfItsGroup = <T extends TenantMessage | VerifyMessage>(schema: z.ZodMiniType<T>, message: T) => {
      expect(parseBody(schema, recordOf(message, 'acme'), 'read')).toEqual(message);
      expect(() => parseBody(schema, recordOf(message, 'lumen'), 'read')).toThrow(/another tenant's group/);
    };
    isOfItsGroup(TenantMessageSchema, ASKED);
    isOfItsGroup(VerifyMessageSchema, VERIFY);
  });
});
