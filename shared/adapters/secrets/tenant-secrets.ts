import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { TenantSecret } from '../../contracts/credentials.ts';
import { AlleoCredentialsSchema, TenantSecretSchema } from '../../contracts/credentials.ts';
import type * as z from '../../contracts/zod.ts';
import { TenantError } from '../../core/ground/errors.ts';
import type { SecretsPort } from '../../core/ports/secrets.ts';
import type { Facts } from '../aws-errors.ts';
import { awsErrorCode, fromAwsError, printableCause } from '../aws-errors.ts';
import { faultPath } from '../parse-stored.ts';

export interface SecretsDeps {
  readonly client: () => SecretsManagerClient;
  readonly stage: string;
  /** The stage's own key for new secrets; AWS's own where left out. */
  readonly keyArn?: string | undefined;
  /** The stage's own Alleo credential, where it has one for all companies. */
  readonly stageAlleoArn?: string | undefined;
}

const STAGES = { current: 'AWSCURRENT', pending: 'AWSPENDING' } as const;

/** The name of a tenant's secret: what the functions' rights are bounded by. */
export function secretName(stage: string, tenantId: string): string {
  return `personio-sync/${stage}/${tenantId}`;
}

async function call<T>(facts: Facts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromAwsError(facts, error);
  }
}

/** The value is parsed without ever being named: only the path of a missing field is told. */
function parseSecret<T>(schema: z.ZodMiniType<T>, text: string | undefined, facts: Facts): T {
  const refuse = (path: string) =>
    new TenantError({ ...facts, code: 'SECRET_INVALID' }, `the secret lacks a usable ${path}: rotate the credentials`);
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    throw refuse('JSON document');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refuse(faultPath(parsed.error));
  return parsed.data;
}

async function readValue(deps: SecretsDeps, facts: Facts, arn: string, stage: string) {
  const command = new GetSecretValueCommand({ SecretId: arn, VersionStage: stage });
  try {
    const { SecretString: text, VersionId: version = '' } = await deps.client().send(command);
    return { text, version };
  } catch (error) {
    if (awsErrorCode(error) === 'ResourceNotFoundException' || awsErrorCode(error) === 'InvalidRequestException') {
      throw new TenantError(
        { ...facts, code: 'SECRET_MISSING', cause: printableCause(error) },
        'there is no such secret',
      );
    }
    throw fromAwsError(facts, error);
  }
}

const toText = (secret: TenantSecret): string => JSON.stringify({ version: 1, ...secret });

/** By the secret's name: while it is being deleted Secrets Manager neither shows it nor takes another one or a new value. */
async function byName<T>(facts: Facts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (awsErrorCode(error) !== 'InvalidRequestException') throw fromAwsError(facts, error);
    const refused = { ...facts, code: 'SECRET_BEING_DELETED', cause: printableCause(error) };
    throw new TenantError(refused, 'a secret of this name is about to be deleted: use another tenant id or wait');
  }
}

type Found = NonNullable<Awaited<ReturnType<SecretsPort['findSecret']>>>;

async function findSecret(deps: SecretsDeps, tenantId: string): Promise<Found | undefined> {
  const facts = { tenantId, operation: 'find secret' };
  const name = secretName(deps.stage, tenantId);
  const found = await byName(facts, async () => {
    try {
      return await deps.client().send(new GetSecretValueCommand({ SecretId: name, VersionStage: STAGES.current }));
    } catch (error) {
      if (awsErrorCode(error) !== 'ResourceNotFoundException') throw error;
      return undefined;
    }
  });
  if (found === undefined) return undefined;
  const arn = found.ARN ?? name;
  try {
    return { arn, secret: parseSecret(TenantSecretSchema, found.SecretString, facts) };
  } catch (error) {
    if (error instanceof TenantError && error.code === 'SECRET_INVALID') return { arn };
    throw error;
  }
}

