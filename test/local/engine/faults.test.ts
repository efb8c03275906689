import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineRequest, Fault } from '../../../local/engine/serve-actions.ts';
import { type Engine, startEngine } from '../../../local/engine/start-engine.ts';
import { secretsClient, sqsClient } from './engine-clients.ts';

describe('fault hook', () => {
  let engine: Engine | undefined;
  afterEach(() => engine?.close());

  const startWith = async (fault: (request: EngineRequest) => Fault | Promise<Fault>) => {
    engine = await startEngine({ onRequest: fault });
    const setUp = sqsClient(engine);
    const { QueueUrl } = await setUp.send(new CreateQueueCommand({ QueueName: 'queue' }));
    setUp.destroy();
    return { engine, send: new SendMessageCommand({ QueueUrl, MessageBody: 'x' }) };
  };
  const onSend = (fault: Fault) => (request: EngineRequest) => (request.action === 'SendMessage' ? fault : 'pass');

  it('fails before the action', async () => {
    const { engine, send } = await startWith(onSend('fail-before'));
    const failure = { $metadata: { httpStatusCode: 500 } };
    await expect(sqsClient(engine).send(send)).rejects.toMatchObject(failure);
    expect(engine.sqs.messagesOf('queue')).toEqual([]);
  });

  it('fails after the action, without an answer', async () => {
    const { engine, send } = await startWith(onSend('fail-after'));
    await expect(sqsClient(engine).send(send)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(engine.sqs.messagesOf('queue')).toHaveLength(1);
  });

  it('throttles each service by its own error, without acting', async () => {
    const { engine, send } = await startWith(({ action }) => (action === 'CreateQueue' ? 'pass' : 'throttle'));
    await expect(sqsClient(engine).send(send)).rejects.toMatchObject({ name: 'RequestThrottled' });
    expect(engine.sqs.messagesOf('queue')).toEqual([]);
    const create = new CreateSecretCommand({ Name: 'secret', SecretString: 'x' });
    await expect(secretsClient(engine).send(create)).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  it.each<Fault>(['fail-before', 'fail-after', 'throttle'])('lets the SDK try again after %s', async (fault) => {
    const { engine, send } = await startWith(({ n }) => (n === 2 ? fault : 'pass'));
    const { $metadata } = await sqsClient(engine, 3).send(send);
    expect($metadata.attempts).toBe(2);
  });

  it('is told the service, the action and the number of each request, and may take its time', async () => {
    const seen: EngineRequest[] = [];
    const { engine } = await startWith(async (request) => {
      seen.push(request);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 'pass' as const;
    });
    await sqsClient(engine).send(new GetQueueUrlCommand({ QueueName: 'queue' }));
    const read = secretsClient(engine).send(new GetSecretValueCommand({ SecretId: 'none' }));
    await expect(read).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(seen).toEqual([
      { service: 'sqs', action: 'CreateQueue', n: 1 },
      { service: 'sqs', action: 'GetQueueUrl', n: 2 },
      { service: 'secretsmanager', action: 'GetSecretValue', n: 3 },
    ]);
  });
});
