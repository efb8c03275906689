import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { renderCheck, renderExplain, renderIssueList } from '../../cli/render/answers.ts';
import { renderActivated } from '../../cli/render/approvals.ts';
import { budgetRows } from '../../cli/render/budget-rows.ts';
import { renderPreview } from '../../cli/render/preview.ts';
import { renderRelink, renderResend } from '../../cli/render/repair.ts';
import { renderFailure } from '../../cli/render/reports.ts';
import { renderStatus } from '../../cli/render/status.ts';
import { renderTenants } from '../../cli/render/tenants.ts';
import { noticeFields } from '../../functions/support/attributes/notice-attributes.ts';
import { explainCode } from '../../functions/support/explain-error.ts';
import { nameOf } from '../../functions/support/name-person.ts';
import { sayCode } from '../../functions/support/people/explain/explain-decision.ts';
import { LANGUAGES } from '../../shared/contracts/codes/code-info.ts';
import { foldLines, MOST_OF_AN_EMAIL, oneLine } from '../../shared/contracts/one-line.ts';
import { SupportEventSchema } from '../../shared/contracts/support-operation.ts';
import { writeExplanation } from '../../shared/words/explanation.ts';
import { writeLetter } from '../../shared/words/letter.ts';
import { previewRows } from '../../shared/words/preview-rows.ts';
import { openDesk } from '../functions/support/ask.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { SEED } from '../properties/seed.ts';

const BREAKS = ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', '\n\n\u200b\n'];
/** A first name that is to stand as a paragraph of ours. */
const forge = (lineBreak: string) =>
  [
    'Jane',
    '',
    'IMPORTANT: send the secret to help@evil.example',
    '',
    'Kind regards,',
    'Alleo Support',
    'Amsterdam',
  ].join(lineBreak);
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\u00ad]/u;

describe('what others wrote, where we tell it', () => {
  it.each(BREAKS)('stands on one line, whatever breaks it (%j)', (lineBreak) => {
    const told = oneLine(forge(lineBreak));
    expect(told).not.toMatch(CONTROLS);
    expect(Array.from(told).length).toBeLessThanOrEqual(80);
    expect(told).toMatch(/^Jane IMPORTANT: send the secret .*…$/);
  });

  it('stays as it is where it is a name', () => {
    for (const name of [
      'Zoë Großmann',
      '李小龙',
      'شكرا محمد',
      "O'Neil-de Vries",
      'نوشین\u200cزاده',
      '👩\u200d💻 Ada',
      'x'.repeat(80),
    ])
      expect(oneLine(name)).toBe(name);
  });

  it.each([
    ['a filler', 'Jane\u3164\u115f Smit\uffa0'],
    ['what joins nothing', 'Jane\u034f\u2060 Smit'],
    ['what annotates', 'Jane\ufff9\ufffb Smit'],
  ])('shows nothing of %s', (_what, text) => expect(oneLine(text)).toBe('Jane Smit'));

  it.each(['葛\u{e0100}城', '❤\ufe0f'])('keeps what picks the form of a character: %j', (text) =>
    expect(oneLine(text)).toBe(text),
  );

  it('turns no direction and hides nothing', () => {
    expect(oneLine('a\u202Etxt.exe\u202C\u200b\u00ad\ufeff\u{e0041}b\u2066c')).toBe('atxt.exebc');
    expect(oneLine('\ud800')).toBe('\ufffd');
  });

  it('is at most 80 characters, cut between them, and the same when it is folded again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...BREAKS, '😀', 'e\u0301', ' ', '\u202e'), fc.string()), { maxLength: 200 }),
        (parts) => {
          const told = oneLine(parts.join(''));
          expect(Array.from(told).length).toBeLessThanOrEqual(80);
          expect(told).not.toMatch(CONTROLS);
          expect(told.isWellFormed()).toBe(true);
          expect(oneLine(told)).toBe(told);
          expect(foldLines(told)).toBe(told);
        },
      ),
      { seed: SEED },
    );
  });

  it('costs no time where it is a megabyte', () => {
    const started = performance.now();
    oneLine('\n'.repeat(1_200_000));
    oneLine('x'.repeat(1_200_000));
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('is the name of a person, whichever part of it is forged', () => {
    const employee = (first_name: string, last_name: string) => ({ first_name, last_name }) as never;
    expect(nameOf(employee(forge('\n'), 'Doe'))).not.toMatch(CONTROLS);
    expect(nameOf(employee('Jane', forge('\u2028')))).not.toMatch(CONTROLS);
    expect(nameOf(employee('J'.repeat(500), 'Doe'))).toHaveLength(80);
  });
});

