import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { type Invoked, type Invoker, openStage } from '../../cli/transport/stage.ts';
import { checkStage, chooseStage } from '../../infra/config.ts';

const DEV = { stage: 'dev', account: undefined, alarmEmail: undefined };

/** Answers by function name; nothing is sent anywhere. */
function clientThat(answer: (name: string) => Invoked | Error): { client: Invoker; invoked: string[] } {
  const invoked: string[] = [];
  const client: Invoker = {
    async send(command) {
      const { FunctionName: name = '' } = command.input;
      invoked.push(name);
      const result = answer(name);
      if (result instanceof Error) throw result;
      return result;
    },
    destroy: () => {},
  };
  return { client, invoked };
}

const named = (name: string) => Object.assign(new Error('the service says more than we tell'), { name });
const reply = (value: unknown) => ({ Payload: new TextEncoder().encode(JSON.stringify(value)), $metadata: {} });

describe('a deployed stage', () => {
  it('asks support-read what only looks, and support-operate what changes something', async () => {
    const { client, invoked } = clientThat(() => reply({ ok: true, answer: {} }));
    const stage = openStage('dev', client);
    await stage.invoke({ operation: 'tenant-list' });
    await stage.invoke({ operation: 'tenant-pause', tenantId: 'acme' });
    expect(invoked).toEqual(['personio-sync-dev-support-read', 'personio-sync-dev-support-operate']);
  });

  it('lets who may only invoke support-operate look, too, and never does the reverse', async () => {
    const { client, invoked } = clientThat((name) =>
      name.endsWith('read') ? named('AccessDeniedException') : reply({ ok: true, answer: 1 }),
    );
    expect(await openStage('dev', client).invoke({ operation: 'tenant-list' })).toEqual({ ok: true, answer: 1 });
    expect(invoked).toHaveLength(2);
    const denied = clientThat(() => named('AccessDeniedException'));
    await expect(
      openStage('dev', denied.client).invoke({ operation: 'tenant-pause', tenantId: 'acme' }),
    ).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message: 'You may not invoke personio-sync-dev-support-operate.',
    });
    expect(denied.invoked).toEqual(['personio-sync-dev-support-operate']);
    await expect(openStage('dev', denied.client).invoke({ operation: 'tenant-list' })).rejects.toMatchObject({
      message: 'You may not invoke personio-sync-dev-support-read.',
    });
  });

  it.each([
    ['ResourceNotFoundException', /no function personio-sync-dev-support-read/, /--stage/],
    ['TooManyRequestsException', /^As many as may use personio-sync-dev-support-read at once/, /in a minute/],
    ['CredentialsProviderError', /does not know who you are/, /aws sso login/],
    ['TimeoutError', /could not be reached: TimeoutError/, /network/],
  ])('says what to try after %s, and nothing of what AWS says itself', async (name, message, hint) => {
    const { client } = clientThat(() => named(name));
    const problem: unknown = await openStage('dev', client)
      .invoke({ operation: 'tenant-list' })
      .catch((error) => error);
    expect(problem).toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
      kind: 'failed',
    });
    expect(JSON.stringify(problem)).not.toContain('the service says more');
  });

  it.each([
    [new Error('Region is missing'), 'REGION_NEEDED', /^No AWS region is set\.$/, /AWS_REGION=/],
    [
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      'STAGE_UNREACHABLE',
      /: ECONNREFUSED\.$/,
      /network/,
    ],
  ])('tells %s by its own code', async (error, code, message, hint) => {
    const { client } = clientThat(() => error);
    await expect(openStage('dev', client).invoke({ operation: 'tenant-list' })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it.each(['prod', 'a1', '2fast', 'twelve123456'])('may be called %j, as in infra', (stage) => {
    expect(checkStage({ ...chooseStage(DEV), stage }).stage).toBe(stage);
    expect(() => openStage(stage, clientThat(() => reply({})).client)).not.toThrow();
  });

  it.each(['', 'x y', 'PROD', '../prod', 'pre-prod', 'thirteen12345'])(
    'refuses %j, which infra takes for no name of a stage, without asking AWS',
    (stage) => {
      expect(() => checkStage({ ...chooseStage(DEV), stage })).toThrow('stage must be');
      const { client, invoked } = clientThat(() => reply({}));
      expect(() => openStage(stage, client)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', kind: 'usage' }));
      expect(invoked).toEqual([]);
    },
  );

  it.each([
    ['breaks', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['is too slow', named('TimeoutError'), 'TimeoutError'],
    ['ends in a 500', Object.assign(named('ServiceException'), { $metadata: { httpStatusCode: 500 } }), 'ServiceEx'],
  ])(
    'says that the outcome of a change is unknown where the connection %s, and how to see it',
    async (_, error, why) => {
      const { client, invoked } = clientThat(() => error);
      await expect(
        openStage('dev', client).invoke({ operation: 'tenant-pause', tenantId: 'acme' }),
      ).rejects.toMatchObject({
        code: 'OUTCOME_UNKNOWN',
        message: expect.stringMatching(new RegExp(`broke \\(${why}.*whether it was done is unknown`)),
        hint: expect.stringContaining('`personio-sync --stage dev audit acme`'),
        kind: 'failed',
      });
      await expect(openStage('dev', client).invoke({ operation: 'redrive' })).rejects.toMatchObject({
        hint: expect.stringContaining('`personio-sync --stage dev status`'),
      });
      expect(invoked).toHaveLength(2);
    },
  );

  it.each([
    ['nobody is reached', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'STAGE_UNREACHABLE'],
    [
      'AWS refuses',
      Object.assign(named('TooManyRequestsException'), { $metadata: { httpStatusCode: 429 } }),
      'TooManyRequestsException',
    ],
  ])('does not say so of a change where %s: nothing was done', async (_, error, code) => {
    const { client } = clientThat(() => error);
    await expect(
      openStage('dev', client).invoke({ operation: 'tenant-pause', tenantId: 'acme' }),
    ).rejects.toMatchObject({ code });
  });

  it('invokes once where the connection breaks while the function is at work', async () => {
    let requests = 0;
    const lambda = createServer((request) => {
      requests += 1;
      request.socket.destroy();
    });
    await new Promise<void>((resolve) => void lambda.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const stage = openStage('dev');
    try {
      await expect(stage.invoke({ operation: 'tenant-pause', tenantId: 'acme' })).rejects.toMatchObject({
        code: 'OUTCOME_UNKNOWN',
      });
      expect(requests).toBe(1);
    } finally {
      vi.unstubAllEnvs();
      await stage.close();
      lambda.close();
    }
  });

  it('tells a function that failed by its log group', async () => {
    const { client } = clientThat(() => ({
      ...reply({}),
      FunctionError: 'Unhandled',
      $metadata: { requestId: 'r-1' },
    }));
    await expect(openStage('dev', client).invoke({ operation: 'tenant-list' })).rejects.toMatchObject({
      code: 'FUNCTION_FAILED',
      hint: expect.stringContaining('r-1'),
    });
  });
});
