import type { Engine } from './engine/start-engine.ts';

/** What would lead the SDK to somebody's real account. */
const REMOVED = ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];

/**
 * Points the AWS SDK of this process at the engine, by its environment alone: the handlers know nothing of it.
 * Returns what puts the environment back.
 */
export function pointSdk(engine: Pick<Engine, 'endpointUrl' | 'dynamodbEndpointUrl' | 'accessKey'>): () => void {
  const wanted: Readonly<Record<string, string | undefined>> = {
    AWS_ENDPOINT_URL: engine.endpointUrl,
    AWS_ENDPOINT_URL_SQS: engine.endpointUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: engine.endpointUrl,
    AWS_ENDPOINT_URL_DYNAMODB: engine.dynamodbEndpointUrl,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: engine.accessKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: engine.accessKey.secretAccessKey,
    ...Object.fromEntries(REMOVED.map((name) => [name, undefined])),
  };
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  setAll(Object.entries(wanted));
  return () => setAll(before);
}

function setAll(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