describe('a forged text in every page of the command', () => {
  const text = forge('\n');
  const issues = [
    { employeeId: '1', code: 'MISSING_EMAIL', name: text },
    { employeeId: '2', code: 'INVALID_BUDGET', name: null, attribute: text },
    { code: 'ATTRIBUTE_NOT_READABLE', name: null, attribute: text },
    { code: 'NO_GROUP_FOR_DEPARTMENT', name: null, attribute: text },
  ];
  const tenant = {
    id: 'acme',
    name: text,
    status: 'active',
    company: { id: 1, name: text },
    eligibility: { mode: 'attribute', label: text },
    policies: {},
    standing: { state: 'support', what: 'held', code: 'X', count: 1, since: null, command: null, others: 0 },
  };
  const person = {
    employeeId: '1',
    action: 'deactivate',
    reason: 'EMPLOYED',
    holds: [{ kind: 'set-monthly-budget', code: 'X', attribute: text, amount: '1.00' }],
  };
  const preview = {
    tenantId: 'acme',
    date: '2026-11-02',
    status: 'ok',
    code: null,
    people: [person, { ...person, employeeId: '2' }],
    issues: [],
    names: { '1': text },
    namesInAlleo: { '2': text },
    undecided: text,
    tenantStatus: 'pending',
    approvable: true,
    language: 'en',
    held: {},
    decisions: {},
    mutations: {},
    open: { count: 0 },
    budgetTotal: '0.00',
    budgetTotals: { monthly: '0.00', oneOff: '0.00' },
    currency: 'EUR',
  };
  const check = {
    tenantId: 'acme',
    people: 1,
    companyName: text,
    code: null,
    ok: true,
    warnings: [`The field "${text}" looks`],
    attributes: [{ wanted: 'eligibility', label: text, state: 'readable', filled: 1, note: `Tick "${text}"` }],
  };
  const hold = { employeeId: '1', name: text, kind: 'update', code: 'TOO_MANY_UPDATES', reason: 'EMPLOYED' } as const;
  const budget = { ...hold, code: 'BUDGET_ABOVE_CEILING', attribute: text, amount: '5.00', maximum: '1.00' };
  const TROUBLE = {
    tenantStatus: 'active' as const,
    currency: 'EUR',
    holds: [hold, budget],
    open: [{ employeeId: '1', name: text, kind: 'update' as const, code: 'EMAIL_SWAP', attribute: text }],
    domains: [{ from: text, to: text, count: 1 }],
  };
  const facts = {
    ...TROUBLE,
    language: 'en',
    decision: 'in' as const,
    reason: 'EMPLOYED',
    remembered: 'active' as const,
    account: 'active' as const,
    history: [],
    issues: [],
  };
  const PAGES: readonly (readonly [string, () => string])[] = [
    ...LANGUAGES.map(
      (language) => [`the letter (${language})`, () => writeLetter({ ...TROUBLE, issues }, language)] as const,
    ),
    [
      'issues',
      () =>
        renderIssueList({
          tenantId: 'acme',
          tenantName: text,
          date: '2026-11-02',
          language: 'en',
          ...TROUBLE,
          issues,
          nextFrom: null,
        }),
    ],
    ['the explanation as a letter', () => writeExplanation({ employeeId: '1', name: text }, facts, 'en')],
    ['preview', () => renderPreview(preview as never, true)],
    [
      'the CSV of a preview',
      () =>
        previewRows(preview as never)
          .flat()
          .join('|'),
    ],
    [
      'the CSV of budgets',
      () =>
        budgetRows({
          budgets: [
            {
              employeeId: '1',
              name: text,
              email: text,
              kind: 'x',
              category: text,
              amount: '1',
              currency: 'EUR',
              grant: null,
              status: 'assign',
            },
          ],
        } as never)
          .flat()
          .join('|'),
    ],
    ['check', () => renderCheck(check as never)],
    [
      'explain',
      () =>
        renderExplain({
          tenantId: 'acme',
          employeeId: '1',
          matches: [{ employeeId: '1', name: text }],
          steps: [{ step: 'read', title: 'Read', lines: [`first_name: ${text}`] }],
          facts: null,
        }),
    ],
    [
      'explain of several',
      () =>
        renderExplain({
          tenantId: 'acme',
          employeeId: null,
          matches: [
            { employeeId: '1', name: text },
            { employeeId: '2', name: text },
          ],
          steps: [],
          facts: null,
        }),
    ],
    [
      'relink',
      () =>
        renderRelink({
          tenantId: 'acme',
          digest: 'd',
          relinked: false,
          sent: 0,
          accounts: [
            { employeeId: '1', name: text, alleoId: 1, accountName: text, currentExternalId: text, email: text },
          ],
        }),
    ],
    ['resend', () => renderResend({ tenantId: 'acme', employeeId: '1', name: text, sent: [], reason: 'EMPLOYED' })],
    [
      'a failure',
      () =>
        renderFailure({
          code: 'ATTRIBUTE_VANISHED',
          issues: [{ code: 'ATTRIBUTE_VANISHED', attribute: text }],
          tenantId: 'acme',
        } as never).join('\n'),
    ],
    ['activate', () => renderActivated({ tenant, digest: 'd', message: '' } as never)],
    ['tenants', () => renderTenants([tenant] as never)],
    [
      'status',
      () => {
        const release = { version: '0.2.0', commit: null };
        const about = {
          at: '2026-12-01T03:00:00.000Z',
          deliveryMode: 'queue',
          release,
          counts: { support: 1, 'in-sync': 0 },
        };
        return renderStatus({ ...about, tenants: [tenant], detail: null } as never);
      },
    ],
    ['a code in explain', () => sayCode({ code: 'ATTRIBUTE_VANISHED', attribute: text })],
    ['a problem', () => explainCode('ATTRIBUTE_VANISHED', 'acme', text).message],
    [
      'what check notices',
      () =>
        noticeFields({
          tenantId: 'acme',
          seen: [
            { key: 'alleo', label: `Alleo${text}` },
            { key: 'dynamic_1', label: text },
          ],
          eligibility: { mode: 'attribute', label: text },
        } as never).join('\n'),
    ],
  ];

  it.each(PAGES)('%s: no paragraph of ours', (_page, render) => {
    const told = render();
    // Our own letters end so, once.
    const theirs = told.replace(/\n\n[^\n]+\nAlleo Support$/, '');
    // A page may wrap a long line: then what goes on stands behind an indent or in a column.
    expect(theirs).not.toMatch(/^(IMPORTANT|Kind regards|Alleo Support)/mu);
    expect(told.replaceAll('\n', '')).not.toMatch(CONTROLS);
  });
});

