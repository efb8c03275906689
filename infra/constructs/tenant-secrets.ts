import { Stack, Token, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Storage } from '../storage.ts';
import { grantKey } from './grant-key.ts';
import type { ProductFunction } from './product-function.ts';

type AnyFunction = ProductFunction<{ STAGE: string; TABLE_NAME: string }>;

const READ = ['secretsmanager:GetSecretValue'] as const;
const MANAGE = [
  ...READ,
  'secretsmanager:CreateSecret',
  'secretsmanager:DeleteSecret',
  'secretsmanager:DescribeSecret',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
] as const;

/** All tenants' secrets of this stage, by their name: they come and go without a deployment. */
function tenantSecretsArn({ config }: Storage, account: string): string {
  return `arn:aws:secretsmanager:${config.region}:${account}:secret:personio-sync/${config.stage}/*`;
}

export function grantTenantSecrets(grantee: AnyFunction, storage: Storage, access: 'read' | 'manage'): void {
  const actions = access === 'read' ? READ : MANAGE;
  const { account } = Stack.of(grantee);
  Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [tenantSecretsArn(storage, account)] });
  grantKey(grantee, storage.key, 'secretsmanager');
  // An account that is not known yet is written as the check writes it.
  const written = tenantSecretsArn(storage, Token.isUnresolved(account) ? '<AWS::AccountId>' : account);
  Validations.of(grantee).acknowledge({
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${written}]`,
    reason: "Tenants are added without a deployment: their secrets are known by the stage's prefix alone.",
  });
}

/** The stage's own Alleo credential, where it has one. */
export function grantStageAlleoSecret(grantee: AnyFunction, { config }: Storage): void {
  const { alleoSecretArn, alleoSecretKeyArn, region } = config;
  if (alleoSecretArn === undefined) return;
  Grant.addToPrincipal({ grantee, actions: [...READ], resourceArns: [alleoSecretArn] });
  if (alleoSecretKeyArn === undefined) return;
  Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [alleoSecretKeyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
  });
}
