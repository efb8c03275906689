import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openSort } from '../../../shared/adapters/dynamodb/keys.ts';
import { TenantSecretSchema } from '../../../shared/contracts/credentials.ts';
import { LIMIT_WORDS, LIMITS } from '../../../shared/contracts/limits.ts';
import { defaultPolicies, PoliciesSchema } from '../../../shared/contracts/policies.ts';
import {
  CalendarDateSchema,
  MAX_CATEGORY_BYTES,
  MoneySchema,
  TenantIdSchema,
} from '../../../shared/contracts/primitives.ts';
import { renderContracts } from '../../../shared/contracts/render-contracts.ts';
import { TenantMessageSchema } from '../../../shared/contracts/tenant-message.ts';
import { UserMutationSchema } from '../../../shared/contracts/user-mutation.ts';
import { grantStream, monthlyStream } from '../../../shared/core/ground/streams.ts';

const folder = new URL('../../../docs/contracts/', import.meta.url);

describe('the documents in docs/contracts', () => {
  it('are what the contracts say today; `npm run schemas` writes them', async () => {
    const rendered = renderContracts();
    expect((await readdir(folder)).sort()).toEqual([...rendered.keys()].sort());
    for (const [name, text] of rendered) expect(await readFile(new URL(name, folder), 'utf8')).toBe(text);
  });
});

describe('policies', () => {
  it('have the defaults of the table', () => {
    expect(defaultPolicies()).toEqual({
      timeZone: 'Europe/Amsterdam',
      language: 'en',
      currency: 'EUR',
      onLeave: 'keep',
      missingDays: 3,
      onBudgetCleared: 'keep',
      onOneOffChanged: 'hold',
      rearmDays: 7,
      maxMonthlyBudget: '1000.00',
      maxOneOffBudget: '5000.00',
      limits: 'normal',
      deactivateFloor: 3,
      deactivatePercent: 10,
      deactivateWeekFloor: 5,
      deactivateWeekPercent: 20,
      activateFloor: 10,
      activatePercent: 20,
      updateFloor: 20,
      updatePercent: 50,
      moneyFactor: 2,
      moneyFloor: '1000.00',
    });
  });

  it('have three words for the limits, of which each lets out more than the one before', () => {
    const [careful, normal, generous] = LIMIT_WORDS.map((limits) =>
      PoliciesSchema.parse({ limits, ...LIMITS[limits] }),
    );
    const names = Object.keys(LIMITS.normal) as (keyof typeof LIMITS.normal)[];
    const atOdds = names.filter(
      (name) =>
        !(Number(careful?.[name]) < Number(normal?.[name]) && Number(normal?.[name]) < Number(generous?.[name])),
    );
    expect(atOdds).toEqual([]);
  });

  const bounds: [string, number, number][] = [
    ['missingDays', 1, 30],
    ['rearmDays', 0, 90],
    ['deactivateFloor', 0, 1000],
    ['deactivatePercent', 0, 100],
    ['deactivateWeekFloor', 0, 1000],
    ['deactivateWeekPercent', 0, 100],
    ['activateFloor', 0, 1000],
    ['activatePercent', 0, 100],
    ['updateFloor', 0, 1000],
    ['updatePercent', 0, 100],
    ['moneyFactor', 1, 100],
  ];
  it.each(bounds)('%s is a whole number from %i to %i', (name, from, to) => {
    const ok = (value: unknown) => PoliciesSchema.safeParse({ [name]: value }).success;
    expect([from, to].map(ok)).toEqual([true, true]);
    expect([from - 1, to + 1, from + 0.5, String(from), null].map(ok)).toEqual([false, false, false, false, false]);
  });

  it.each([
    ['timeZone', ['Europe/Berlin', 'UTC', 'America/New_York'], ['Amsterdam', 'CET+1', '', 4]],
    ['language', ['en', 'nl', 'de', 'fr'], ['EN', 'english', '', 'e']],
    ['currency', ['EUR', 'USD', 'SEK'], ['eur', 'EURO', 'ZZZ', '']],
    ['onLeave', ['in', 'keep', 'out'], ['yes', '']],
    ['onBudgetCleared', ['keep', 'remove'], ['clear']],
    ['onOneOffChanged', ['hold', 'grant'], ['keep']],
    ['maxMonthlyBudget', ['0', '1000.00', '999999999'], ['-1', '1.001', '1e3', 1000, '1,000.00']],
    ['maxOneOffBudget', ['0', '5000.5'], ['-1', '']],
    ['moneyFloor', ['0', '1000.00'], ['-1', 'x']],
  ] as [string, unknown[], unknown[]][])('%s is checked', (name, good, bad) => {
    const ok = (value: unknown) => PoliciesSchema.safeParse({ [name]: value }).success;
    expect(good.filter((value) => !ok(value))).toEqual([]);
    expect(bad.filter(ok)).toEqual([]);
  });

  it('an unknown one is refused', () => {
    expect(PoliciesSchema.safeParse({ missingDay: 3 }).success).toBe(false);
  });
});

