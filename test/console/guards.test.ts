import { beforeEach, describe, expect, it } from 'vitest';
import { countStates } from '../../functions/support/customers/survey-customers.ts';
import { thisRelease } from '../../shared/contracts/release.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../shared/contracts/support-operation.ts';
import { ORIGIN, sealOf, textOf, type Visitor, visit } from './visit.ts';

/** Whatever the console asked support for; answers nothing but an empty list of customers. */
let asked: SupportRequest[] = [];
let visitor: Visitor;
let now = 0;

const NO_CUSTOMERS: SupportAnswer<'status'> = {
  at: '2026-11-08T09:00:00Z',
  deliveryMode: 'customer-api',
  release: thisRelease(),
  counts: countStates([]),
  tenants: [],
  detail: null,
};

const transport = {
  invoke: async (request: SupportRequest) => {
    asked.push(request);
    return request.operation === 'status'
      ? { ok: true, answer: NO_CUSTOMERS }
      : { ok: true, answer: { queued: [], failed: [] } };
  },
};

beforeEach(async () => {
  asked = [];
  now = Date.parse('2026-11-08T09:00:00Z');
  visitor = await visit({ transport }, () => now);
});

const host = new URL(ORIGIN).host;
const fetchBare = (path: string, headers: Readonly<Record<string, string>> = {}, init: RequestInit = {}) =>
  visitor.app.fetch(new Request(`${ORIGIN}${path}`, { ...init, headers: { host, ...headers } }));

