import * as z from '../../../shared/contracts/zod.ts';
import { STAGE } from '../cdk.ts';
import { runCommand } from '../command.ts';
import { CUSTOMER } from '../customer.ts';
import { ACCOUNT, REGION } from '../emulator.ts';
import type { Lab } from '../lab.ts';
import { expectSame, expectThat, tellSeen } from '../progress.ts';

const KeySchema = z.object({ AccessKey: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() }) });

/** Someone who may look and may not act: IAM alone tells the two apart. */
export async function refuseReader(lab: Lab): Promise<void> {
  const user = { UserName: 'reader' };
  const Resource = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:personio-sync-${STAGE}-support-read`;
  const Statement = [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await lab.aws.call('iam', 'create_user', user, z.unknown());
  await lab.aws.call('iam', 'put_user_policy', { ...user, PolicyName: 'read', PolicyDocument }, z.unknown());
  const { AccessKey } = await lab.aws.call('iam', 'create_access_key', user, KeySchema);
  const env = { AWS_ACCESS_KEY_ID: AccessKey.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey.SecretAccessKey };

  const status = await runCommand(lab, ['status', CUSTOMER.id], { env });
  expectSame('status, exit code', status.code, 0);
  const refused = await runCommand(lab, ['requeue', CUSTOMER.id], { env });
  expectThat(
    refused.code === 1 && refused.stderr.includes('AccessDenied'),
    `requeue was not refused: ${refused.stderr}`,
  );
  tellSeen('who may only invoke support-read can look at the status, and is refused a requeue by IAM');
}
