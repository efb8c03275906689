import { describe, expect, it } from 'vitest';
import { renderResendLost } from '../../../cli/render/repair.ts';
import { renderTenants } from '../../../cli/render/tenants.ts';
import { renderVerify } from '../../../cli/render/verify.ts';
import { defaultPolicies } from '../../../shared/contracts/policies.ts';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import { judgeCustomer } from '../../../shared/contracts/whose-turn.ts';

const NOTHING = { lost: 0, waits: 0, edited: 0, unknown: 0 };
const ANNA = {
  kind: 'lost',
  employeeId: '1',
  name: 'Anna\nSmit',
  alleoId: 5,
  text: 'Account 5 is not active, but should be.',
} as const;
const BRAM = {
  kind: 'edited',
  employeeId: '2',
  name: null,
  alleoId: 6,
  text: 'Account 6 was edited in Alleo.',
} as const;

describe('what `verify` found', () => {
  it('is nothing, and says what it cannot tell', () => {
    expect(renderVerify({ tenantId: 'acme', counts: NOTHING, differences: [] })).toMatch(/^Alleo has .*Budgets cannot/);
  });

  it('is told by kind, a person a line, with the next step for those who are lost', () => {
    const counts = { ...NOTHING, lost: 1, edited: 2 };
    const text = renderVerify({ tenantId: 'acme', counts, differences: [ANNA, BRAM] });
    expect(text).toMatch(/^3 differences: 1 lost, 0 waits, 2 edited, 0 unknown\n/);
    expect(text).toContain('lost (1): ');
    expect(text).toMatch(/^1 +Anna␤?.?Smit +Account 5 is not active, but should be\.$/m);
    expect(text).toContain('1 more are not shown.');
    expect(text).toContain('personio-sync resend acme --lost');
    const edited = renderVerify({ tenantId: 'acme', counts: { ...NOTHING, edited: 1 }, differences: [BRAM] });
    expect(edited).not.toContain('--lost');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('keeps a customer from being in sync where somebody is lost, and only then', () => {
    const tenant: TenantView = {
      id: 'acme',
      name: 'Acme',
      status: 'active',
      company: { id: 1, name: 'Acme' },
      eligibility: { mode: 'everyone' },
      policies: defaultPolicies(),
      personioUrl: 'https://api.personio.de/v1',
      alleoUrl: 'https://api.yourcampus.co/customer_api/v1',
      createdAt: '2026-11-01T00:00:00.000Z',
      overdue: false,
      standing: { state: 'in-sync', what: null, code: null, count: 0, since: null, command: null, others: 0 },
    };
    const at = '2026-11-09T03:10:00.000Z';
    const say = (counts: typeof NOTHING) => {
      const { id, status, createdAt } = tenant;
      const lastCompleteAt = '2026-11-09T03:05:00.000Z';
      const left = { at: lastCompleteAt, held: {}, open: { count: 0, codes: {} }, setAside: 0, unsent: 0 };
      const verified = { at, counts };
      const standing = judgeCustomer({ id, status, createdAt, lastCompleteAt, left, verified }, new Date(at));
      return { standing, list: renderTenants([{ ...tenant, standing }]).replaceAll(/[\s│]+/g, ' ') };
    };
    const lost = say({ ...NOTHING, lost: 2 });
    expect(lost.list).toContain('waits for you: 2 × lost in Alleo, as the last weekly look found it since 2026-11-09');
    expect(lost.standing.command).toBe('personio-sync verify acme');
    expect(say({ ...NOTHING, edited: 2 }).standing.state).toBe('in-sync');
  });
});

describe('`resend --lost`', () => {
  const answer = { tenantId: 'acme', digest: '0123456789abcdef', others: 0, resent: false, sent: 0, unsent: [] };

  it('lists who is lost with the digest, and afterwards who was left as they are', () => {
    expect(renderResendLost({ ...answer, people: [] })).toMatch(/^Nobody is lost/);
    const list = renderResendLost({ ...answer, people: [ANNA], others: 3 });
    expect(list).toContain('3 more are lost');
    expect(list).toContain('personio-sync resend acme --lost --digest 0123456789abcdef');
    const done = renderResendLost({ ...answer, people: [ANNA], resent: true, sent: 1, unsent: ['7'] });
    expect(done).toContain('Sent again: 1 mutations.');
    expect(done).toContain('`personio-sync explain acme 7` says why.');
    expect(done).not.toContain('--digest');
  });
});
