import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../local/engine/start-engine.ts';
import { secretsClient } from './engine-clients.ts';

/** What the contract leaves out: what is the engine's own, and what takes days. */
describe('embedded Secrets Manager', () => {
  const DAY_MS = 24 * 60 * 60_000;
  let engine: Engine;
  let client: SecretsManagerClient;
  let ahead = 0;

  beforeAll(async () => {
    engine = await startEngine({ clock: () => Date.now() + ahead });
    client = secretsClient(engine);
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