describe('who may look in', () => {
  it('is the browser that opened the link, and no other', async () => {
    expect((await visitor.get('/')).status).toBe(200);
    const other = await fetchBare('/');
    expect(other.status).toBe(403);
    expect(await other.text()).toContain('This browser may not look in');
    // Its page is to be read, too; the script is for whoever is let in.
    expect((await fetchBare('/assets/console.css')).status).toBe(200);
    expect((await fetchBare('/assets/console.js')).status).toBe(403);
    expect(asked.map(({ operation }) => operation)).toEqual(['status']);
  });

  it('is not whoever opens the link a second time, or guesses a key', async () => {
    const key = visitor.app.session.issueKey();
    const first = await fetchBare(`/enter?key=${key}`);
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toMatch(/^console-4321=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const second = await fetchBare(`/enter?key=${key}`);
    expect(second.status).toBe(403);
    expect(second.headers.get('set-cookie')).toBeNull();
    expect((await fetchBare('/enter?key=')).status).toBe(403);
    expect((await fetchBare('/', { cookie: 'console-4321=guessed' })).status).toBe(403);
  });

  it.each(['localhost:4321', 'evil.example', '127.0.0.1', '127.0.0.1:80'])(
    'is not a page whose name points here: %s',
    async (name) => {
      const answer = await visitor.get('/', { host: name });
      expect(answer.status).toBe(421);
      expect(answer.text).not.toContain('<');
      expect(asked).toEqual([]);
    },
  );

  it.each(['cross-site', 'same-site'])('is not another site, or another port: %s', async (site) => {
    expect((await visitor.get('/', { 'sec-fetch-site': site })).status).toBe(403);
    expect((await visitor.get('/', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('an act', () => {
  const seal = async () => sealOf((await visitor.get('/queues')).text, '/requeues');
  const requeues = () => asked.filter(({ operation }) => operation === 'requeue');

  it('is done for our own form', async () => {
    const done = await visitor.post('/requeues', { seal: await seal() });
    expect(done.status).toBe(200);
    expect(requeues()).toHaveLength(1);
  });

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another port of this machine', { origin: 'http://127.0.0.1:8080' }],
    ['of a page without an origin', { origin: 'null' }],
    ['that says it comes from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is not done', async (_, headers) => {
    const answer = await visitor.post('/requeues', { seal: await seal() }, headers);
    expect(answer.status).toBe(403);
    expect(requeues()).toEqual([]);
  });

  it('without an origin at all is not done', async () => {
    const body = new URLSearchParams({ seal: await seal() });
    const answer = await fetchBare('/requeues', { cookie: 'none' }, { method: 'POST', body });
    expect(answer.status).toBe(403);
    expect(requeues()).toEqual([]);
  });

  it('is not done without a seal, with a forged one, or with that of another form', async () => {
    const good = await seal();
    const [text = '', signature = ''] = good.split('.');
    const other = Buffer.from(text, 'base64url').toString().replace('requeues', 'redrives');
    const redrives = sealOf((await visitor.get('/new')).text, '/customers');
    const wrong: readonly Readonly<Record<string, string>>[] = [
      {},
      { seal: '' },
      { seal: `${text}.AAAA` },
      { seal: `${Buffer.from(other).toString('base64url')}.${signature}` },
      { seal: redrives },
    ];
    for (const fields of wrong) {
      const answer = await visitor.post('/requeues', fields);
      expect(answer.status).toBe(403);
      expect(textOf(answer)).toContain('Nothing was done');
    }
    expect(requeues()).toEqual([]);
  });

  it('is done once, however often its form is sent; at the same time both get the one outcome', async () => {
    const sealed = await seal();
    const both = await Promise.all([1, 2].map(() => visitor.post('/requeues', { seal: sealed })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const third = await visitor.post('/requeues', { seal: sealed });
    expect(third.status).toBe(409);
    expect(textOf(third)).toContain('This form was sent before');
    expect(requeues()).toHaveLength(1);
  });

  it('needs a page of today, and of this console', async () => {
    const sealed = await seal();
    now += 12 * 3_600_000 + 1;
    const late = await visitor.post('/requeues', { seal: sealed });
    expect(textOf(late)).toContain('older than twelve hours');
    const another = await visit({ transport });
    expect(textOf(await another.post('/requeues', { seal: sealed }))).toContain('started again');
    expect(requeues()).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])('is a form: no %s', async (method) => {
    expect((await fetchBare('/requeues', { origin: ORIGIN }, { method })).status).toBe(405);
  });

  it('of endless length is refused', async () => {
    const answer = await visitor.post('/requeues', { seal: 'x'.repeat(70_000) });
    expect(answer.status).toBe(413);
  });
});

describe('every answer', () => {
  it('is kept nowhere, loads nothing from elsewhere, and is framed by nobody', async () => {
    for (const path of ['/', '/nowhere', '/assets/console.js', '/customers/Bad%20Id']) {
      const { headers } = await visitor.get(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
  });

  it('has no script, style or handler of its own in the page: the policy would stop them', async () => {
    for (const path of ['/', '/new', '/queues']) {
      const { text } = await visitor.get(path);
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script>/);
      expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/assets/console.js" defer>']);
    }
  });
});

describe('what goes wrong', () => {
  const problem = (code: string, kind = 'failed') => ({
    invoke: async () => ({
      ok: false,
      problem: { code, kind, message: 'That cannot be.', hint: 'See `personio-sync status acme`.' },
    }),
  });

  it('is told with what to try, its page, and its code; never as a stack', async () => {
    const broken = await visit({ transport: problem('CREDENTIALS_REFUSED') });
    const page = await broken.get('/customers/acme');
    expect(page.status).toBe(409);
    expect(textOf(page)).toContain('That cannot be. See Overview . CREDENTIALS_REFUSED');
    expect(page.text).toContain('href="/customers/acme"');
  });

  it('is a bug: told to whoever started the console, and nothing of it on the page', async () => {
    const failing = await visit({ transport: { invoke: () => Promise.reject(new TypeError('secret of Jane Doe')) } });
    const page = await failing.get('/');
    expect(page.status).toBe(500);
    expect(page.text).not.toMatch(/TypeError|Jane|at .*\.ts/);
    expect(failing.bugs).toHaveLength(1);
  });

  it('takes long: the page is there at once, says what it waits for, and then has its content', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const slow = await visit({ transport: { invoke: () => promise }, patienceMs: 1 });
    const page = slow.get('/');
    setTimeout(resolve, 50, { ok: true, answer: NO_CUSTOMERS });
    const { text, status } = await page;
    expect(status).toBe(200);
    const waiting = text.indexOf('Reading the list of customers.');
    const content = text.indexOf('No customers yet');
    expect(waiting).toBeGreaterThan(0);
    expect(content).toBeGreaterThan(waiting);
    expect(text.trimEnd().endsWith('</html>')).toBe(true);
  });
});
