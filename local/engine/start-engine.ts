import { join } from 'node:path';
import { startDynamoDb } from './dynamodb.ts';
import { lockDirectory } from './lock-directory.ts';
import { ownDirectory } from './own-directory.ts';
import { type AccessKey, createAccessKey } from './prove-request.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { secretsService } from './secrets/secrets-service.ts';
import { type OnRequest, serveActions } from './serve-actions.ts';
import { openQueues } from './sqs/open-queues.ts';
import { type QueuedMessage, queuedMessages } from './sqs/queued-messages.ts';
import { sqsService } from './sqs/sqs-service.ts';
import { removeUnfinished } from './write-file-atomically.ts';

export type EngineOptions = {
  /** Where data stay between runs, made if it is not there. @default nothing outlives the engine */
  readonly dir?: string | undefined;
  /** Milliseconds since 1970, for all that SQS and Secrets Manager do. @default Date.now */
  readonly clock?: (() => number) | undefined;
  /** Decides on each request to SQS and Secrets Manager before anything else. @default all pass */
  readonly onRequest?: OnRequest | undefined;
};

/** A running engine: AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_DYNAMODB are to be set to its two addresses. */
export type Engine = {
  readonly endpointUrl: string;
  readonly dynamodbEndpointUrl: string;
  /** Nothing here answers to anybody who does not sign with it. */
  readonly accessKey: AccessKey;
  readonly close: () => Promise<void>;
  readonly sqs: {
    /** What lies in a queue, in its order, in flight or not; a queue that does not exist is an error. */
    readonly messagesOf: (queueName: string) => QueuedMessage[];
  };
};

/**
 * Starts SQS, Secrets Manager and DynamoDB for one process, on the loopback interface.
 * @throws EngineUnavailableError when another process has `dir` open, it is not this user's alone, or where no local
 * DynamoDB is to be had.
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const { clock: now = Date.now, onRequest } = options;
  // What has been started, to be ended in the opposite order.
  const started: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (let end = started.pop(); end !== undefined; end = started.pop()) await end();
  };
  try {
    const dir = options.dir === undefined ? undefined : ownDirectory(options.dir);
    if (dir !== undefined) {
      started.push(await lockDirectory(dir));
      removeUnfinished(dir);
    }
    const accessKey = createAccessKey();
    const dynamodb = await startDynamoDb({ accessKey, dir: dir && join(dir, 'dynamodb') });
    started.push(dynamodb.close);
    const queues = openQueues({ dir: dir && join(dir, 'sqs'), now });
    started.push(queues.close);
    const secrets = openSecrets({ file: dir && join(dir, 'secrets.json'), now });
    // Where the server listens is known only once it does, which is before anybody can ask for a queue's URL.
    const endpoint = { url: '' };
    const services = [sqsService(queues, (name) => `${endpoint.url}/000000000000/${name}`), secretsService(secrets)];
    const server = await serveActions({ services, accessKey, onRequest });
    endpoint.url = server.url;
    started.push(server.close);
    return {
      endpointUrl: server.url,
      dynamodbEndpointUrl: dynamodb.url,
      accessKey,
      close,
      sqs: { messagesOf: (name) => queuedMessages(queues, name) },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
