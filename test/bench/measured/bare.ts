import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handler as bareFanOut } from './bare-fan-out.ts';

/** A handler that does nothing, with the SDK clients of sync, deliver and support. */
export const handler = (): unknown => [bareFanOut(), new SecretsManagerClient()];