describe('primitives', () => {
  it('dates, amounts and ids are what they say', () => {
    expect(CalendarDateSchema.safeParse('2026-02-29').success).toBe(false);
    expect(MoneySchema.safeParse('12.345').success).toBe(false);
    expect(['acme', 'a', 'acme-2', '0'.repeat(40)].filter((id) => !TenantIdSchema.safeParse(id).success)).toEqual([]);
    const bad = ['', 'Acme', '-acme', 'acme-', 'a b', 'a#b', 'x'.repeat(41)];
    expect(bad.filter((id) => TenantIdSchema.safeParse(id).success)).toEqual([]);
  });
});

describe('messages', () => {
  const message = {
    version: 1,
    tenantId: 'acme',
    registration: '01JDWQ0000000000000000000A',
    trigger: 'schedule',
    requestedAt: '2026-12-01T03:00:00.000Z',
  };
  const mutation = {
    specversion: '1.0',
    id: 'x',
    source: '/personio-sync',
    type: 'co.alleo.user.deactivate',
    subject: '1',
    time: '2026-12-01T03:00:00.000Z',
    datacontenttype: 'application/json',
    tenantid: 'acme',
    data: {
      kind: 'deactivate',
      external_id: '1',
      sequence: 5,
      company_id: 7,
      registration: '01JDWQ0000000000000000000A',
      reason: 'STATUS_INACTIVE',
      profile: { external_id: '1' },
      changed: [],
    },
  };

  it('may carry unknown fields, and may not lack known ones', () => {
    expect(TenantMessageSchema.safeParse({ ...message, later: true }).success).toBe(true);
    expect(
      UserMutationSchema.safeParse({ ...mutation, later: true, data: { ...mutation.data, later: 1 } }).success,
    ).toBe(true);
    for (const name of Object.keys(message)) {
      expect(TenantMessageSchema.safeParse({ ...message, [name]: undefined }).success).toBe(false);
    }
    for (const name of Object.keys(mutation)) {
      expect(UserMutationSchema.safeParse({ ...mutation, [name]: undefined }).success).toBe(false);
    }
    for (const name of Object.keys(mutation.data)) {
      expect(UserMutationSchema.safeParse({ ...mutation, data: { ...mutation.data, [name]: undefined } }).success).toBe(
        false,
      );
    }
  });

  it.each([
    [
      'external_id',
      ['1', '0', '123456789012345678'],
      ['', '1#x', ' 1', '1\n', '-1', '1.0', '1'.repeat(19), '١', '😀'.repeat(400)],
    ],
    [
      'category',
      ['all', 'a#b:c', 'é', '😀'.repeat(225)],
      ['', 'x'.repeat(3000), 'x'.repeat(901), '😀'.repeat(226), 'é'.repeat(451)],
    ],
    ['currency', ['EUR'], ['eur', 'EU', '€€€', '😀e', 'EURO']],
  ])('take of %s what the table takes, and nothing else', (name, good, bad) => {
    const money = { ...mutation.data, kind: 'set-monthly-budget', category: 'all', amount: '1', currency: 'EUR' };
    const ok = (value: string) =>
      UserMutationSchema.safeParse({ ...mutation, data: { ...money, [name]: value } }).success;
    expect(good.filter((value) => !ok(value))).toEqual([]);
    expect(bad.filter(ok)).toEqual([]);
    const subjects = name === 'external_id' ? bad : [];
    expect(subjects.filter((subject) => UserMutationSchema.safeParse({ ...mutation, subject }).success)).toEqual([]);
  });

  it('name nothing that makes a key longer than 1,024 bytes', () => {
    const widest = '9'.repeat(18);
    const categories = ['x'.repeat(MAX_CATEGORY_BYTES), '😀'.repeat(MAX_CATEGORY_BYTES / 4)];
    for (const category of categories) {
      for (const stream of [monthlyStream(category), grantStream(category, Number.MAX_SAFE_INTEGER)]) {
        expect(Buffer.byteLength(openSort(widest, stream))).toBeLessThanOrEqual(1_024);
      }
    }
  });

  it("carry no date: a run's date is the clock's", () => {
    expect(Object.keys(TenantMessageSchema.shape)).not.toContain('date');
  });

  it('a tenant secret names its missing field', () => {
    const parsed = TenantSecretSchema.safeParse({
      personio: { clientId: 'a' },
      fingerprintKey: Buffer.alloc(32).toString('base64'),
    });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['personio.clientSecret']);
  });
});
