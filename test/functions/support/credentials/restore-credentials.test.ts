import { DeleteSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { LEASE, tenantPartition } from '../../../../shared/adapters/dynamodb/keys.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import { createFingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

const PAIRS = {
  personio: { clientId: 'client', clientSecret: 'secret' },
  alleo: { accessKey: 'access', secretKey: 'secret' },
};
const budgets = { alleo_monthly_all_budget: 50, alleo_oneoff_health_budget: 200 };
const PEOPLE = [
  { id: 1, department: 'Sales', birthday: '1990-02-03', custom: budgets },
  { id: 2, terminationDate: '2026-12-31', custom: budgets },
  { id: 3, department: 'No such group', email: 'Max.Capital@Example.COM', custom: budgets },
  { id: 4, status: 'inactive' },
  ...Array.from({ length: 4 }, (_, n) => ({ id: 5 + n, custom: budgets })),
];

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function goLive(): Promise<void> {
  const groups = [{ id: 7, name: 'sales' }];
  pipeline = await openPipeline({ people: PEOPLE, alleo: { companies: [{ id: 1, name: 'Acme', groups }] } });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  pipeline.personio.change(8, { status: 'inactive' });
  expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ mutations: { deactivate: 1 }, open: { count: 0 } });
}

const secrets = () => pipeline.local.clients.secrets();
const memory = () =>
  createMemory({ client: pipeline.local.clients.dynamodb, tableName: pipeline.local.env.sync.TABLE_NAME });

async function arn(): Promise<string> {
  return (await pipeline.local.directory.readTenant('acme'))?.secretArn ?? '';
}

async function keyId(): Promise<string> {
  const { SecretString = '' } = await secrets().send(new GetSecretValueCommand({ SecretId: await arn() }));
  return createFingerprints((JSON.parse(SecretString) as { fingerprintKey: string }).fingerprintKey).keyId;
}

async function deleteSecret(): Promise<void> {
  await secrets().send(new DeleteSecretCommand({ SecretId: await arn(), ForceDeleteWithoutRecovery: true }));
}

/** As if its time were over: nobody is there to give it back. */
async function dropLease(): Promise<void> {
  const TableName = pipeline.local.env.sync.TABLE_NAME;
  const Key = { pk: tenantPartition('acme'), sk: LEASE };
  await pipeline.local.clients.dynamodb().send(new DeleteCommand({ TableName, Key }));
}

const restore = () => desk.ask('credentials-restore', { credentials: PAIRS });

/** What Alleo has, and how many budgets were passed on, which no restoring may change. */
function stateOfAlleo() {
  const accounts = pipeline.alleo.companies.get(1)?.ordered ?? [];
  return { accounts: structuredClone(accounts), budgets: pipeline.bodiesOf('budgets').length };
}

/** Alleo does not know when somebody leaves: that is sent again. */
const WHEN_LEAVING = { update: 1 };

/** The day after goes as any other: nobody is activated, deactivated or paid, and a change still goes out. `wasSent`: a run may have sent it. */
async function expectOrdinaryDays(wasSent = false): Promise<void> {
  const before = stateOfAlleo();
  const { reports, earlier } = await pipeline.runDay('2026-11-05');
  expect(reports).toMatchObject([{ status: 'ok', open: { count: 0 } }]);
  const changes = [...earlier, ...reports].map(({ mutations }) => mutations);
  const expected = wasSent ? [[], [WHEN_LEAVING]] : [[WHEN_LEAVING]];
  expect(expected).toContainEqual(changes.filter((mutations) => Object.keys(mutations).length > 0));
  expect(stateOfAlleo()).toEqual(before);
  pipeline.personio.change(1, { lastName: 'Ünal', custom: { ...budgets, alleo_monthly_all_budget: 60 } });
  pipeline.personio.change(5, { status: 'inactive' });
  pipeline.personio.change(8, { status: 'active' });
  pipeline.personio.add({ id: 20, custom: budgets });
  expect(await pipeline.reportOf('2026-11-06')).toMatchObject({
    status: 'ok',
    mutations: {
      update: 1,
      deactivate: 1,
      activate: 2,
      // The new amount, the newcomer's, and that of whoever came back.
      'set-monthly-budget': 3,
      'grant-one-off-budget': 1,
    },
    open: { count: 0 },
  });
  expect(pipeline.alleo.companies.get(1)?.findByExternalId('1')).toMatchObject({ last_name: 'Ünal' });
  expect(await pipeline.reportOf('2026-11-07')).toMatchObject({ mutations: {} });
}

