import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createAlleoClient } from '../../shared/adapters/alleo/alleo-client.ts';
import { NoAnswerError, sendRequest } from '../../shared/adapters/http/send-request.ts';
import { createPersonioClient } from '../../shared/adapters/personio/personio-client.ts';
import { type RawServer, serveRaw } from './serve-raw.ts';

const MEBIBYTE = 1_048_576;
/** Time enough for a busy machine where size is at stake; little where time is. */
const PATIENT = { timeoutMs: 10_000, maxBytes: MEBIBYTE };
const IMPATIENT = { ...PATIENT, timeoutMs: 300 };
const servers: RawServer[] = [];

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<RawServer> {
  const server = await serveRaw(answer);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** What a GET with a token ends in. */
async function outcomeOf(server: RawServer, limits = PATIENT): Promise<string> {
  const request = { method: 'GET', url: server.url, headers: { authorization: 'Bearer token' } } as const;
  try {
    return String((await sendRequest(request, limits)).status);
  } catch (error) {
    if (error instanceof NoAnswerError) return error.code;
    throw error;
  }
}

describe('an answer', () => {
  it('is taken up to the limit, to the byte', async () => {
    const body = 'x'.repeat(MEBIBYTE);
    expect(await outcomeOf(await serve((_, response) => response.end(body)))).toBe('200');
    expect(await outcomeOf(await serve((_, response) => response.end(`${body}x`)))).toBe('TOO_LARGE');
  });

  it('without an end is cut off, and so is its connection', async () => {
    const chunk = Buffer.alloc(65_536, 'x');
    const server = await serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write(chunk));
        response.once('drain', write);
      };
      write();
    });
    expect(await outcomeOf(server)).toBe('TOO_LARGE');
    await expect.poll(() => server.open.size).toBe(0);
  });

  it('that was asked for packed is unpacked, and one that is not is taken as it is', async () => {
    const text = JSON.stringify({ name: 'Zoë' });
    for (const packed of [true, false]) {
      const server = await serve(({ headers }, response) => {
        expect(headers).toMatchObject({ 'accept-encoding': 'gzip', 'user-agent': 'alleo-personio-sync' });
        response.writeHead(200, packed ? { 'content-encoding': 'gzip' } : {});
        response.end(packed ? gzipSync(text) : text);
      });
      const answer = await sendRequest({ method: 'GET', url: server.url, headers: {} }, PATIENT);
      expect(answer.body).toBe(text);
    }
  });

  it('that is packed and broken is none', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed at all');
    });
    expect(await outcomeOf(server)).toBe('NETWORK');
  });

  it('that grows when it is unpacked is measured unpacked', async () => {
    const packed = gzipSync(Buffer.alloc(64 * MEBIBYTE));
    expect(packed.length).toBeLessThan(MEBIBYTE);
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    expect(await outcomeOf(server)).toBe('TOO_LARGE');
  });

  it.each([
    ['that never comes', () => {}],
    ['whose body drips', (_: IncomingMessage, response: ServerResponse) => drip(() => response.write(' '))],
    [
      'whose headers drip',
      ({ socket }: IncomingMessage) => {
        socket.write('HTTP/1.1 200 OK\r\nX-A: ');
        drip(() => socket.write('a'));
      },
    ],
  ])('%s is not waited for beyond the limit', async (_what, answer) => {
    const server = await serve(answer);
    const started = performance.now();
    expect(await outcomeOf(server, IMPATIENT)).toBe('TIMEOUT');
    expect(performance.now() - started).toBeLessThan(3_000);
    await expect.poll(() => server.open.size).toBe(0);
  });

  it('with headers without an end is cut off', async () => {
    const server = await serve(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(() => socket.write(`X-A: ${'a'.repeat(30_000)}\r\n`), 1);
    });
    expect(await outcomeOf(server)).toBe('NETWORK');
  });
});

function drip(write: () => unknown, ms = 20): void {
  let left = 200;
  const timer = setInterval(() => {
    left -= 1;
    if (left === 0) clearInterval(timer);
    write();
  }, ms);
  timer.unref();
}

describe('a redirect is never followed', () => {
  const STATUSES = [301, 302, 303, 307, 308];
  const json = (response: ServerResponse, body: object) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  /** A server that sends everything but, where wanted, the token on to another; and that other one. */
  async function redirecting(status: number, sendsTokenOn: boolean) {
    const elsewhere = await serve((_, response) => json(response, { success: true, data: {} }));
    const here = await serve(({ url = '' }, response) => {
      if (!sendsTokenOn && url.endsWith('/auth')) json(response, { success: true, data: { token: 'token' } });
      else if (!sendsTokenOn && url.endsWith('/oauth/token')) json(response, { access_token: 'token' });
      else response.writeHead(status, { location: `${elsewhere.url}${url}` }).end();
    });
    return { here, elsewhere };
  }
  const common = {
    tenantId: 'acme',
    allowedHosts: [],
    allowLoopback: true,
    pacing: undefined,
    retryBudgetMs: 0,
    sleep: async () => {},
  };
  const callPersonio = (baseUrl: string) =>
    createPersonioClient({
      ...common,
      baseUrl,
      eligibility: { mode: 'everyone' },
      credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
    }).readAttributes();
  const callAlleo = (baseUrl: string) =>
    createAlleoClient({
      ...common,
      baseUrl,
      companyId: 1,
      credentials: async () => ({ accessKey: 'access', secretKey: 'secret' }),
    }).createAccount({ email: 'jane@example.com', first_name: 'Jane', last_name: 'Doe', external_id: '1' });

  it.each(STATUSES)('%i: is told as such, and the rest of it is not read', async (status) => {
    const server = await serve((_, response) => {
      response.writeHead(status, { location: 'https://example.com' });
      response.write('go there');
    });
    expect(await outcomeOf(server)).toBe('REDIRECT');
    await expect.poll(() => server.open.size).toBe(0);
  });

  it.each(STATUSES)('%i: neither token nor credentials nor a person leave the host', async (status) => {
    for (const sendsTokenOn of [false, true]) {
      for (const [call, code] of [
        [callPersonio, 'PERSONIO_UNAVAILABLE'],
        [callAlleo, 'ALLEO_UNAVAILABLE'],
      ] as const) {
        const { here, elsewhere } = await redirecting(status, sendsTokenOn);
        await expect(call(here.url)).rejects.toMatchObject({ name: 'TransientError', code });
        expect(here.requests.length).toBeGreaterThan(0);
        expect(elsewhere.requests).toEqual([]);
      }
    }
  });
});
