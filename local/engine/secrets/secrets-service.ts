import type { Service } from '../serve-actions.ts';
import type { Secrets } from './open-secrets.ts';
import { describeSecret, getSecretValue, listSecrets } from './read-secrets.ts';
import { secretsError } from './secrets-error.ts';
import { createSecret, deleteSecret, putSecretValue, updateSecretVersionStage } from './write-secrets.ts';

/** The part of Secrets Manager that this product and its tests use, in its JSON protocol. */
export function secretsService(secrets: Secrets): Service {
  return {
    name: 'secretsmanager',
    target: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    unknownAction: (action) =>
      secretsError('UnknownOperationException', `The embedded engine does not serve Secrets Manager ${action}`),
    throttled: () => secretsError('ThrottlingException', 'Rate exceeded'),
    actions: {
      CreateSecret: (input) => createSecret(secrets, input),
      GetSecretValue: (input) => getSecretValue(secrets, input),
      PutSecretValue: (input) => putSecretValue(secrets, input),
      UpdateSecretVersionStage: (input) => updateSecretVersionStage(secrets, input),
      DescribeSecret: (input) => describeSecret(secrets, input),
      DeleteSecret: (input) => deleteSecret(secrets, input),
      ListSecrets: (input) => listSecrets(secrets, input),
    },
  };
}