describe('credentials restore', () => {
  it('goes on after the secret was deleted: what is remembered stays, under a new key', async () => {
    await goLive();
    const before = stateOfAlleo();
    const oldArn = await arn();
    await deleteSecret();
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ status: 'failed', code: 'SECRET_MISSING' });
    expect(await restore()).toEqual({
      tenantId: 'acme',
      restored: true,
      people: 8,
      remembered: 7,
      uncertain: 0,
      queued: true,
    });
    expect(stateOfAlleo()).toEqual(before);
    const tenant = await pipeline.local.directory.readTenant('acme');
    expect(tenant?.secretArn).not.toBe(oldArn);
    expect(tenant?.flag).toBeUndefined();
    await expectOrdinaryDays();
  });

  it('goes on after the key was replaced in the secret, and then refuses to do it again', async () => {
    await goLive();
    const SecretString = JSON.stringify({
      version: 1,
      ...PAIRS,
      fingerprintKey: Buffer.alloc(32, 9).toString('base64'),
    });
    await secrets().send(new PutSecretValueCommand({ SecretId: await arn(), SecretString }));
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ status: 'failed', code: 'MEMORY_KEY_CHANGED' });
    const replaced = await keyId();
    await restore();
    expect(await keyId()).toBe(replaced);
    await expectOrdinaryDays();
    expect(await desk.problemOf('credentials-restore', { credentials: PAIRS })).toMatchObject({
      code: 'NOTHING_TO_RESTORE',
    });
  });

  it('says how a secret that is being deleted comes back with its key', async () => {
    await goLive();
    const secretId = await arn();
    await secrets().send(new DeleteSecretCommand({ SecretId: secretId, RecoveryWindowInDays: 7 }));
    expect(await desk.problemOf('credentials-restore', { credentials: PAIRS })).toMatchObject({
      code: 'SECRET_BEING_DELETED',
      hint: expect.stringContaining(`aws secretsmanager restore-secret --secret-id ${secretId}`),
    });
  });

  it("refuses another account's pair, and one that lost an attribute; nothing is made or changed", async () => {
    await goLive();
    await deleteSecret();
    const before = await memory().readMemory('acme');
    pipeline.personio.addAccount({
      credentials: [{ clientId: 'other', clientSecret: 'other' }],
      people: Array.from({ length: 9 }, (_, n) => ({ id: 90 + n })),
    });
    const other = { ...PAIRS, personio: { clientId: 'other', clientSecret: 'other' } };
    expect(await desk.problemOf('credentials-restore', { credentials: other })).toMatchObject({
      code: 'ACCOUNT_MISMATCH',
    });
    pipeline.personio.account.setCredentials([{ ...PAIRS.personio, unreadable: ['date_of_birth'] }]);
    expect(await desk.problemOf('credentials-restore', { credentials: PAIRS })).toMatchObject({
      code: 'ATTRIBUTE_LOST',
    });
    pipeline.personio.account.setCredentials([PAIRS.personio]);
    pipeline.alleo.setCredentials([
      { ...PAIRS.alleo, companies: [1] },
      { accessKey: 'other', secretKey: 'other', companies: [2] },
    ]);
    const elsewhere = { ...PAIRS, alleo: { accessKey: 'other', secretKey: 'other' } };
    expect(await desk.problemOf('credentials-restore', { credentials: elsewhere })).toMatchObject({
      code: 'COMPANY_UNKNOWN',
    });
    const refused = { ...PAIRS, alleo: { accessKey: 'no', secretKey: 'no' } };
    expect(await desk.problemOf('credentials-restore', { credentials: refused })).toMatchObject({
      code: 'ALLEO_CREDENTIALS_REFUSED',
    });
    expect(await memory().readMemory('acme')).toEqual(before);
    await expect(keyId()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('is refused while a run is at work', async () => {
    await goLive();
    await deleteSecret();
    const lease = await memory().takeLease('acme', 'a-run');
    expect(await desk.problemOf('credentials-restore', { credentials: PAIRS })).toMatchObject({ code: 'LEASE_TAKEN' });
    if (lease !== undefined) await memory().releaseLease(lease);
  });

  it.each(['CreateSecretCommand', 'UpdateItemCommand', 'TransactWriteItemsCommand', 'SendMessageBatchCommand'])(
    'killed by %s, before or after it: a run in between changes nobody, and asked for again it is done',
    async (command) => {
      await goLive();
      for (const when of ['before', 'after'] as const) {
        await deleteSecret();
        const cutOff = cutOffAt(command, when);
        await expect(restore()).rejects.toThrow();
        expect(cutOff.happened()).toBe(true);
        cutOff.end();
        await dropLease();
        const before = stateOfAlleo();
        await pipeline.runDay('2026-11-04');
        expect(stateOfAlleo()).toEqual(before);
        await restore().catch((error: unknown) => {
          // Nothing but the request for a run was left to do.
          expect(error).toMatchObject({ problem: { code: 'NOTHING_TO_RESTORE' } });
        });
        expect(stateOfAlleo()).toEqual(before);
        const { employees } = await memory().readMemory('acme');
        expect(new Set([...employees.values()].map((one) => one.keyId))).toEqual(new Set([await keyId()]));
      }
      await expectOrdinaryDays(true);
    },
  );
});

/** From the first command of this name on nothing reaches AWS any more, as if the process had been killed there. */
function cutOffAt(command: string, when: 'before' | 'after') {
  let [dead, over] = [false, false];
  const cut =
    <I extends object, O extends object>(next: (args: I) => Promise<O>, context: { readonly commandName?: string }) =>
    async (args: I): Promise<O> => {
      if (over) return next(args);
      if (dead) throw new Error('killed');
      if (context.commandName !== command) return next(args);
      dead = true;
      if (when === 'after') await next(args);
      throw new Error('killed');
    };
  const { dynamodb, secrets: secretsOf, sqs } = pipeline.local.clients;
  const first = { step: 'initialize', priority: 'high' } as const;
  dynamodb().middlewareStack.add(cut, first);
  secretsOf().middlewareStack.add(cut, first);
  sqs().middlewareStack.add(cut, first);
  return {
    happened: () => dead,
    end: () => {
      over = true;
    },
  };
}
