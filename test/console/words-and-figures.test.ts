import { describe, expect, it } from 'vitest';
import { renderTenant } from '../../cli/render/tenants.ts';
import { textOf } from '../../console/page/html.ts';
import { linkCommands } from '../../console/page/link-commands.ts';
import { countDays } from '../../console/screens/customer/count-days.ts';
import { drawChart, roundUp } from '../../console/screens/customer/draw-chart.ts';
import { drawStrip, listDays } from '../../console/screens/customers/draw-strip.ts';
import { findNext } from '../../console/screens/customers/render-standing.ts';
import { groupPeople, listReleased, sumHeld } from '../../console/screens/review/group-people.ts';
import type { Preview } from '../../console/screens/review/read-preview.ts';
import { CODES } from '../../shared/contracts/codes/codes.ts';
import { defaultPolicies } from '../../shared/contracts/policies.ts';
import type { RunFigures } from '../../shared/contracts/support/customers.ts';
import type { TenantView } from '../../shared/contracts/support/tenant-view.ts';
import { judgeCode, judgeCustomer } from '../../shared/contracts/whose-turn.ts';

const AT = '2026-11-08T03:00:00Z';

const tenantWith = (standing: TenantView['standing']): TenantView => ({
  id: 'acme',
  name: 'Acme',
  status: 'active',
  company: { id: 1, name: 'Acme' },
  eligibility: { mode: 'everyone' },
  policies: { ...defaultPolicies(), language: 'nl' },
  personioUrl: 'https://api.personio.de/v1',
  alleoUrl: 'https://alleo.example',
  createdAt: AT,
  overdue: false,
  standing,
});

describe('the next step of a customer', () => {
  const facts = { id: 'acme', createdAt: AT, activatedAt: AT, lastCompleteAt: AT };
  const left = { at: AT, held: {}, open: { count: 0, codes: {} }, setAside: 0, unsent: 0 };
  const judge = (more: object) => judgeCustomer({ ...facts, status: 'active', left, ...more }, new Date(AT));
  const next = (more: object) => findNext({ standing: judge(more), policies: { language: 'nl' } });

  it.each([
    ['/customers/acme/review', { status: 'pending' }],
    ['/customers/acme/review', { left: { ...left, held: { TOO_MANY_DEACTIVATIONS: 6 } } }],
    ['/customers/acme', { status: 'paused' }],
    ['/customers/acme', { lastCompleteAt: '2026-11-06T00:00:00Z' }],
    ['/customers/acme/credentials', { deliveryFlag: { code: 'ALLEO_CREDENTIALS_REFUSED', since: AT } }],
    ['/customers/acme/issues#letter', { flag: { code: 'CREDENTIALS_REFUSED', since: AT } }],
    ['/customers/acme/restore', { flag: { code: 'SECRET_MISSING', since: AT } }],
    ['/customers/acme/restore', { flag: { code: 'MEMORY_KEY_CHANGED', since: AT } }],
    ['/customers/acme/restore', { deliveryFlag: { code: 'SECRET_INVALID', since: AT } }],
  ])('is %s', (path, more) => {
    expect(next(more).page?.path).toBe(path);
  });

  it('is the letter first where the customer has to act, then what is done with the answer', () => {
    const { sentence } = next({ flag: { code: 'CREDENTIALS_REFUSED', since: AT } });
    expect(sentence).toBe(
      'Write to the customer first: `personio-sync issues acme --letter nl`. When the answer has come: `personio-sync credentials rotate acme`.',
    );
    expect(textOf(linkCommands(sentence))).toMatch(
      /href="\/customers\/acme\/issues#letter".*href="\/customers\/acme\/credentials"/,
    );
  });

  it('is said by `status` in the same words', () => {
    for (const code of Object.keys(CODES)) {
      const standing = judge({ flag: { code, since: AT } });
      const said = renderTenant(tenantWith(standing)).replaceAll(/\s+/g, ' ');
      const { sentence } = findNext({ standing, policies: { language: 'nl' } });
      expect(said, code).toContain(standing.command === null ? 'In sync?' : sentence);
    }
  });

  it('is none where nobody has to do anything', () => {
    expect(next({})).toEqual({ sentence: '', page: undefined });
    expect(next({ left: undefined }).page).toBeUndefined();
  });

  it('is a page for whatever the codes say is to be typed, by the customer as by its code', () => {
    for (const code of Object.keys(CODES)) {
      const standing = judge({ flag: { code, since: AT } });
      const { page } = findNext({ standing, policies: { language: 'nl' } });
      if (standing.command !== null) expect(page, `${code}: ${standing.command}`).toBeDefined();
      expect(judgeCode(code, 'acme'), code).toEqual({ state: standing.state, code, command: standing.command });
    }
  });
});

describe('a command in a text', () => {
  it.each([
    ['See `personio-sync preview acme`.', '/customers/acme/review'],
    ['See `npx --no -- personio-sync --stage prod tenant set acme --set missingDays=5`.', '/customers/acme/settings'],
    ['then `personio-sync credentials rotate acme`', '/customers/acme/credentials'],
    ['then `personio-sync credentials restore acme`', '/customers/acme/restore'],
    ['`personio-sync tenant message acme`', '/customers/acme/message'],
    ['`personio-sync verify acme` compares', '/customers/acme/verify'],
    ['`personio-sync resend acme --lost` shows it', '/customers/acme/lost'],
    ['`personio-sync resend acme 1001` does it', '/customers/acme/person'],
    ['`requeue acme` asks for it', '/customers/acme'],
    ['`personio-sync tenant list` shows all', '/'],
  ])('%s leads to its page', (text, path) => {
    expect(textOf(linkCommands(text))).toContain(`<a href="${path}"`);
  });

  it('that has no page, or is none, stays as it is, escaped', () => {
    expect(textOf(linkCommands('`aws sso login` <b>'))).toBe('<code>aws sso login</code> &lt;b&gt;');
    expect(textOf(linkCommands('`personio-sync preview "><img>`'))).not.toContain('<img');
    expect(textOf(linkCommands('`personio-sync preview ../../evil`'))).not.toContain('href');
  });
});

