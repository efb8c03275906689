import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { createTenantSecrets } from '../../../../shared/adapters/secrets/tenant-secrets.ts';

const secret = { personio: { clientId: 'a', clientSecret: 'b' }, fingerprintKey: Buffer.alloc(32).toString('base64') };

/** Secrets Manager that refuses each command by the name that is given for it. */
function refusing(names: { readonly [command: string]: string }) {
  const send = async (command: object) => {
    const name = names[command.constructor.name];
    if (name === undefined) throw new Error(`not expected: ${command.constructor.name}`);
    throw Object.assign(new Error('the service says more than we tell'), { name });
  };
  const client = { send } as unknown as SecretsManagerClient;
  return createTenantSecrets({ client: () => client, stage: 'test' });
}

it.each([
  ['its first door', { CreateSecretCommand: 'InvalidRequestException' }],
  [
    'its second door',
    { CreateSecretCommand: 'ResourceExistsException', PutSecretValueCommand: 'InvalidRequestException' },
  ],
])('a secret that is being deleted, met by %s, is told as that', async (_, names) => {
  await expect(refusing(names).createSecret('acme', secret)).rejects.toMatchObject({
    name: 'TenantError',
    code: 'SECRET_BEING_DELETED',
    message: expect.not.stringContaining('the service says'),
  });
});

it('a new pair for a secret that is being deleted is told as that, too', async () => {
  const secrets = refusing({ PutSecretValueCommand: 'InvalidRequestException' });
  await expect(secrets.putPending('arn:secret', secret)).rejects.toMatchObject({ code: 'SECRET_BEING_DELETED' });
});

it('anything else that is refused stays a bug', async () => {
  const secrets = refusing({ CreateSecretCommand: 'AccessDeniedException' });
  await expect(secrets.createSecret('acme', secret)).rejects.toMatchObject({ name: 'DefectError' });
});