async function createOrReplace(deps: SecretsDeps, tenantId: string, secret: TenantSecret): Promise<string> {
  const facts = { tenantId, operation: 'create secret' };
  const client = deps.client();
  const name = secretName(deps.stage, tenantId);
  const text = toText(secret);
  const key = deps.keyArn === undefined ? {} : { KmsKeyId: deps.keyArn };
  return byName(facts, async () => {
    try {
      return (await client.send(new CreateSecretCommand({ Name: name, SecretString: text, ...key }))).ARN ?? name;
    } catch (error) {
      if (awsErrorCode(error) !== 'ResourceExistsException') throw error;
    }
    return (await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text }))).ARN ?? name;
  });
}

interface Move {
  readonly VersionStage: string;
  readonly MoveToVersionId?: string;
  readonly RemoveFromVersionId: string;
}

/** False where the label is not on the version that it shall leave: AWS moves it from nowhere else. */
async function moveStage(deps: SecretsDeps, facts: Facts, arn: string, move: Move): Promise<boolean> {
  try {
    await deps.client().send(new UpdateSecretVersionStageCommand({ SecretId: arn, ...move }));
    return true;
  } catch (error) {
    if (awsErrorCode(error) === 'InvalidParameterException') return false;
    throw fromAwsError(facts, error);
  }
}

/** Moves AWSCURRENT; AWS leaves AWSPREVIOUS on the old version. AWSPENDING may be on a later one by now, and stays there. */
async function promote(deps: SecretsDeps, arn: string, { from, to }: { from: string; to: string }): Promise<boolean> {
  const facts = { operation: 'promote secret' };
  const move = { VersionStage: STAGES.current, MoveToVersionId: to, RemoveFromVersionId: from };
  const moved = await moveStage(deps, facts, arn, move);
  const { VersionIdsToStages: stages = {} } = await call(facts, () =>
    deps.client().send(new DescribeSecretCommand({ SecretId: arn })),
  );
  const labels = stages[to] ?? [];
  // A repeated request meets what the first one did.
  if (!moved && !labels.includes(STAGES.current)) return false;
  const release = { VersionStage: STAGES.pending, RemoveFromVersionId: to };
  if (labels.includes(STAGES.pending)) await moveStage(deps, facts, arn, release);
  return true;
}

/** Tenant secrets in Secrets Manager, one per tenant, in two slots while a pair is rotated. */
export function createTenantSecrets(deps: SecretsDeps): SecretsPort {
  return {
    async readSecret(tenantId, arn, stage = 'current') {
      const facts = { tenantId, operation: 'read secret' };
      const { text } = await readValue(deps, facts, arn, STAGES[stage]);
      return parseSecret(TenantSecretSchema, text, facts);
    },
    async readCurrent(tenantId, arn) {
      const facts = { tenantId, operation: 'read secret' };
      const { text, version } = await readValue(deps, facts, arn, STAGES.current);
      return { secret: parseSecret(TenantSecretSchema, text, facts), version };
    },
    findSecret: (tenantId) => findSecret(deps, tenantId),
    createSecret: (tenantId, secret) => createOrReplace(deps, tenantId, secret),
    async putPending(arn, secret) {
      const command = new PutSecretValueCommand({
        SecretId: arn,
        SecretString: toText(secret),
        VersionStages: [STAGES.pending],
      });
      const { VersionId: version = '' } = await byName({ operation: 'store pending secret' }, () =>
        deps.client().send(command),
      );
      return version;
    },
    promote: (arn, versions) => promote(deps, arn, versions),
    async deleteSecret(arn) {
      const command = new DeleteSecretCommand({ SecretId: arn, ForceDeleteWithoutRecovery: true });
      try {
        await deps.client().send(command);
      } catch (error) {
        if (awsErrorCode(error) !== 'ResourceNotFoundException')
          throw fromAwsError({ operation: 'delete secret' }, error);
      }
    },
    async readStageAlleo() {
      if (deps.stageAlleoArn === undefined) return undefined;
      const facts = { operation: "read the stage's Alleo secret" };
      const { text } = await readValue(deps, facts, deps.stageAlleoArn, STAGES.current);
      return parseSecret(AlleoCredentialsSchema, text, facts);
    },
  };
}
