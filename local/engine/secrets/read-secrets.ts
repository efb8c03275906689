import * as z from '../../../shared/contracts/zod.ts';
import { findLiveSecret, findSecret, type Secrets } from './open-secrets.ts';
import { findVersion, type Secret } from './secret.ts';
import { parseInput, secretsError } from './secrets-error.ts';

const GetSecretValueSchema = z.strictObject({
  SecretId: z.string(),
  VersionId: z.optional(z.string()),
  VersionStage: z.optional(z.string()),
});
const DescribeSecretSchema = z.strictObject({ SecretId: z.string() });
const ListSecretsSchema = z.strictObject({
  Filters: z._default(
    z.array(z.strictObject({ Key: z.literal('name'), Values: z.array(z.string().check(z.regex(/^[^!]/))) })),
    [],
  ),
  IncludePlannedDeletion: z._default(z.boolean(), false),
  MaxResults: z._default(z.int().check(z.minimum(1), z.maximum(100)), 100),
  NextToken: z.optional(z.string()),
});

export function getSecretValue(secrets: Secrets, input: unknown) {
  const { SecretId, VersionId, VersionStage } = parseInput(GetSecretValueSchema, input);
  const secret = findLiveSecret(secrets, SecretId);
  const version = findVersion(secret, { id: VersionId, stage: VersionStage });
  if (version === undefined) {
    const sought = VersionId === undefined ? `staging label: ${VersionStage ?? 'AWSCURRENT'}` : 'version';
    throw secretsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${sought}`,
    );
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    VersionStages: version.stages,
    CreatedDate: version.createdAt / 1_000,
    ...(version.secretString !== undefined && { SecretString: version.secretString }),
    ...(version.secretBinary !== undefined && { SecretBinary: version.secretBinary }),
  };
}

export function describeSecret(secrets: Secrets, input: unknown) {
  const secret = findSecret(secrets, parseInput(DescribeSecretSchema, input).SecretId);
  return { ...describe(secret), VersionIdsToStages: labelledVersions(secret) };
}

/** Secrets by name, filtered by the beginnings of names; the token of the next page is the last name of this one. */
export function listSecrets(secrets: Secrets, input: unknown) {
  const { Filters, IncludePlannedDeletion, MaxResults, NextToken = '' } = parseInput(ListSecretsSchema, input);
  const found = secrets
    .list()
    .filter(({ name }) => Filters.every(({ Values }) => Values.some((prefix) => name.startsWith(prefix))))
    .filter(({ name, deletedAt }) => name > NextToken && (IncludePlannedDeletion || deletedAt === undefined))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = found.slice(0, MaxResults);
  return {
    SecretList: page.map((secret) => ({ ...describe(secret), SecretVersionsToStages: labelledVersions(secret) })),
    ...(found.length > page.length && { NextToken: page.at(-1)?.name }),
  };
}

function describe(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    Tags: secret.tags,
    CreatedDate: secret.createdAt / 1_000,
    LastChangedDate: secret.changedAt / 1_000,
    ...(secret.deletedAt !== undefined && { DeletedDate: secret.deletedAt / 1_000 }),
  };
}

function labelledVersions(secret: Secret): Record<string, string[]> {
  const labelled = secret.versions.filter(({ stages }) => stages.length > 0);
  return Object.fromEntries(labelled.map(({ id, stages }) => [id, stages]));
}
