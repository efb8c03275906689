import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type App, createApp } from './create-app.ts';
import { ENTRANCE } from './guards/check-session.ts';
import type { Services } from './services.ts';

/** This machine, and nobody else on its network. */
const HOST = '127.0.0.1';

/** The console while it is served. */
export interface Serving {
  /** A link that opens it once. */
  readonly issueLink: () => string;
  /** Ends with the console: closed, or for an hour without a request. */
  readonly ended: Promise<'closed' | 'idle'>;
  readonly close: () => Promise<void>;
}

/** Ends what nobody uses any more: a forgotten console on a machine that is left open. */
function watchIdle(idleMs: number, onIdle: () => void): { readonly begin: () => void; readonly end: () => void } {
  let busy = 0;
  let timer = setTimeout(onIdle, idleMs);
  return {
    begin: () => {
      busy += 1;
      clearTimeout(timer);
    },
    end: () => {
      busy -= 1;
      clearTimeout(timer);
      if (busy === 0) timer = setTimeout(onIdle, idleMs);
    },
  };
}

/** Serves the console on a free port of this machine. `idleMs`: how long without a request before it ends. */
export async function serveConsole(
  services: Omit<Services, 'origin'>,
  { idleMs = 3_600_000 }: { readonly idleMs?: number } = {},
): Promise<Serving> {
  let app: App | undefined;
  const server = createAdaptorServer({
    fetch: (request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://${HOST}:${port}`;
  app = createApp({ ...services, origin });
  const { session } = app;

  const { promise: ended, resolve } = Promise.withResolvers<'closed' | 'idle'>();
  const stop = (why: 'closed' | 'idle') => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    resolve(why);
  };
  const idle = watchIdle(idleMs, () => stop('idle'));
  server.on('request', (_request: unknown, response: ServerResponse) => {
    idle.begin();
    response.once('close', idle.end);
  });
  return {
    issueLink: () => `${origin}${ENTRANCE}?key=${session.issueKey()}`,
    ended,
    close: async () => {
      idle.begin();
      stop('closed');
      await ended;
    },
  };
}
