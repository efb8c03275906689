import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { contractRule } from './contract-rule.ts';
import type { SecretsEndpoint } from './secrets-contract.ts';

/** Secrets Manager's finer rules on stages, deletion and lists, as AWS documents them. */
export function describeSecretsStages(
  name: string,
  open: () => Promise<SecretsEndpoint>,
  knownGaps: readonly string[] = [],
): void {
  const rule = contractRule(knownGaps);
  describe(`Secrets Manager stages: ${name}`, () => {
    let endpoint: SecretsEndpoint;
    beforeAll(async () => {
      endpoint = await open();
    });
    afterAll(() => endpoint.close());

    const create = async () => {
      const Name = `contract/${randomUUID()}`;
      const request = new CreateSecretCommand({ Name, SecretString: '1' });
      const { ARN = '', VersionId = '' } = await endpoint.client.send(request);
      return { Name, ARN, VersionId };
    };
    const move = (SecretId: string, change: { MoveToVersionId?: string; RemoveFromVersionId?: string }) =>
      endpoint.client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', ...change }));
    const read = (SecretId: string) => endpoint.client.send(new GetSecretValueCommand({ SecretId }));

    rule('makes the first value of an empty secret current, whatever it is labelled', async () => {
      const Name = `contract/${randomUUID()}`;
      await endpoint.client.send(new CreateSecretCommand({ Name, Description: 'empty' }));
      await expect(read(Name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      const labelled = { SecretId: Name, SecretString: 'x', VersionStages: ['AWSPENDING'] };
      await endpoint.client.send(new PutSecretValueCommand(labelled));
      expect((await read(Name)).VersionStages?.sort()).toEqual(['AWSCURRENT', 'AWSPENDING']);
    });

    rule('keeps bytes as bytes, and refuses a value that is both or nothing', async () => {
      const { Name } = await create();
      const SecretBinary = new Uint8Array([0, 255, 7]);
      await endpoint.client.send(new PutSecretValueCommand({ SecretId: Name, SecretBinary }));
      expect([...((await read(Name)).SecretBinary ?? [])]).toEqual([0, 255, 7]);
      for (const value of [{}, { SecretBinary, SecretString: 'x' }]) {
        const put = new PutSecretValueCommand({ SecretId: Name, ...value });
        await expect(endpoint.client.send(put)).rejects.toMatchObject({ name: 'InvalidParameterException' });
      }
    });

    rule('moves AWSCURRENT back, only from the version named, and never takes it away', async () => {
      const { Name, VersionId: first } = await create();
      const put = new PutSecretValueCommand({ SecretId: Name, SecretString: '2' });
      const { VersionId: second = '' } = await endpoint.client.send(put);
      const invalid = { name: 'InvalidParameterException' };
      await expect(move(Name, { MoveToVersionId: first })).rejects.toMatchObject(invalid);
      await expect(move(Name, { MoveToVersionId: first, RemoveFromVersionId: first })).rejects.toMatchObject(invalid);
      await expect(move(Name, { RemoveFromVersionId: second })).rejects.toMatchObject(invalid);
      await expect(move(Name, { MoveToVersionId: 'none', RemoveFromVersionId: second })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
      await move(Name, { MoveToVersionId: first, RemoveFromVersionId: second });
      const described = await endpoint.client.send(new DescribeSecretCommand({ SecretId: Name }));
      expect(described.VersionIdsToStages).toEqual({ [first]: ['AWSCURRENT'], [second]: ['AWSPREVIOUS'] });
    });

    rule('shows a secret that waits for its deletion to nobody', async () => {
      const { Name } = await create();
      await endpoint.client.send(new DeleteSecretCommand({ SecretId: Name, RecoveryWindowInDays: 7 }));
      const refused = { name: 'InvalidRequestException' };
      await expect(read(Name)).rejects.toMatchObject(refused);
      const again = new CreateSecretCommand({ Name, SecretString: '2' });
      await expect(endpoint.client.send(again)).rejects.toMatchObject(refused);
    });

    rule('gives a secret made again under a name another ARN', async () => {
      const { Name, ARN } = await create();
      const remove = new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true });
      await endpoint.client.send(remove);
      expect(await endpoint.client.send(remove)).toMatchObject({ Name });
      const again = await endpoint.client.send(new CreateSecretCommand({ Name, SecretString: '2' }));
      expect(again.ARN).not.toBe(ARN);
      await expect(read(ARN)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });

    rule('lists in pages', async () => {
      const prefix = `page/${randomUUID()}`;
      for (const number of [1, 2, 3]) {
        await endpoint.client.send(new CreateSecretCommand({ Name: `${prefix}/${number}`, SecretString: 'x' }));
      }
      const request = { Filters: [{ Key: 'name' as const, Values: [prefix] }], MaxResults: 2 };
      const first = await endpoint.client.send(new ListSecretsCommand(request));
      const second = await endpoint.client.send(new ListSecretsCommand({ ...request, NextToken: first.NextToken }));
      expect(first.SecretList).toHaveLength(2);
      expect(second.SecretList).toHaveLength(1);
      expect(second.NextToken).toBeUndefined();
      const names = [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map(({ Name }) => Name);
      expect(names.sort()).toEqual([`${prefix}/1`, `${prefix}/2`, `${prefix}/3`]);
    });
  });
}