const run = (date: string, more: Partial<RunFigures> = {}): RunFigures => ({
  runId: date,
  date,
  startedAt: `${date}T03:00:00Z`,
  trigger: 'schedule',
  status: 'ok',
  code: null,
  listed: 10,
  missing: 0,
  mutations: {},
  held: {},
  open: { count: 0, codes: {} },
  employed: 9,
  issueCount: 0,
  ...more,
});

describe('figures', () => {
  const dates = listDays('2026-11-03', 3);

  it('of a day are what its runs sent, and what its last run holds and read', () => {
    const runs = [
      run('2026-11-03', {
        mutations: { activate: 1 },
        held: { deactivate: { count: 4, code: 'TOO_MANY_DEACTIVATIONS' } },
      }),
      run('2026-11-03', { mutations: { activate: 2, update: 1 }, employed: 5 }),
      run('2026-11-01', { status: 'failed', employed: 0 }),
    ];
    expect(dates).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
    expect(countDays(runs, dates)).toEqual([
      { date: '2026-11-01', employed: undefined, activated: 0, deactivated: 0, updated: 0, held: 0 },
      { date: '2026-11-02', employed: undefined, activated: 0, deactivated: 0, updated: 0, held: 0 },
      { date: '2026-11-03', employed: 9, activated: 3, deactivated: 0, updated: 1, held: 4 },
    ]);
    expect(textOf(drawStrip(runs, dates))).toContain('aria-label="1 day in order, 1 day stopped (Sun 1 Nov)"');
  });

  it('are drawn within the chart, whatever they are', () => {
    expect([0, 1, 3, 7, 12, 480, 10_001].map(roundUp)).toEqual([1, 1, 5, 10, 20, 500, 20_000]);
    for (const runs of [[], [run('2026-11-02')], dates.map((date) => run(date, { mutations: { update: 200_000 } }))]) {
      const chart = textOf(drawChart(countDays(runs, dates)));
      expect(chart).not.toMatch(/NaN|Infinity|undefined/);
      for (const [, height] of chart.matchAll(/ height="([\d.]+)"/g)) expect(Number(height)).toBeLessThanOrEqual(80);
    }
  });
});

describe('a plan', () => {
  const preview = (people: Preview['people'], tenantStatus: Preview['tenantStatus'] = 'active') =>
    ({ people, tenantStatus }) as Preview;

  it('is grouped by what happens and why, what is held first; the same person stands under each', () => {
    const { held, goes, stays } = groupPeople(
      preview([
        {
          employeeId: '1',
          action: 'hold',
          reason: 'STATUS_INACTIVE',
          holds: [{ kind: 'deactivate', code: 'TOO_MANY_DEACTIVATIONS' }],
        },
        {
          employeeId: '2',
          action: 'activate',
          reason: 'EMPLOYED',
          holds: [{ kind: 'set-monthly-budget', code: 'BUDGET_ABOVE_CEILING', amount: '5000.5', attribute: 'a' }],
        },
        { employeeId: '3', action: 'none', reason: 'EMPLOYED' },
      ]),
    );
    expect(held.map(({ title }) => title)).toEqual(['1 person loses access', '1 person gets a monthly budget']);
    expect(goes.map(({ title, people }) => [title, people.length])).toEqual([['1 person gets access', 1]]);
    expect(stays.map(({ employeeId }) => employeeId)).toEqual(['3']);
  });

  it('of a first activation shows apart whose account stands in the way, and who is left out', () => {
    const { exceptions, goes } = groupPeople(
      preview(
        [
          {
            employeeId: '1',
            action: 'activate',
            reason: 'EMPLOYED',
            account: 'conflict',
            accountCode: 'ACCOUNT_OF_ANOTHER',
          },
          { employeeId: '2', action: 'none', reason: 'MISSING_EMAIL' },
          { employeeId: '3', action: 'activate', reason: 'EMPLOYED', account: 'create' },
        ],
        'pending',
      ),
    );
    expect(exceptions.map(({ title }) => title)).toEqual(['1 × an account in Alleo stands in the way', '1 left out']);
    expect(goes.map(({ people }) => people.map(({ employeeId }) => employeeId))).toEqual([['3']]);
  });

  it('counts only whom an approval lets out, and adds money as decimal text', () => {
    const several = {
      kind: 'set-monthly-budget' as const,
      code: 'SEVERAL_MONTHLY_BUDGETS',
      amount: '0.10',
      attribute: 'a',
    };
    const above = { kind: 'set-monthly-budget' as const, code: 'BUDGET_ABOVE_CEILING', amount: '0.2', attribute: 'b' };
    const people = [
      { employeeId: '1', action: 'hold' as const, reason: 'EMPLOYED', holds: [several] },
      { employeeId: '2', action: 'hold' as const, reason: 'EMPLOYED', holds: [several, above] },
    ];
    expect(listReleased(people).map(({ employeeId }) => employeeId)).toEqual(['2']);
    expect(sumHeld(people).get('set-monthly-budget')).toBe('0.40');
  });
});