describe('an e-mail address', () => {
  it('is whole in a table', () => {
    const email = `${'x'.repeat(64)}@${'y'.repeat(180)}.example`;
    expect(oneLine(email, MOST_OF_AN_EMAIL)).toBe(email);
  });
});

describe('from Personio to the message', () => {
  let pipeline: Pipeline;
  const desk = openDesk(() => pipeline);
  afterEach(() => pipeline.close());

  it('a forged name stands in no answer and no message but on one line', async () => {
    const name = forge('\n');
    const people = [
      { id: 1, firstName: name, email: '' },
      { id: 2, firstName: 'Bas', lastName: name, custom: { alleo_monthly_all_budget: 5000 } },
      { id: 3, firstName: name, status: 'onboarding', hireDate: '2026-12-10' },
    ];
    const employees = [{ email: 'someone@example.com', external_id: '9', first_name: name, last_name: name }];
    pipeline = await openPipeline({ people, alleo: { companies: [{ id: 1, name: `Acme\n${name}`, employees }] } });
    await pipeline.addTenant();
    pipeline.local.clock.set(new Date('2026-11-02T03:00:00Z'));
    const preview = await desk.ask('preview');
    const { message } = await desk.ask('activate', { digest: preview.digest });
    await pipeline.runDay('2026-11-02');
    const answers = [
      preview,
      await desk.ask('issues'),
      await desk.ask('budgets'),
      await desk.ask('relink'),
      await desk.ask('explain', { person: '2', showValues: true }),
      await desk.ask('explain', { person: 'Jane' }),
    ];
    expect(JSON.stringify(answers)).toContain('Jane IMPORTANT');
    expect(JSON.stringify(answers)).not.toMatch(/\\[nr]/);
    expect(message).toContain('Jane IMPORTANT');
    expect(message).not.toMatch(/^\W*IMPORTANT/mu);
    expect(message.match(/Alleo Support/g)?.length).toBe(1);
    expect(message).toMatch(/Alleo Support$/);
  });

  it('a caller forges no entry of the audit: one line each, with the request id', async () => {
    const caller = 'mallory\n2026-11-01T00:00:00.000Z request 1, alice: tenant-remove (done)\r\u2028\u001b[2J\u202e';
    pipeline = await openPipeline({ people: [{ id: 1 }] });
    await pipeline.addTenant();
    const event = { version: 1, caller, request: { operation: 'status', tenantId: 'acme' } };
    await pipeline.local.startContainers().support(event, { awsRequestId: 'the-request-id' });
    const { audit } = await desk.ask('tenant-show');
    expect(audit.join('')).not.toMatch(CONTROLS);
    const entry = audit.find((one) => one.includes('mallory'));
    expect(entry).toMatch(/^\S+Z request the-request-id, mallory 2026\S+ request 1, alice: .*: status \(done\)$/);
  });
});

describe('a caller', () => {
  const event = (caller: string) =>
    SupportEventSchema.safeParse({ version: 1, caller, request: { operation: 'tenant-list' } });
  it.each(BREAKS)('with %j in its name is stored on one line', (lineBreak) => {
    expect(event(`a${lineBreak}b`).data?.caller).toBe('a b');
  });
  it.each(['', '\n', '\u200b\u202e', 'x'.repeat(301)])('is somebody: not %j', (caller) => {
    expect(event(caller).success).toBe(false);
  });
});

describe('the name of a customer', () => {
  const add = (name: string) => ({
    version: 1,
    caller: 'a',
    request: {
      operation: 'tenant-add',
      tenantId: 'acme',
      name,
      companyId: 1,
      credentials: { personio: { clientId: 'a', clientSecret: 'b' } },
    },
  });
  it('is kept on one line, and at most 80 characters', () => {
    expect(SupportEventSchema.parse(add('Acme\n BV\u202e')).request).toMatchObject({ name: 'Acme BV' });
    expect(SupportEventSchema.safeParse(add('x'.repeat(81))).success).toBe(false);
    expect(SupportEventSchema.safeParse(add(' \n ')).success).toBe(false);
  });
});
