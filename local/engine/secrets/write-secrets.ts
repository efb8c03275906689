import { randomInt, randomUUID } from 'node:crypto';
import * as z from '../../../shared/contracts/zod.ts';
import { findLiveSecret, findSecret, type Secrets } from './open-secrets.ts';
import { addVersion, findVersion, type Secret, updateStage, type Version } from './secret.ts';
import { parseInput, secretsError } from './secrets-error.ts';

const DAY_MS = 24 * 60 * 60_000;
const MAXIMUM_BYTES = 65_536;

const Value = {
  ClientRequestToken: z.optional(z.string().check(z.minLength(32), z.maxLength(64))),
  SecretString: z.optional(
    z.string().check(
      z.minLength(1),
      z.refine((text) => Buffer.byteLength(text) <= MAXIMUM_BYTES, `longer than ${MAXIMUM_BYTES} bytes`),
    ),
  ),
  SecretBinary: z.optional(z.base64().check(z.minLength(1))),
};
const CreateSecretSchema = z.strictObject({
  ...Value,
  Name: z.string().check(z.regex(/^[\w/+=.@-]{1,512}$/)),
  Description: z.optional(z.string().check(z.maxLength(2_048))),
  KmsKeyId: z.optional(z.string()),
  Tags: z.optional(z.array(z.strictObject({ Key: z.string(), Value: z.string() }))),
});
const PutSecretValueSchema = z.strictObject({
  ...Value,
  SecretId: z.string(),
  VersionStages: z._default(
    z.array(z.string().check(z.minLength(1), z.maxLength(256))).check(z.minLength(1), z.maxLength(20)),
    ['AWSCURRENT'],
  ),
});
const UpdateStageSchema = z.strictObject({
  SecretId: z.string(),
  VersionStage: z.string().check(z.minLength(1), z.maxLength(256)),
  MoveToVersionId: z.optional(z.string()),
  RemoveFromVersionId: z.optional(z.string()),
});
const DeleteSecretSchema = z.strictObject({
  SecretId: z.string(),
  RecoveryWindowInDays: z.optional(z.int().check(z.minimum(7), z.maximum(30))),
  ForceDeleteWithoutRecovery: z._default(z.boolean(), false),
});

type Content = Pick<Version, 'secretString' | 'secretBinary'>;

export function createSecret(secrets: Secrets, input: unknown) {
  const request = parseInput(CreateSecretSchema, input);
  const { Name, Description, KmsKeyId, Tags, ClientRequestToken: id = randomUUID() } = request;
  const content = contentOf(request);
  const existing = secrets.list().find(({ name }) => name === Name);
  if (existing !== undefined) return createdBefore(existing, id, content);
  const now = secrets.now();
  const secret: Secret = {
    name: Name,
    arn: `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${Name}-${randomEnding()}`,
    ...(Description !== undefined && { description: Description }),
    ...(KmsKeyId !== undefined && { kmsKeyId: KmsKeyId }),
    ...(Tags !== undefined && { tags: Tags }),
    createdAt: now,
    changedAt: now,
    versions: [],
  };
  if (content === undefined) {
    secrets.put(Name, secret);
    return { ARN: secret.arn, Name };
  }
  secrets.put(Name, addVersion(secret, { id, createdAt: now, ...content }, ['AWSCURRENT']));
  return { ARN: secret.arn, Name, VersionId: id };
}

/** The same creation again is answered like the first. */
function createdBefore(secret: Secret, id: string, content: Content | undefined) {
  const { name: Name, arn: ARN } = secret;
  if (secret.deletedAt !== undefined) {
    throw secretsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  const version = findVersion(secret, { id });
  if (version === undefined || content === undefined || !hasContent(version, content)) {
    throw secretsError('ResourceExistsException', 'The operation failed because the secret already exists.');
  }
  return { ARN, Name, VersionId: id };
}

export function putSecretValue(secrets: Secrets, input: unknown) {
  const request = parseInput(PutSecretValueSchema, input);
  const { SecretId, VersionStages, ClientRequestToken: id = randomUUID() } = request;
  const content = contentOf(request);
  if (content === undefined) {
    throw secretsError('InvalidParameterException', 'You must provide either SecretString or SecretBinary.');
  }
  const secret = findLiveSecret(secrets, SecretId);
  const existing = findVersion(secret, { id });
  if (existing !== undefined && !hasContent(existing, content)) {
    throw secretsError(
      'ResourceExistsException',
      "You can't modify an existing version, you can only create a new version.",
    );
  }
  const next =
    existing === undefined ? addVersion(secret, { id, createdAt: secrets.now(), ...content }, VersionStages) : secret;
  if (next !== secret) secrets.put(secret.name, next);
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: findVersion(next, { id })?.stages };
}

export function updateSecretVersionStage(secrets: Secrets, input: unknown) {
  const request = parseInput(UpdateStageSchema, input);
  const secret = findLiveSecret(secrets, request.SecretId);
  const { VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from } = request;
  secrets.put(secret.name, { ...updateStage(secret, { stage, to, from }), changedAt: secrets.now() });
  return { ARN: secret.arn, Name: secret.name };
}

/** At once, or after a recovery window. Deleting at once what is not there succeeds, as it does in AWS. */
export function deleteSecret(secrets: Secrets, input: unknown) {
  const { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery } = parseInput(DeleteSecretSchema, input);
  if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined) {
    throw secretsError(
      'InvalidParameterException',
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  }
  const now = secrets.now();
  if (ForceDeleteWithoutRecovery) {
    const secret = secrets.list().find(({ name, arn }) => name === SecretId || arn === SecretId);
    if (secret === undefined) return { Name: SecretId, DeletionDate: now / 1_000 };
    secrets.put(secret.name, undefined);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: now / 1_000 };
  }
  const secret = findSecret(secrets, SecretId);
  const deletedAt = now + (RecoveryWindowInDays ?? 30) * DAY_MS;
  secrets.put(secret.name, { ...secret, deletedAt });
  return { ARN: secret.arn, Name: secret.name, DeletionDate: deletedAt / 1_000 };
}

function contentOf(request: {
  SecretString?: string | undefined;
  SecretBinary?: string | undefined;
}): Content | undefined {
  const { SecretString, SecretBinary } = request;
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw secretsError('InvalidParameterException', "You can't provide both SecretString and SecretBinary.");
  }
  if (SecretString !== undefined) return { secretString: SecretString };
  return SecretBinary === undefined ? undefined : { secretBinary: SecretBinary };
}

function hasContent(version: Version, content: Content): boolean {
  return version.secretString === content.secretString && version.secretBinary === content.secretBinary;
}

/** "A hyphen and six random characters", so that a secret created again under a name has another ARN. */
function randomEnding(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join('');
}
