import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ListSecretsCommand,
  PutSecretValueCommand,
  type PutSecretValueCommandInput,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { contractRule } from './contract-rule.ts';

/** A Secrets Manager to hold to the contract. */
export type SecretsEndpoint = { readonly client: SecretsManagerClient; readonly close: () => Promise<void> };

/** What this product relies on Secrets Manager for, as AWS documents it: for the engine and for any other emulator. */
export function describeSecretsContract(
  name: string,
  open: () => Promise<SecretsEndpoint>,
  knownGaps: readonly string[] = [],
): void {
  const rule = contractRule(knownGaps);
  describe(`Secrets Manager contract: ${name}`, () => {
    let endpoint: SecretsEndpoint;
    beforeAll(async () => {
      endpoint = await open();
    });
    afterAll(() => endpoint.close());

    const create = async (value: string) => {
      const Name = `contract/${randomUUID()}`;
      const request = new CreateSecretCommand({ Name, SecretString: value });
      const { ARN = '', VersionId = '' } = await endpoint.client.send(request);
      return { Name, ARN, VersionId };
    };
    const put = async (SecretId: string, value: string, options: Partial<PutSecretValueCommandInput> = {}) => {
      const request = new PutSecretValueCommand({ SecretId, SecretString: value, ...options });
      return (await endpoint.client.send(request)).VersionId ?? '';
    };
    const get = async (SecretId: string, options: Partial<GetSecretValueCommandInput> = {}) =>
      (await endpoint.client.send(new GetSecretValueCommand({ SecretId, ...options }))).SecretString;
    const stagesOf = async (SecretId: string) =>
      (await endpoint.client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages;
    const move = (SecretId: string, stage: string, to?: string, from?: string) =>
      endpoint.client.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: stage,
          ...(to && { MoveToVersionId: to }),
          ...(from && { RemoveFromVersionId: from }),
        }),
      );
    const remove = (SecretId: string) =>
      endpoint.client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));

    rule('reads a new secret by name and by ARN', async () => {
      const { Name, ARN, VersionId } = await create('value "1" é');
      expect(ARN).toMatch(/^arn:aws:secretsmanager:[^:]+:\d{12}:secret:contract\/[\w-]+-[A-Za-z0-9]{6}$/);
      expect(await get(Name)).toBe('value "1" é');
      expect(await get(ARN)).toBe('value "1" é');
      expect(await get(ARN, { VersionId })).toBe('value "1" é');
      expect(await stagesOf(Name)).toEqual({ [VersionId]: ['AWSCURRENT'] });
    });

    rule('refuses a second secret of one name, and one that is not there', async () => {
      const { Name } = await create('value');
      const again = new CreateSecretCommand({ Name, SecretString: 'other' });
      await expect(endpoint.client.send(again)).rejects.toMatchObject({ name: 'ResourceExistsException' });
      const absent = `contract/${randomUUID()}`;
      await expect(get(absent)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(put(absent, 'x')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(stagesOf(absent)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });

    rule('makes a new value current and the old one previous', async () => {
      const { Name, VersionId: first } = await create('1');
      const second = await put(Name, '2');
      expect(await get(Name)).toBe('2');
      expect(await get(Name, { VersionStage: 'AWSPREVIOUS' })).toBe('1');
      const third = await put(Name, '3');
      expect(await stagesOf(Name)).toEqual({ [third]: ['AWSCURRENT'], [second]: ['AWSPREVIOUS'] });
      expect(await stagesOf(Name)).not.toHaveProperty(first);
    });

    rule('keeps a pending value beside the current one, and promotes it', async () => {
      const { Name, VersionId: old } = await create('old');
      const pending = await put(Name, 'new', { VersionStages: ['AWSPENDING'] });
      expect(await get(Name)).toBe('old');
      expect(await get(Name, { VersionStage: 'AWSPENDING' })).toBe('new');
      await move(Name, 'AWSCURRENT', pending, old);
      await move(Name, 'AWSPENDING', undefined, pending);
      expect(await get(Name)).toBe('new');
      expect(await stagesOf(Name)).toEqual({ [pending]: ['AWSCURRENT'], [old]: ['AWSPREVIOUS'] });
      await expect(get(Name, { VersionStage: 'AWSPENDING' })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });

    rule('replaces a pending value by a later one', async () => {
      const { Name } = await create('current');
      await put(Name, 'first try', { VersionStages: ['AWSPENDING'] });
      await put(Name, 'second try', { VersionStages: ['AWSPENDING'] });
      expect(await get(Name, { VersionStage: 'AWSPENDING' })).toBe('second try');
      expect(await get(Name)).toBe('current');
    });

    rule('takes the same request token as the same version', async () => {
      const { Name } = await create('1');
      const ClientRequestToken = randomUUID();
      expect(await put(Name, '2', { ClientRequestToken })).toBe(ClientRequestToken);
      const before = await stagesOf(Name);
      expect(await put(Name, '2', { ClientRequestToken })).toBe(ClientRequestToken);
      expect(await stagesOf(Name)).toEqual(before);
      await expect(put(Name, '3', { ClientRequestToken })).rejects.toMatchObject({ name: 'ResourceExistsException' });
    });

    rule('deletes at once, and the name is free again', async () => {
      const { Name, ARN } = await create('old');
      await remove(ARN);
      await expect(get(Name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await endpoint.client.send(new CreateSecretCommand({ Name, SecretString: 'new' }));
      expect(await get(Name)).toBe('new');
    });

    rule('lists by the beginning of the name', async () => {
      const { Name, ARN } = await create('value');
      await create('another');
      const byPrefix = new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [Name.slice(0, -1)] }] });
      expect((await endpoint.client.send(byPrefix)).SecretList).toMatchObject([{ Name, ARN }]);
    });
  });
}
