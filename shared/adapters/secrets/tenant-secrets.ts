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
import { TenantError } from '../../core/errors.ts';
import type { SecretsPort } from '../../core/ports.ts';
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

async function readText(deps: SecretsDeps, facts: Facts, arn: string, stage: string): Promise<string | undefined> {
  const command = new GetSecretValueCommand({ SecretId: arn, VersionStage: stage });
  try {
    return (await deps.client().send(command)).SecretString;
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

async function createOrReplace(deps: SecretsDeps, tenantId: string, secret: TenantSecret): Promise<string> {
  const facts = { tenantId, operation: 'create secret' };
  const client = deps.client();
  const name = secretName(deps.stage, tenantId);
  const text = toText(secret);
  const key = deps.keyArn === undefined ? {} : { KmsKeyId: deps.keyArn };
  try {
    const created = await client.send(new CreateSecretCommand({ Name: name, SecretString: text, ...key }));
    return created.ARN ?? name;
  } catch (error) {
    const code = awsErrorCode(error);
    if (code === 'InvalidRequestException') {
      const refused = { ...facts, code: 'SECRET_BEING_DELETED', cause: printableCause(error) };
      throw new TenantError(refused, 'a secret of this name is about to be deleted: use another tenant id or wait');
    }
    if (code !== 'ResourceExistsException') throw fromAwsError(facts, error);
  }
  return call(facts, async () => {
    const put = await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text }));
    return put.ARN ?? name;
  });
}

/** Moves AWSCURRENT to the version that has AWSPENDING; AWS leaves AWSPREVIOUS on the old one. */
async function promote(deps: SecretsDeps, arn: string): Promise<void> {
  const facts = { operation: 'promote secret' };
  const client = deps.client();
  const { VersionIdsToStages: stages = {} } = await call(facts, () =>
    client.send(new DescribeSecretCommand({ SecretId: arn })),
  );
  const versionOf = (stage: string) => Object.entries(stages).find(([, labels]) => labels.includes(stage))?.[0];
  const pending = versionOf(STAGES.pending);
  const current = versionOf(STAGES.current);
  if (pending === undefined) throw new TenantError({ ...facts, code: 'SECRET_MISSING' }, 'no pending pair is stored');
  if (pending !== current) {
    const move = { SecretId: arn, VersionStage: STAGES.current, MoveToVersionId: pending };
    await call(facts, () =>
      client.send(
        new UpdateSecretVersionStageCommand({
          ...move,
          ...(current === undefined ? {} : { RemoveFromVersionId: current }),
        }),
      ),
    );
  }
  const release = { SecretId: arn, VersionStage: STAGES.pending, RemoveFromVersionId: pending };
  await call(facts, () => client.send(new UpdateSecretVersionStageCommand(release)));
}

/** Tenant secrets in Secrets Manager, one per tenant, in two slots while a pair is rotated. */
export function createTenantSecrets(deps: SecretsDeps): SecretsPort {
  return {
    async readSecret(tenantId, arn, stage = 'current') {
      const facts = { tenantId, operation: 'read secret' };
      return parseSecret(TenantSecretSchema, await readText(deps, facts, arn, STAGES[stage]), facts);
    },
    createSecret: (tenantId, secret) => createOrReplace(deps, tenantId, secret),
    async putPending(arn, secret) {
      const command = new PutSecretValueCommand({
        SecretId: arn,
        SecretString: toText(secret),
        VersionStages: [STAGES.pending],
      });
      await call({ operation: 'store pending secret' }, () => deps.client().send(command));
    },
    promotePending: (arn) => promote(deps, arn),
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
      return parseSecret(
        AlleoCredentialsSchema,
        await readText(deps, facts, deps.stageAlleoArn, STAGES.current),
        facts,
      );
    },
  };
}
