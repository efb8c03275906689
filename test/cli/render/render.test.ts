import { describe, expect, it } from 'vitest';
import { renderRestored, renderRotated } from '../../../cli/commands/credentials.ts';
import { renderBudgetFile } from '../../../cli/commands/people.ts';
import { renderSet } from '../../../cli/commands/tenant.ts';
import { renderCheck, renderExplain, renderIssueList } from '../../../cli/render/answers.ts';
import { renderActivated, renderApproved } from '../../../cli/render/approvals.ts';
import { renderPreview } from '../../../cli/render/preview.ts';
import { renderRelink, renderResend } from '../../../cli/render/repair.ts';
import { renderDay, renderReport } from '../../../cli/render/reports.ts';
import { countInWords } from '../../../cli/render/standing.ts';
import { renderStatus } from '../../../cli/render/status.ts';
import { wrap } from '../../../cli/render/tables.ts';
import { renderTenant } from '../../../cli/render/tenants.ts';
import { LIMITS } from '../../../shared/contracts/limits.ts';
import { defaultPolicies } from '../../../shared/contracts/policies.ts';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { previewRows } from '../../../shared/words/preview-rows.ts';

/** Colours are for a terminal only: a test has none. */
const lines = (text: string) => text.split('\n');
const isNarrow = (text: string) => lines(text).every((line) => line.length <= 80);

const NO_TROUBLE: SupportAnswer<'issues'> = {
  tenantId: 'acme',
  tenantName: 'Acme',
  tenantStatus: 'active',
  language: 'en',
  currency: 'EUR',
  date: '2026-11-02',
  issues: [],
  holds: [],
  open: [],
  domains: [],
  nextFrom: null,
};

const PREVIEW: SupportAnswer<'preview'> = {
  tenantId: 'acme',
  runId: 'preview',
  date: '2026-11-02',
  startedAt: '2026-11-02T03:00:00.000Z',
  trigger: 'requeue',
  status: 'held',
  code: 'BUDGET_ABOVE_CEILING',
  listed: 3,
  missing: 0,
  decisions: { EMPLOYED: 2, MISSING_EMAIL: 1 },
  mutations: { activate: 1, deactivate: 1 },
  held: { 'set-monthly-budget': { count: 1, code: 'BUDGET_ABOVE_CEILING' } },
  issues: [{ employeeId: '3', code: 'MISSING_NAME', attribute: 'last_name' }],
  open: { count: 0, codes: {} },
  requests: { personio: 2, alleo: 1 },
  capacity: { read: 1, write: 0 },
  durationMs: 5,
  digest: '0123456789abcdef',
  people: [
    { employeeId: '1', action: 'deactivate', reason: 'STATUS_INACTIVE' },
    { employeeId: '2', action: 'activate', reason: 'EMPLOYED', account: 'adopt' },
    { employeeId: '3', action: 'none', reason: 'MISSING_EMAIL' },
    {
      employeeId: '4',
      action: 'hold',
      reason: 'EMPLOYED',
      holds: [
        {
          kind: 'set-monthly-budget',
          code: 'BUDGET_ABOVE_CEILING',
          attribute: 'alleo_monthly_all_budget',
          amount: '5000.00',
        },
      ],
    },
  ],
  budgetTotal: '1300.00',
  budgetTotals: { monthly: '50.00', oneOff: '1250.00' },
  currency: 'EUR',
  names: { '1': 'Anna Smit', '2': 'Bas Vos', '3': 'Zoë', '4': 'Jan Vos' },
  approvable: true,
  language: 'nl',
  tenantStatus: 'active',
  nextFrom: null,
};

const IN_SYNC = {
  state: 'in-sync' as const,
  what: null,
  code: null,
  count: 0,
  since: null,
  command: null,
  others: 0,
};

