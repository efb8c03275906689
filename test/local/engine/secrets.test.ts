import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../local/engine/start-engine.ts';
import { secretsClient } from './engine-clients.ts';

/** What the contract leaves out: finer refusals, and what takes days. */
describe('embedded Secrets Manager', () => {
  const DAY_MS = 24 * 60 * 60_000;
  let engine: Engine;
  let client: SecretsManagerClient;
  let ahead = 0;

  beforeAll(async () => {
    engine = await startEngine({ clock: () => Date.now() + ahead });
    client = secretsClient(engine.endpointUrl);
  });
  afterAll(async () => {
    client.destroy();
    await engine.close();
  });

  const create = async () => {
    const Name = `test/${randomUUID()}`;
    const { ARN = '', VersionId = '' } = await client.send(new CreateSecretCommand({ Name, SecretString: '1' }));
    return { Name, ARN, VersionId };
  };
  const move = (SecretId: string, change: { MoveToVersionId?: string; RemoveFromVersionId?: string }) =>
    client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', ...change }));

  it('makes the first value of an empty secret current, whatever it is labelled', async () => {
    const Name = `test/${randomUUID()}`;
    await client.send(new CreateSecretCommand({ Name, Description: 'empty' }));
    await expect(client.send(new GetSecretValueCommand({ SecretId: Name }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString: 'x', VersionStages: ['AWSPENDING'] }));
    const { VersionStages } = await client.send(new GetSecretValueCommand({ SecretId: Name }));
    expect(VersionStages).toEqual(['AWSPENDING', 'AWSCURRENT']);
  });

  it('keeps bytes as bytes, and refuses a value that is both or nothing', async () => {
    const { Name } = await create();
    const SecretBinary = new Uint8Array([0, 255, 7]);
    await client.send(new PutSecretValueCommand({ SecretId: Name, SecretBinary }));
    const read = await client.send(new GetSecretValueCommand({ SecretId: Name }));
    expect([...(read.SecretBinary ?? [])]).toEqual([0, 255, 7]);
    for (const value of [{}, { SecretBinary, SecretString: 'x' }]) {
      await expect(client.send(new PutSecretValueCommand({ SecretId: Name, ...value }))).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    }
  });

  it('moves AWSCURRENT back, only from the version named, and never takes it away', async () => {
    const { Name, VersionId: first } = await create();
    const put = new PutSecretValueCommand({ SecretId: Name, SecretString: '2' });
    const { VersionId: second = '' } = await client.send(put);
    const invalid = { name: 'InvalidParameterException' };
    await expect(move(Name, { MoveToVersionId: first })).rejects.toMatchObject(invalid);
    await expect(move(Name, { MoveToVersionId: first, RemoveFromVersionId: first })).rejects.toMatchObject(invalid);
    await expect(move(Name, { RemoveFromVersionId: second })).rejects.toMatchObject(invalid);
    await expect(move(Name, { MoveToVersionId: 'none', RemoveFromVersionId: second })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await move(Name, { MoveToVersionId: first, RemoveFromVersionId: second });
    const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: Name }));
    expect(VersionIdsToStages).toEqual({ [first]: ['AWSCURRENT'], [second]: ['AWSPREVIOUS'] });
  });

  it('holds a secret to be deleted until its recovery window ends', async () => {
    const { Name } = await create();
    await client.send(new DeleteSecretCommand({ SecretId: Name, RecoveryWindowInDays: 7 }));
    const again = new CreateSecretCommand({ Name, SecretString: '2' });
    await expect(client.send(new GetSecretValueCommand({ SecretId: Name }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    });
    await expect(client.send(again)).rejects.toMatchObject({ name: 'InvalidRequestException' });
    ahead += 7 * DAY_MS;
    await client.send(again);
  });

  it('gives a secret made again under a name another ARN', async () => {
    const { Name, ARN } = await create();
    const remove = new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true });
    await client.send(remove);
    expect(await client.send(remove)).toMatchObject({ Name });
    const again = await client.send(new CreateSecretCommand({ Name, SecretString: '2' }));
    expect(again.ARN).not.toBe(ARN);
    await expect(client.send(new GetSecretValueCommand({ SecretId: ARN }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('lists in pages', async () => {
    const prefix = `page/${randomUUID()}`;
    for (const number of [1, 2, 3]) {
      await client.send(new CreateSecretCommand({ Name: `${prefix}/${number}`, SecretString: 'x' }));
    }
    const request = { Filters: [{ Key: 'name' as const, Values: [prefix] }], MaxResults: 2 };
    const first = await client.send(new ListSecretsCommand(request));
    const second = await client.send(new ListSecretsCommand({ ...request, NextToken: first.NextToken }));
    expect(first.SecretList?.map(({ Name }) => Name)).toEqual([`${prefix}/1`, `${prefix}/2`]);
    expect(second.SecretList?.map(({ Name }) => Name)).toEqual([`${prefix}/3`]);
    expect(second.NextToken).toBeUndefined();
  });

  it('names the action that it does not serve, and never a value', async () => {
    await expect(client.send(new GetRandomPasswordCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('GetRandomPassword'),
    });
    const { Name } = await create();
    const tooLong = new PutSecretValueCommand({ SecretId: Name, SecretString: 'hunter2'.repeat(10_000) });
    await expect(client.send(tooLong)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(/^(?!.*hunter2).*SecretString/),
    });
  });
});
