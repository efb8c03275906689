import { expect, it } from 'vitest';
import { call } from '../../cli/transport/transport.ts';

const replying = (reply: unknown) => ({ invoke: async () => reply, close: async () => {} });

it.each([
  ['no reply at all', null],
  ['a reply of another form', { answer: { tenants: [] } }],
  ['an answer of another form', { ok: true, answer: { customers: [] } }],
])('%s is told as that of another version', async (_, reply) => {
  await expect(call(replying(reply), { operation: 'tenant-list' })).rejects.toMatchObject({
    name: 'Problem',
    code: 'UNKNOWN_REPLY',
    hint: expect.stringContaining('which version is deployed'),
  });
});

it('gives the answer', async () => {
  await expect(call(replying({ ok: true, answer: { tenants: [] } }), { operation: 'tenant-list' })).resolves.toEqual({
    tenants: [],
  });
});