describe('a preview', () => {
  it('puts the action first, then who and why; who stays is counted', () => {
    const text = renderPreview(PREVIEW, false);
    expect(lines(text).slice(0, 6)).toEqual([
      'Preview of acme as of 2026-11-02: held, BUDGET_ABOVE_CEILING. Nothing was sent.',
      '',
      'Action      Who            Why',
      'activate    Bas Vos (2)    employed (account with this e-mail, to be linked)',
      'deactivate  Anna Smit (1)  The status in Personio is inactive: no longer',
      '                           employed.',
    ]);
    expect(text).toContain('1 other person stays as before; --all shows them');
    expect(text).toContain('would send: 1 activate, 1 deactivate');
    expect(text).toContain('Digest: 0123456789abcdef');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'set-monthly-budget alleo_monthly_all_budget 5000.00 EUR held: BUDGET_ABOVE_CEILING',
    );
    expect(isNarrow(text)).toBe(true);
    expect(renderPreview(PREVIEW, true)).toContain('Zoë (3)');
  });

  it.each([
    [{ tenantStatus: 'pending' }, 'personio-sync activate acme --digest 0123456789abcdef'],
    [{ tenantStatus: 'paused' }, 'personio-sync tenant resume acme'],
    [{}, 'personio-sync approve acme --digest 0123456789abcdef'],
    [
      { held: { 'set-monthly-budget': { count: 2, code: 'SEVERAL_MONTHLY_BUDGETS' } } },
      'Nothing to approve: the customer fixes it (personio-sync issues acme --letter nl)',
    ],
    [{ status: 'ok' }, 'the next run does this by itself'],
    [{ status: 'ok', overtaken: true }, 'or after `personio-sync requeue acme`.'],
    [{ approvable: false, digest: null }, 'cannot be approved'],
  ] as const)('says what to do next: %j', (more, next) => {
    expect(lines(renderPreview({ ...PREVIEW, ...more }, false)).at(-1)).toContain(next);
  });

  it('lists of a first plan who is left out, former employees counted', () => {
    const left = { employeeId: '5', action: 'none', reason: 'STATUS_INACTIVE' } as const;
    const text = renderPreview({ ...PREVIEW, tenantStatus: 'pending', people: [...PREVIEW.people, left] }, false);
    expect(text).toContain('Zoë (3)');
    expect(text).toContain('1 other person is not employed any more; --all shows them');
  });

  it('does not say `activate` while selective sync is undecided', () => {
    const text = renderPreview({ ...PREVIEW, tenantStatus: 'pending', undecided: 'Alleo' }, false);
    expect(text).toContain('! Personio shows an attribute "Alleo", and nobody decided');
    expect(text).toContain('`personio-sync tenant set acme --eligibility "Alleo"`');
    expect(text).not.toContain('personio-sync activate');
  });

  it('names somebody who is gone from Personio as Alleo does, or says how to find them', () => {
    const gone = ['101', '102'].map((employeeId) => ({
      employeeId,
      action: 'hold' as const,
      reason: 'MISSING',
      holds: [{ kind: 'deactivate' as const, code: 'TOO_MANY_MISSING' }],
    }));
    const preview = { ...PREVIEW, people: gone, namesInAlleo: { '101': 'Bram Bakker' } };
    const text = renderPreview(preview, false).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Bram Bakker, as in Alleo');
    expect(text).toContain('name not known (102):');
    expect(previewRows(preview).map((row) => row[2])).toContain('Bram Bakker');
  });

  it('tells what is held by kind and code, and that one digest releases all of it', () => {
    const held = {
      deactivate: { count: 6, code: 'TOO_MANY_DEACTIVATIONS' },
      'set-monthly-budget': {
        count: 3,
        code: 'BUDGET_ABOVE_CEILING',
        codes: { BUDGET_ABOVE_CEILING: 1, SEVERAL_MONTHLY_BUDGETS: 2 },
      },
    };
    // The same code as an issue is told once.
    const issues = [...PREVIEW.issues, { employeeId: '1', code: 'BUDGET_ABOVE_CEILING' }];
    const more = { held, issues };
    for (const text of [renderPreview({ ...PREVIEW, ...more }, false), renderReport({ ...PREVIEW, ...more })]) {
      expect(text).not.toContain('× BUDGET_ABOVE_CEILING');
      expect(text).toContain('held: 1 set-monthly-budget, BUDGET_ABOVE_CEILING:');
      expect(text).toContain('held: 2 set-monthly-budget, SEVERAL_MONTHLY_BUDGETS:');
      expect(text).toContain('To release all of it (6 deactivate, 1 set-monthly-budget):');
      expect(text).toContain('  personio-sync approve acme --digest 0123456789abcdef');
    }
    const perhapsPaid = { 'grant-one-off-budget': { count: 1, code: 'GRANTED_UNDER_ANOTHER_ID' } };
    const asked = renderReport({ ...PREVIEW, held: perhapsPaid });
    expect(asked.indexOf('--without-one-off')).toBeLessThan(asked.indexOf('and pay these 1'));
    expect(asked).toContain('approve acme --digest 0123456789abcdef --without-one-off');
    const missing = { deactivate: { count: 7, code: 'TOO_MANY_MISSING' } };
    expect(renderReport({ ...PREVIEW, held: missing })).toContain('all of it (7 absences to be counted):');
    const changed = renderReport({ ...PREVIEW, code: 'FIRST_RUN_CHANGED' });
    expect(changed).toContain('To look at it again: personio-sync preview acme');
  });

  it('tells an approval that came too late from a plan that has changed', () => {
    const approval = (added: number) =>
      ({ digest: 'x', result: 'void', difference: { added, removed: 0, changed: 0 } }) as const;
    expect(renderReport({ ...PREVIEW, approval: approval(0) })).toContain('void: it was older than 24 hours');
    expect(renderReport({ ...PREVIEW, approval: approval(1) })).toContain('the plan is no longer the one');
  });

  it('says what a gate is about, and where it is fixed', () => {
    const issues = [{ code: 'ATTRIBUTE_NOT_READABLE', attribute: 'email' }];
    const text = renderPreview({ ...PREVIEW, status: 'failed', code: 'ATTRIBUTE_NOT_READABLE', issues }, false);
    expect(text).toContain('It is about: email.');
    expect(text).toContain('Settings → Integrations → API');
    expect(text).not.toContain('Digest');
  });

  it('tells a customer of an account in the way what they can know', () => {
    const people = [
      { employeeId: '2', action: 'activate', reason: 'EMPLOYED', accountCode: 'ACCOUNT_OF_ANOTHER' } as const,
    ];
    const [, row] = previewRows({ ...PREVIEW, people, tenantStatus: 'pending' });
    // Beside "takes part": that they do not would contradict it.
    expect(row?.[0]).toBe('wacht');
    expect(row?.[8]).toContain('van iemand anders lijkt te zijn');
  });

  it('is a table for the customer in their language', () => {
    const [head, ...rows] = previewRows(PREVIEW);
    expect(head?.slice(0, 4)).toEqual(['Wat er gebeurt', 'Personio-id', 'Naam', 'Waarom']);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['blijft zoals het is', '3', 'Zoë'],
      ['wacht', '4', 'Jan Vos'],
      ['verliest toegang', '1', 'Anna Smit'],
      ['krijgt toegang', '2', 'Bas Vos'],
      ['', '', ''],
      ['Maandbudgetten samen, per maand', '', '€\u00a050,00'],
      ['Eenmalige budgetten samen', '', '€\u00a01.250,00'],
    ]);
    expect(rows[3]?.[8]).toBe('gekoppeld');
    expect(rows[0]?.[5]).toBe('De voor- of achternaam ontbreekt in Personio. (achternaam)');
    expect(rows[1]?.[4]).toContain('alleo_monthly_all_budget €\u00a05.000,00: Een budget is hoger dan het afgesproken');
    expect(new Set([head, ...rows].map((row) => row?.length))).toEqual(new Set([9]));
  });

  it('has no code, no English word and no other form of a date in it, in German', () => {
    const changed = {
      employeeId: '2',
      action: 'update' as const,
      reason: 'EMPLOYED',
      changed: ['email', 'department'],
    };
    const waits = { employeeId: '3', action: 'none', reason: 'NOT_STARTED', startDate: '2026-12-10' } as const;
    const rows = previewRows({ ...PREVIEW, language: 'de', tenantStatus: 'pending', people: [changed, waits] });
    expect(rows.slice(1, 3)).toEqual([
      expect.arrayContaining(['nimmt nicht teil', '3', 'Zoë', '10. Dezember 2026']),
      expect.arrayContaining(['wird aktualisiert', 'E-Mail-Adresse, Abteilung']),
    ]);
    expect(rows.slice(1).flat().join('|')).not.toMatch(/[A-Z]{3,}_|\b(none|update|hold|email|department)\b|\d{4}-\d\d/);
  });
});

