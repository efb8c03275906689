import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { startAlleoSimulator } from '../../../../local/simulators/alleo/start.ts';
import { startPersonioSimulator } from '../../../../local/simulators/personio/start.ts';
import { createTenantSecrets } from '../../../../shared/adapters/secrets/tenant-secrets.ts';
import { LIMITS } from '../../../../shared/contracts/limits.ts';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';

const companies = [
  { id: 1, name: 'Noordzee' },
  { id: 2, name: 'Zuidzee' },
  { id: 31, name: 'Noordzee' },
];
const ALLEO = { accessKey: 'access', secretKey: 'secret' };

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }], alleo: { companies } });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const set = (changes: object) =>
  askSupport(pipeline.local, 'test', { operation: 'tenant-set', tenantId: 'acme', ...changes });

async function readSecret() {
  const tenant = await pipeline.local.directory.readTenant('acme');
  const { secrets: client } = pipeline.local.clients;
  return createTenantSecrets({ client, stage: 'local' }).readSecret('acme', tenant?.secretArn ?? '');
}

async function goLive(): Promise<void> {
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

describe('tenant set', () => {
  it('changes name, selection and policies, and says what changed', async () => {
    const answer = await set({ name: 'Acme BV', eligibility: 'Alleo', policies: { missingDays: '5', onLeave: 'in' } });
    expect(answer.changed).toEqual(['name', 'eligibility', 'onLeave', 'missingDays']);
    expect(answer.changes.map(({ name, from, to }) => `${name}: ${from} → ${to}`)).toEqual([
      'name: Acme → Acme BV',
      'eligibility: none → Alleo',
      'onLeave: keep → in',
      'missingDays: 3 → 5',
    ]);
    expect(await pipeline.local.directory.readTenant('acme')).toMatchObject({
      name: 'Acme BV',
      eligibility: { mode: 'attribute', label: 'Alleo' },
      policies: { missingDays: 5, onLeave: 'in', rearmDays: 7 },
    });
    expect((await set({ name: 'Acme BV' })).changed).toEqual([]);
  });

  it('takes one word for all limits, in whatever order, and numbers beside it', async () => {
    const policiesNow = async () => (await pipeline.local.directory.readTenant('acme'))?.policies;
    const told = async (policies: object) =>
      (await set({ policies })).changes.map(({ name, from, to }) => `${name}: ${from} → ${to}`);
    expect(await told({ updateFloor: '11', limits: 'careful' })).toEqual([
      'limits: normal → careful',
      'updateFloor: 20 → 11',
    ]);
    expect(await policiesNow()).toMatchObject({ ...LIMITS.careful, limits: 'careful', updateFloor: 11 });
    expect(await told({ updateFloor: '10' })).toEqual(['updateFloor: 11 → 10']);
    expect(await told({ limits: 'normal' })).toEqual(['limits: careful → normal']);
    expect(await policiesNow()).toEqual(defaultPolicies());
  });

  it.each([
    [{ mising: '5' }, 'POLICY_UNKNOWN', /missingDays/],
    [{ missingdays: '5' }, 'POLICY_UNKNOWN', /missingDays/],
    [{ missingDays: '31' }, 'POLICY_INVALID', /1 to 30/],
    [{ missingDays: 'many' }, 'POLICY_INVALID', /1 to 30/],
    [{ maxMonthlyBudget: '-5' }, 'POLICY_INVALID', /amount like/],
    [{ timeZone: 'Amsterdam' }, 'POLICY_INVALID', /IANA/],
    [{ onLeave: 'maybe' }, 'POLICY_INVALID', /in, keep or out/],
    [{ limits: 'none' }, 'POLICY_INVALID', /careful, normal or generous/],
  ])('refuses the policy %j with %s', async (policies, code, told) => {
    const before = await pipeline.local.directory.readTenant('acme');
    const refused = await set({ policies }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ problem: { kind: 'usage', code } });
    expect(JSON.stringify(refused)).toMatch(told);
    expect(await pipeline.local.directory.readTenant('acme')).toEqual(before);
  });

  it('keeps the company of a customer who waits again and to whom a part of a lapsed release was sent', async () => {
    await goLive();
    const { directory } = pipeline.local;
    const tenant = await directory.readTenant('acme');
    const waiting = { status: 'pending', activatedAt: undefined } as const;
    await directory.updateTenant('acme', tenant?.registration ?? '', waiting);
    await expect(set({ companyId: 2 })).rejects.toMatchObject({ problem: { code: 'COMPANY_FIXED' } });
  });

  it('changes the company before activation, and not after', async () => {
    expect(await set({ companyId: 2 })).toMatchObject({
      changed: ['company'],
      tenant: { company: { id: 2, name: 'Zuidzee' } },
    });
    await set({ companyId: 1 });
    await goLive();
    for (const companyId of [2, 31]) {
      await expect(set({ companyId })).rejects.toMatchObject({ problem: { kind: 'failed', code: 'COMPANY_FIXED' } });
    }
    expect((await set({ companyId: 1, name: 'Acme BV' })).changed).toEqual(['name']);
  });

  it('refuses a company that is not there, naming the nearest, and one that another tenant has', async () => {
    await expect(set({ companyId: 12 })).rejects.toMatchObject({
      problem: {
        code: 'COMPANY_UNKNOWN',
        hint: expect.stringMatching(/1 \(Noordzee\), 2 \(Zuidzee\)|2 \(Zuidzee\), 1 \(Noordzee\)/),
      },
    });
    await pipeline.addTenant({ id: 'other', name: 'Other', companyId: 2 });
    await expect(set({ companyId: 2 })).rejects.toMatchObject({ problem: { code: 'COMPANY_TAKEN' } });
  });

  it('needs a new pair with a new Personio URL, which is probed; the old pair never meets the new URL', async () => {
    await goLive();
    const personio = await startPersonioSimulator({
      credentials: [{ clientId: 'moved', clientSecret: 'moved' }],
      people: [{ id: 1 }, { id: 2 }],
    });
    try {
      const { url: personioUrl } = personio;
      const { fingerprintKey } = await readSecret();
      await expect(set({ personioUrl })).rejects.toMatchObject({
        problem: { kind: 'usage', code: 'CREDENTIALS_NEEDED' },
      });
      expect(personio.totalRequests).toBe(0);
      const wrong = { personio: { clientId: 'client', clientSecret: 'wrong' } };
      await expect(set({ personioUrl, credentials: wrong })).rejects.toMatchObject({
        problem: { code: 'CREDENTIALS_REFUSED' },
      });
      const credentials = { personio: { clientId: 'moved', clientSecret: 'moved' } };
      expect((await set({ personioUrl, credentials })).changed).toEqual(['personioUrl']);
      expect(await readSecret()).toEqual({ version: 1, ...credentials, alleo: ALLEO, fingerprintKey });
      expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ status: 'ok', mutations: {} });
    } finally {
      await personio.close();
    }
  });

  it('refuses a new Personio URL that shows another account', async () => {
    await goLive();
    const pair = { clientId: 'moved', clientSecret: 'moved' };
    const personio = await startPersonioSimulator({ credentials: [pair], people: [{ id: 8 }, { id: 9 }] });
    try {
      await expect(set({ personioUrl: personio.url, credentials: { personio: pair } })).rejects.toMatchObject({
        problem: { code: 'ACCOUNT_MISMATCH' },
      });
      expect((await readSecret()).personio.clientId).toBe('client');
    } finally {
      await personio.close();
    }
  });

  it('reads a customer whose addresses an earlier release stored as they were typed, and brings them to one spelling', async () => {
    const { directory } = pipeline.local;
    const [personioUrl, alleoUrl] = [pipeline.personio.url, pipeline.alleo.url];
    const typed = { personioUrl: `${personioUrl}/x/..`, alleoUrl: alleoUrl.replace('/customer', '/./customer') };
    await goLive();
    const { registration = '' } = (await directory.readTenant('acme')) ?? {};
    const store = () => directory.updateTenant('acme', registration, typed);
    await store();
    pipeline.personio.change(1, { lastName: 'Visser' });
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ status: 'ok', mutations: { update: 1 } });
    expect([...(pipeline.alleo.companies.get(1)?.employees.values() ?? [])].map((one) => one.last_name)).toContain(
      'Visser',
    );
    expect(await directory.readTenant('acme')).toMatchObject(typed);
    for (const change of [{ name: 'Acme B.V.' }, { personioUrl, alleoUrl }, { alleoUrl: typed.alleoUrl }]) {
      await store();
      const { changed, tenant } = await set(change);
      expect(changed).toEqual('name' in change ? ['name'] : []);
      expect(tenant).toMatchObject({ personioUrl, alleoUrl });
      expect(await directory.readTenant('acme')).toMatchObject({ personioUrl, alleoUrl });
    }
    await store();
    const pause = await askSupport(pipeline.local, 'test', { operation: 'tenant-pause', tenantId: 'acme' });
    expect(pause).toMatchObject({ tenant: { personioUrl, alleoUrl } });
    expect(await directory.readTenant('acme')).toMatchObject({ personioUrl, alleoUrl, status: 'paused' });
  });

  it('never sends the stored Alleo pair to a new Alleo URL', async () => {
    await goLive();
    const alleo = await startAlleoSimulator({ companies });
    try {
      await expect(set({ alleoUrl: alleo.url })).rejects.toMatchObject({
        problem: { code: 'ALLEO_CREDENTIALS_MISSING' },
      });
      expect(alleo.totalRequests).toBe(0);
      expect((await set({ alleoUrl: alleo.url, credentials: { alleo: ALLEO } })).changed).toEqual(['alleoUrl']);
      expect((await readSecret()).personio.clientId).toBe('client');
    } finally {
      await alleo.close();
    }
  });

  it('refuses an Alleo URL under which an activated customer would become another company', async () => {
    await goLive();
    const alleo = await startAlleoSimulator({ companies: [{ id: 1, name: 'Somebody else' }] });
    try {
      await expect(set({ alleoUrl: alleo.url, credentials: { alleo: ALLEO } })).rejects.toMatchObject({
        problem: { code: 'COMPANY_FIXED' },
      });
    } finally {
      await alleo.close();
    }
  });

  it('refuses credentials without a new URL, and an address that is not allowed', async () => {
    const credentials = { personio: { clientId: 'a', clientSecret: 'b' } };
    await expect(set({ credentials })).rejects.toMatchObject({
      problem: {
        kind: 'usage',
        code: 'CREDENTIALS_NOT_NEEDED',
        hint: expect.stringContaining('credentials rotate acme'),
      },
    });
    for (const personioUrl of ['https://example.com/v1', 'http://api.personio.de/v1', `${pipeline.personio.url}/v2`]) {
      await expect(set({ personioUrl, credentials })).rejects.toMatchObject({
        problem: { kind: 'usage', code: 'URL_NOT_ALLOWED' },
      });
    }
  });
});
