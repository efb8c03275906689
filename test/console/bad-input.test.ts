import { afterEach, describe, expect, it, vi } from 'vitest';
import { createForms } from '../../console/forms.ts';
import { textOf as textOfHtml } from '../../console/page/html.ts';
import type { Preview } from '../../console/screens/review/read-preview.ts';
import { renderReview } from '../../console/screens/review/render-review.ts';
import { createSession } from '../../console/session.ts';
import { SupportRequestSchema } from '../../shared/contracts/support-operation.ts';
import { ORIGIN, textOf, visit } from './visit.ts';

afterEach(() => {
  vi.useRealTimers();
});

const unavailable = {
  ok: false,
  problem: {
    kind: 'failed',
    code: 'PERSONIO_UNAVAILABLE',
    message: 'Personio does not answer, or not as it should.',
    hint: 'Try again in some minutes; if it stays so, tell an engineer the code.',
  },
};

describe('Personio that answers after a minute, or not at all', () => {
  it('is waited for aloud: a word every ten seconds, then the content, and nothing hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const slow = await visit({ transport: { invoke: () => promise }, patienceMs: 400 });
    const page = slow.get('/customers/acme/review');
    await vi.advanceTimersByTimeAsync(61_000);
    resolve(unavailable);
    const { text, status } = await page;
    expect(status).toBe(200);
    const said = [...text.matchAll(/planning; nothing is sent\. (\d+) seconds so far/g)].map(([, seconds]) => seconds);
    expect(said).toEqual(['10', '20', '30', '40', '50', '60']);
    expect(text).toMatch(/<div class="arrived"><h1>This cannot be shown now<\/h1>[^]*PERSONIO_UNAVAILABLE[^]*<\/html>/);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says what is so and what can be done, without a word of the command line', async () => {
    const visitor = await visit({ transport: { invoke: async () => unavailable } });
    const page = await visitor.get('/customers/acme/review');
    expect(page.status).toBe(409);
    expect(textOf(page)).toContain('Personio does not answer, or not as it should. Try again in some minutes');
    expect(textOf(page)).not.toContain('command');
  });
});

describe('a review of 2,000 people who would lose access', () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => String(n + 1));
  const hold = { kind: 'deactivate', code: 'TOO_MANY_DEACTIVATIONS' };
  const preview = {
    tenantId: 'acme',
    tenantStatus: 'active',
    date: '2026-11-08',
    language: 'nl',
    currency: 'EUR',
    status: 'held',
    code: 'TOO_MANY_DEACTIVATIONS',
    digest: '0123456789abcdef',
    approvable: true,
    listed: 2_000,
    budgetTotal: '0.00',
    issues: [],
    names: Object.fromEntries(ids.map((id) => [id, `First${id} Held${id}`])),
    people: ids.map((employeeId) => ({ employeeId, action: 'hold', reason: 'STATUS_INACTIVE', holds: [hold] })),
  } as unknown as Preview;
  const services = {
    place: 'test',
    origin: ORIGIN,
    clock: () => new Date(),
    patienceMs: 400,
    onBug: () => {},
    transport: { invoke: () => Promise.reject(new Error('asks nobody')) },
  };

  it('shows every one of them by name, in half a megabyte, and asks for their number', () => {
    const desk = { services, session: createSession(), forms: createForms(Date.now) };
    const text = textOfHtml(renderReview(desk, { preview, all: false }));
    expect(text.match(/Held\d+<\/bdi>/g)).toHaveLength(2_000);
    expect(text).toContain('Type the number, 2000,');
    expect(text.length).toBeLessThan(500_000);
  });
});

it('whatever stands in an address is a request that support can read, or is refused with its field', async () => {
  const asked: unknown[] = [];
  const invoke = async (request: unknown) => {
    asked.push(request);
    return unavailable;
  };
  const visitor = await visit({ transport: { invoke } });
  const ids = ['acme', 'A', '..', '%00', 'a'.repeat(200), '%F0%9F%92%A9', '__proto__', 'constructor'];
  const ends = [
    '',
    '/review',
    '/review?as-of=2026-02-30',
    '/person/%FF',
    '/days/1',
    '/days/9999-12-31',
    '/person/' + 'x'.repeat(200),
  ];
  for (const id of ids) {
    for (const end of ends) {
      const page = await visitor.get(`/customers/${id}${end}`);
      expect([400, 404, 409, 422], `${id}${end}`).toContain(page.status);
      expect(page.text, `${id}${end}`).not.toMatch(/Error:|at .*\.ts/);
    }
  }
  for (const request of asked) expect(SupportRequestSchema.safeParse(request).success).toBe(true);
  expect(visitor.bugs).toEqual([]);
});
