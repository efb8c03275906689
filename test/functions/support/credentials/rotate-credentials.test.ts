import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { createTenantSecrets } from '../../../../shared/adapters/secrets/tenant-secrets.ts';
import type { TenantSecret } from '../../../../shared/contracts/credentials.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';

const OLD = { clientId: 'client', clientSecret: 'secret' };
const NEW = { clientId: 'new-client', clientSecret: 'new-secret' };
const ALLEO = { accessKey: 'access', secretKey: 'secret' };
const people = Array.from({ length: 6 }, (_, n) => ({
  id: n + 1,
  birthday: '1990-02-03',
  custom: { alleo_monthly_all_budget: 50 },
}));

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const rotate = (credentials: object = { personio: NEW }) =>
  askSupport(pipeline.local, 'test', { operation: 'credentials-rotate', tenantId: 'acme', credentials });

async function readSecret(): Promise<TenantSecret> {
  const tenant = await pipeline.local.directory.readTenant('acme');
  const { secrets: client } = pipeline.local.clients;
  return createTenantSecrets({ client, stage: 'local' }).readSecret('acme', tenant?.secretArn ?? '');
}

async function goLive(): Promise<void> {
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

describe('credentials rotate', () => {
  it('uses the new pair from then on, keeps the key of the memory, and asks for a run', async () => {
    await goLive();
    const { fingerprintKey } = await readSecret();
    pipeline.personio.account.setCredentials([OLD, NEW]);
    expect(await rotate()).toEqual({ tenantId: 'acme', rotated: true, people: 6, queued: true });
    expect(await readSecret()).toEqual({ version: 1, personio: NEW, alleo: ALLEO, fingerprintKey });
    pipeline.personio.account.setCredentials([NEW]);
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ status: 'ok', mutations: {} });
  });

  it('refuses a pair that Personio refuses; the current one goes on working', async () => {
    await goLive();
    const before = await readSecret();
    await expect(rotate()).rejects.toMatchObject({ problem: { code: 'CREDENTIALS_REFUSED' } });
    expect(await readSecret()).toEqual(before);
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ status: 'ok' });
  });

  it('refuses a pair of another account, told by the ids it shows', async () => {
    pipeline.personio.addAccount({ credentials: [NEW], people: Array.from({ length: 9 }, (_, n) => ({ id: 90 + n })) });
    const before = await readSecret();
    await expect(rotate()).rejects.toMatchObject({
      problem: { code: 'ACCOUNT_MISMATCH', message: expect.stringMatching(/of 6 known people it shows 0/) },
    });
    expect(await readSecret()).toEqual(before);
  });

  it('refuses a pair that shows fewer people of the same account', async () => {
    pipeline.personio.addAccount({ credentials: [NEW], people: people.slice(0, 5) });
    await expect(rotate()).rejects.toMatchObject({
      problem: { code: 'PEOPLE_NOT_SHOWN', message: expect.stringMatching(/5 of the 6/) },
    });
  });

  it('refuses a pair that lost an attribute, naming it as it is called in Personio', async () => {
    const before = await readSecret();
    for (const [unreadable, named] of [
      ['date_of_birth', 'birthday'],
      ['alleo_monthly_all_budget', 'alleo_monthly_all_budget'],
      ['hire_date', 'hire_date'],
    ] as const) {
      pipeline.personio.account.setCredentials([OLD, { ...NEW, unreadable: [unreadable] }]);
      await expect(rotate()).rejects.toMatchObject({
        problem: { code: 'ATTRIBUTE_LOST', message: expect.stringContaining(named) },
      });
    }
    expect(await readSecret()).toEqual(before);
  });

  it('is held against the memory where Personio refuses the current pair already', async () => {
    await goLive();
    pipeline.personio.account.setCredentials([{ ...NEW, unreadable: ['department'] }]);
    await expect(rotate()).rejects.toMatchObject({
      problem: { code: 'ATTRIBUTE_LOST', message: expect.stringContaining('department') },
    });
    pipeline.personio.account.setCredentials([NEW]);
    expect(await rotate()).toMatchObject({ people: 6 });
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ status: 'ok' });
  });

  it('is held against the memory also where it is another account', async () => {
    await goLive();
    pipeline.personio.account.setCredentials([]);
    pipeline.personio.addAccount({ credentials: [NEW], people: [{ id: 90 }, { id: 91 }] });
    await expect(rotate()).rejects.toMatchObject({ problem: { code: 'ACCOUNT_MISMATCH' } });
  });

  it('can be repeated wherever it was cut off: what is pending is stored anew, what is promoted stays', async () => {
    await goLive();
    const { fingerprintKey } = await readSecret();
    // Killed after the pending pair was stored: Personio does not answer the probe.
    pipeline.personio.account.setCredentials([OLD, NEW]);
    pipeline.personio.script = () => ({ status: 503, body: '' });
    await expect(rotate()).rejects.toMatchObject({ problem: { kind: 'failed' } });
    pipeline.personio.script = undefined;
    expect((await readSecret()).personio).toEqual(OLD);
    await rotate();
    expect(await rotate()).toMatchObject({ rotated: true });
    expect(await readSecret()).toEqual({ version: 1, personio: NEW, alleo: ALLEO, fingerprintKey });
  });

  it("changes Alleo's pair alone, and refuses one that Alleo refuses", async () => {
    const alleo = { accessKey: 'new-access', secretKey: 'new-secret' };
    await expect(rotate({ alleo })).rejects.toMatchObject({ problem: { code: 'ALLEO_CREDENTIALS_REFUSED' } });
    expect((await readSecret()).alleo).toEqual(ALLEO);
    pipeline.alleo.setCredentials([{ ...alleo, companies: [1] }]);
    pipeline.personio.clearLog();
    expect(await rotate({ alleo })).toEqual({ tenantId: 'acme', rotated: true, people: null, queued: false });
    expect(await readSecret()).toMatchObject({ personio: OLD, alleo });
    expect(pipeline.personio.totalRequests).toBe(0);
  });

  it('refuses an Alleo pair that does not show the company', async () => {
    const alleo = { accessKey: 'new-access', secretKey: 'new-secret' };
    pipeline.alleo.setCredentials([{ ...alleo, companies: [] }]);
    await expect(rotate({ alleo })).rejects.toMatchObject({ problem: { code: 'COMPANY_UNKNOWN' } });
  });

  it('refuses nothing at all', async () => {
    await expect(rotate({})).rejects.toMatchObject({ problem: { kind: 'usage', code: 'INVALID_REQUEST' } });
  });
});