describe('other answers', () => {
  it('an approval of absences says that nobody is deactivated yet', () => {
    const text = renderApproved({ tenantId: 'acme', digest: 'x', approved: {}, remembered: 0, countedMissing: 7 });
    expect(text).toContain('the absence of 7 people is counted from now on');
    expect(text).not.toContain('The run that sends them');
  });

  it('an activation says when the message may be sent', () => {
    const tenant = { id: 'acme', name: 'Acme' } as SupportAnswer<'activate'>['tenant'];
    const text = renderActivated({ tenant, digest: 'x', message: 'Dear HR team,' });
    expect(text).toContain('Send the message below once `personio-sync status acme`');
    expect(text).toContain('FIRST_RUN_CHANGED');
    expect(text).toMatch(/-{60}\nDear HR team,\n-{60}$/);
  });

  it('a check shows notes in full below its table', () => {
    const note = `Tick "Birthday" in Personio: ${'Settings → '.repeat(12)}`;
    const attribute = {
      wanted: 'birthday',
      label: null,
      state: 'not-readable',
      required: false,
      filled: 0,
      note,
    } as const;
    const more = { companyName: null, warnings: [], code: 'CREDENTIALS_REFUSED', ok: false };
    const text = renderCheck({ tenantId: 'acme', people: 3, attributes: [attribute], ...more });
    expect(text).toContain('birthday   NOT READABLE');
    expect(text).toContain('- birthday: Tick "Birthday" in Personio:');
    expect(text).toContain('Nothing can go on: CREDENTIALS_REFUSED');
    expect(text).toContain('Next: fix the above, then personio-sync check acme');
    expect(isNarrow(text)).toBe(true);
  });

  it('an explanation of several people asks for one id', () => {
    const matches = [
      { employeeId: '30', name: 'Jan Vos' },
      { employeeId: '31', name: null },
    ];
    const text = renderExplain({ tenantId: 'acme', employeeId: null, matches, steps: [], facts: null });
    expect(text).toContain('2 people fit. Ask again with one id:');
    expect(text).toContain('personio-sync explain acme 30');
    const steps = [{ step: 'read' as const, title: 'Read from Personio', lines: ['status: active'] }];
    const one = renderExplain({ tenantId: 'acme', employeeId: '30', matches: matches.slice(0, 1), steps, facts: null });
    expect(one).toBe('Jan Vos (30)\n\nRead from Personio\n  status: active');
  });

  it('issues are grouped, with who fixes them where', () => {
    const issues = [
      { employeeId: '3', code: 'MISSING_EMAIL', attribute: 'email', name: 'Zoë' },
      { employeeId: '5', code: 'MISSING', name: null },
      { code: 'CREDENTIALS_REFUSED', name: null },
    ];
    const base = { ...NO_TROUBLE, language: 'de' };
    const text = renderIssueList({ ...base, issues });
    expect(text).toContain('Acme, 2026-11-02: 3 issues of 2 people');
    expect(text).toContain('HR fixes it: Personio: Employees → the person → Personal info\n  Zoë (3): email');
    expect(text).toContain('name not known (5)');
    expect(text).toContain('`personio-sync credentials rotate acme`\n  the whole account');
    expect(text).toContain('personio-sync issues acme --letter de');
    expect(isNarrow(text)).toBe(true);
    expect(renderIssueList({ ...base, issues: [] })).toBe('Acme, 2026-11-02: no issues; nothing is held or open.');
  });

  it('what is held or open is told with who, where there is no issue', () => {
    const held = { employeeId: '1', name: 'Anna Smit', kind: 'deactivate', reason: 'STATUS_INACTIVE' } as const;
    const open = { employeeId: '2', name: null, kind: 'update', code: 'EMAIL_TAKEN' } as const;
    const holds = [{ ...held, code: 'TOO_MANY_DEACTIVATIONS' }];
    const text = renderIssueList({ ...NO_TROUBLE, holds, open: [open, { ...open, code: null }] });
    expect(text).toContain('Held: 1 deactivate, TOO_MANY_DEACTIVATIONS');
    expect(text).toContain('  Anna Smit (1)\n\nTo look at it: personio-sync preview acme');
    expect(text).toContain('Open: 1, EMAIL_TAKEN');
    expect(text).toContain('Open: 1, on its way\n  name not known (2)');
    expect(text).toContain('As a letter: personio-sync issues acme --letter en');
  });

  it('a first run that holds a budget names the digest of that alone, by a preview', () => {
    const approval = { digest: PREVIEW.digest ?? '', result: 'released' } as const;
    const text = renderReport({ ...PREVIEW, trigger: 'activate', approval });
    expect(text).toContain('personio-sync preview acme');
    expect(text).not.toContain('approve acme');
  });

  it('a check whose list was not read counts nobody', () => {
    const answer = { tenantId: 'acme', companyName: 'Acme', people: 0, attributes: [], warnings: [], ok: false };
    expect(renderCheck({ ...answer, code: 'LISTING_INCOMPLETE' })).toContain('The people in Personio were not read.');
    expect(renderCheck({ ...answer, code: 'LISTING_EMPTY' })).toContain('0 people in Personio.');
  });

  it('a day without a report of its own is said so, and never shows an older one', () => {
    expect(renderDay([], [])).toBe('No active customer: nothing ran.');
    expect(renderDay([], ['acme'])).toBe('acme: no run of this day came to an end. Run the day again.');
  });

  it('a birthday is fixed elsewhere than the other dates, and said apart from them', () => {
    const base = { ...NO_TROUBLE, language: 'en' };
    const issues = ['birthday', 'termination_date'].flatMap((attribute) =>
      ['INVALID_DATE', 'IMPLAUSIBLE_DATE'].map((code) => ({ employeeId: '3', code, attribute, name: 'Zoë' })),
    );
    const text = renderIssueList({ ...base, issues });
    expect(text.match(/Personal info\n {2}Zoë \(3\): birthday/g)).toHaveLength(2);
    expect(text.match(/termination\n? *date\)\n {2}Zoë \(3\): termination_date/g)).toHaveLength(2);
  });

  it('issues of nobody in particular are counted as such, a department named as one', () => {
    const base = { ...NO_TROUBLE, language: 'en' };
    const issue = { code: 'NO_GROUP_FOR_DEPARTMENT', attribute: 'Care', name: null };
    const text = renderIssueList({ ...base, issues: [issue] });
    expect(text).toContain('1 issue, none about a person');
    expect(text).toContain('An admin of Alleo fixes it: Alleo: the company → groups');
    expect(text).toContain('\n  department: Care');
    const missing = { employeeId: '5', code: 'MISSING', name: null };
    expect(renderIssueList({ ...base, issues: [missing] })).toContain('1 issue of 1 person\n');
  });

  it('of a customer who was connected before, who may have been paid then, before the digest', () => {
    const grantsToKnown = { people: 2, total: '400.00' };
    const text = renderPreview({ ...PREVIEW, tenantStatus: 'pending', grantsToKnown }, false);
    const [before = '', after] = text.split('\nDigest: ');
    expect(after).toBeDefined();
    const said = before.replaceAll(/\s+/g, ' ');
    expect(said).toContain('! One-off budgets of 400.00 EUR would be granted to 2 people whose accounts carry our id');
    expect(said).toContain('`personio-sync activate acme --digest 0123456789abcdef --without-one-off`');
    const forecast = renderPreview({ ...PREVIEW, approvable: false, digest: null, grantsToKnown }, false);
    expect(forecast).not.toContain('--without-one-off');
  });

  it('restored credentials are told with what support has to decide, and what follows', () => {
    const answer = { tenantId: 'acme', restored: true as const, people: 8, remembered: 7, uncertain: 0, queued: true };
    const said = (more: object = {}) => renderRestored({ ...answer, ...more }).replaceAll(/\s+/g, ' ');
    expect(said()).toContain('same account, 8 people, no attribute lost');
    expect(said()).toContain('`personio-sync preview acme`');
    expect(said()).not.toContain('GRANT_UNCERTAIN');
    expect(said({ uncertain: 2 })).toMatch(/may have arrived or not: 2\. .*GRANT_UNCERTAIN/);
    expect(said({ queued: false })).toContain('No run is queued, because acme is not active.');
  });

  it('rotated credentials are told pair by pair', () => {
    const answer = { tenantId: 'acme', rotated: true as const, people: null, queued: true };
    const [personio, alleo] = [
      { clientId: 'c', clientSecret: 's' },
      { accessKey: 'a', secretKey: 's' },
    ];
    expect(renderRotated(answer, { personio })).toBe("Personio's new pair is in use, Alleo's stays. A run is queued.");
    const waits = 'It offers Alleo again all that waits.';
    const ofAlleo = renderRotated(answer, { alleo });
    expect(ofAlleo).toContain("Alleo's new pair is in use, Personio's stays. A run is queued.");
    expect(ofAlleo.replaceAll(/\s+/g, ' ')).toContain(waits);
    expect(renderRotated(answer, { personio, alleo })).toMatch(/^Both new pairs are in use. A run is queued. It/);
    expect(renderRotated({ ...answer, queued: false }, { alleo }).replaceAll(/\s+/g, ' ')).not.toContain(waits);
  });

  const tenant = {
    id: 'acme',
    name: 'Acme',
    status: 'active' as const,
    company: { id: 1, name: 'Acme BV' },
    eligibility: { mode: 'everyone' as const },
    policies: defaultPolicies(),
    personioUrl: 'https://api.personio.de/v1',
    alleoUrl: 'https://api.yourcampus.co/customer_api/v1',
    createdAt: '2026-11-02T03:00:00.000Z',
    overdue: false,
    standing: IN_SYNC,
  };

  it('a changed setting says what to look at before the next run acts by it', () => {
    const after = (one: TenantView, name: string) =>
      renderSet({ tenant: one, changed: [name], changes: [{ name, from: '3', to: '5' }] });
    expect(after(tenant, 'eligibility')).toContain('\nNext: `personio-sync preview acme`,');
    const selective = { ...tenant, eligibility: { mode: 'attribute' as const, label: 'Alleo' } };
    expect(after(selective, 'eligibility')).toContain('\nNext: `personio-sync check acme`,');
    const told = after(tenant, 'missingDays');
    expect(told).toMatch(/^Changed: missingDays from 3 to 5\.\n\nTenant /);
    expect(told).toContain('\nNext: `personio-sync preview acme`. The next run acts by this setting.');
    expect(after({ ...tenant, status: 'pending' }, 'missingDays')).not.toContain('Next:');
    expect(after(tenant, 'name')).not.toContain('Next:');
    expect(renderSet({ tenant, changed: ['name'], changes: [] })).toMatch(/^Changed: name\.\n/);
    expect(renderSet({ tenant, changed: [], changes: [] })).toMatch(/^Nothing changed\./);
  });

  it('tells the limits by their word, and a number only where it differs', () => {
    const policies = { ...tenant.policies, ...LIMITS.careful, limits: 'careful' as const, updateFloor: 11 };
    const told = renderTenant({ ...tenant, policies });
    expect(told).toMatch(/limits=careful\s+updateFloor=11$/m);
    expect(told).not.toContain('Percent');
    expect(renderTenant(tenant)).toMatch(/limits=normal$/m);
  });

  const AT = '2026-12-08T03:00:00.000Z';
  const counts = { 'in-sync': 0, engineer: 0, support: 0, customer: 0, nobody: 0, pending: 0, paused: 0 };
  const about = { at: AT, deliveryMode: 'customer-api' as const, release: { version: '0.2.0', commit: null } };

  it('a status says since when there is trouble, and does not claim that budgets are assigned', () => {
    const standing = {
      state: 'customer' as const,
      what: 'stopped' as const,
      code: 'CREDENTIALS_REFUSED',
      count: 0,
      since: AT,
      command: 'personio-sync credentials rotate acme',
      others: 0,
    };
    const flagged = { ...tenant, standing };
    const detail = { lastReport: null, open: [], openCount: 0, approval: null, active: 2, inactive: 0, missing: 0 };
    const status = renderStatus({ ...about, counts: { ...counts, customer: 1 }, tenants: [flagged], detail });
    expect(status).toContain('for the customer: CREDENTIALS_REFUSED since 2026-12-08');
    expect(status).toContain('`personio-sync credentials rotate acme`');
    const ofOne = { ...about, counts: { ...counts, customer: 1 }, tenants: [flagged] };
    const told = (one: Partial<SupportAnswer<'status'>>) =>
      renderStatus({ ...ofOne, detail, ...one }).replaceAll(/\s+/g, ' ');
    expect(told({})).toContain('is applied in Alleo; budgets were handed on for assignment');
    expect(told({ deliveryMode: 'queue' })).not.toContain('is applied in Alleo;');
    expect(told({ detail: { ...detail, active: 0, inactive: 0 } })).toMatch(/Nothing is open\.$/);
  });

  it('the status of all begins with one sentence, names those in need first, and counts the rest', () => {
    const held = {
      state: 'support' as const,
      what: 'held' as const,
      code: 'TOO_MANY_DEACTIVATIONS',
      count: 15,
      since: AT,
      command: 'personio-sync preview acme',
      others: 1,
    };
    const tenants = [
      { ...tenant, standing: held },
      { ...tenant, id: 'beta', name: 'Beta' },
    ];
    const all = { ...counts, 'in-sync': 36, support: 2, customer: 1, nobody: 1, paused: 1 };
    const lines = renderStatus({ ...about, counts: all, tenants, detail: null }).split('\n');
    expect(lines[0]).toBe(
      '36 of 40 in sync · 2 wait for you · 1 for the customer · 1 fixes itself · 1 paused, as of 2026-12-08 03:00 UTC.',
    );
    const none = { ...all, 'in-sync': 0, support: 0, customer: 0, nobody: 0 };
    expect(countInWords(none)).toBe('no active customer · 1 paused');
    expect(lines.slice(2, 4).join(' ')).toContain('Wait for you:   Acme (acme): 15 × TOO_MANY_DEACTIVATIONS');
    expect(lines).toContain('    personio-sync preview acme');
    const approved = { ...held, state: 'nobody' as const, command: null };
    const then = renderStatus({ ...about, counts: all, tenants: [{ ...tenant, standing: approved }], detail: null });
    expect(then).toContain('15 × held and approved: the next run lets it out (1 more reason)');
    expect(then).not.toContain('wait for confirmation');
    const notKnown = { ...approved, what: 'not-known' as const, code: null, count: 0, others: 0 };
    const first = renderStatus({ ...about, counts: all, tenants: [{ ...tenant, standing: notKnown }], detail: null });
    expect(first.replaceAll(/\s+/g, ' ')).toContain('the next one does. Since 2026-12-08.');
    expect(lines).toContain('  and 1 more.');
    expect(lines).toContain('In sync: the other 36.');
    const both = renderStatus({ ...about, counts: { ...counts, 'in-sync': 1, support: 1 }, tenants, detail: null });
    expect(both).toContain('\nIn sync: Beta (beta).\n');
  });

  it('in mode `queue` it says that sent is not applied', () => {
    const answer = { ...about, counts: { ...counts, 'in-sync': 1 }, tenants: [tenant], detail: null };
    expect(renderStatus(answer)).not.toContain("Alleo's own consumer");
    expect(renderStatus({ ...answer, deliveryMode: 'queue' })).toContain(
      "In sync here means sent: Alleo's own consumer",
    );
  });

  it('a file of budgets says what it lists, so that nothing is assigned twice', () => {
    const text = renderBudgetFile({ tenantId: 'acme', budgets: [], nextFrom: null }, 'b.csv').replaceAll('\n', ' ');
    expect(text).toContain('Written to b.csv: 0 budgets to assign by hand');
    expect(text).toContain('also what an earlier file listed: compare the two by Employee, Category and Grant');
    expect(text).toContain('same Grant is to be assigned once only');
  });

  it('what was sent for one person is not said to be sent again', () => {
    const answer = { tenantId: 'acme', employeeId: '5', name: 'Bram Bakker', reason: 'STATUS_INACTIVE' };
    expect(renderResend({ ...answer, sent: ['deactivate'] })).toMatch(/^Sent for Bram Bakker \(5\): deactivate\.\n/);
  });

  it('accounts that carry another id are shown with their e-mail address', () => {
    const account = {
      employeeId: '1',
      name: 'P1 Smit',
      alleoId: 5001,
      accountName: 'P. Smit',
      email: 'p1@acme.example',
    };
    const accounts = [{ ...account, currentExternalId: 'afas-77' }];
    const text = renderRelink({ tenantId: 'acme', digest: 'x', accounts, relinked: false, sent: 0 });
    expect(text).toContain('p1@acme.example');
    expect(isNarrow(text)).toBe(true);
    const bare = { ...account, accountName: '', email: null, currentExternalId: null };
    const nameless = renderRelink({ tenantId: 'acme', digest: 'x', accounts: [bare], relinked: false, sent: 0 });
    expect(nameless).toContain('no id');
    expect(nameless).not.toMatch(/null|, $/m);
  });

  it("an account that seems to be somebody else's is shown with what differs, and with its name where names are", () => {
    const person = {
      employeeId: '2',
      action: 'activate',
      reason: 'EMPLOYED',
      account: 'conflict',
      accountCode: 'ACCOUNT_OF_ANOTHER',
      accountDiffers: ['last_name', 'birthday'],
    } as const;
    const show = (more: object) =>
      renderPreview({ ...PREVIEW, people: [{ ...person, accountDiffers: [...person.accountDiffers], ...more }] }, true)
        .replaceAll(/\s*│[^│]*│[^│]*│\s*/g, ' ')
        .replaceAll(/\s+/g, ' ');
    expect(show({ accountName: 'Bo Else' })).toContain(
      'ACCOUNT_OF_ANOTHER, of Bo Else in Alleo, other last name, birthday',
    );
    expect(show({})).toContain('ACCOUNT_OF_ANOTHER, other last name, birthday');
    expect(show({ accountDiffers: [] })).toContain('ACCOUNT_OF_ANOTHER');
  });

  it('a label that has to match exactly is never cut off', () => {
    const label = 'alleo_oneoff_a_category_with_a_very_long_name_budget';
    const attribute = { wanted: label, label, state: 'empty-for-all', required: false, filled: 0 } as const;
    const more = { companyName: null, warnings: [], code: null, ok: true };
    const text = renderCheck({ tenantId: 'acme', people: 2000, attributes: [attribute], ...more });
    expect(text).not.toContain('…');
    const row = lines(text).filter((line) => line.includes('_'));
    expect(row.map((line) => line.slice(0, 28).trim()).join('')).toBe(label);
    expect(isNarrow(text)).toBe(true);
  });

  it('a command that is to be copied stays on one line', () => {
    const text = wrap(`  ${'word '.repeat(14)}\`personio-sync tenant show acme\` more`, '    ');
    expect(lines(text)).toEqual([`  ${'word '.repeat(14).trim()}`, '    `personio-sync tenant show acme` more']);
  });
});
