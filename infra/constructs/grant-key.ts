import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';

/**
 * What a caller of each service needs of the key that the service encrypts with. DynamoDB's list is AWS's own
 * ("Encryption at rest: usage notes"), with its wildcards written out.
 */
const ACTIONS = {
  sqs: ['kms:Decrypt', 'kms:GenerateDataKey'],
  secretsmanager: ['kms:Decrypt', 'kms:GenerateDataKey'],
  dynamodb: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
} as const;

/** Lets somebody use the key, but only by way of these services: never to decrypt something by hand. */
export function grantKey(grantee: IGrantable, key: Key, ...services: readonly (keyof typeof ACTIONS)[]): void {
  const { region } = Stack.of(key);
  for (const service of services) {
    Grant.addToPrincipal({
      grantee,
      actions: [...ACTIONS[service]],
      resourceArns: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
    });
  }
}
