import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

/** What the emulated account takes for the internet: an HTTPS proxy that knows a few hosts and no others. */
export interface Internet {
  /** For `HTTPS_PROXY`. */
  readonly proxyUrl: string;
  /** Every host and port that was asked for and is not there. */
  readonly refused: readonly string[];
  readonly close: () => Promise<void>;
}

export interface InternetOptions {
  /** PEM. The certificate has to name every host. */
  readonly key: string;
  readonly certificate: string;
  /** Ports on 127.0.0.1 that speak plain HTTP, by the host that they stand for. */
  readonly hosts: ReadonlyMap<string, number>;
}

/** Ends the TLS of a host and passes what is inside on to the simulator behind it. */
function serveHost(socket: Socket, port: number, options: InternetOptions): void {
  const secureContext = createSecureContext({ key: options.key, cert: options.certificate });
  const secure = new TLSSocket(socket, { isServer: true, secureContext });
  const simulator = connect(port, '127.0.0.1');
  const cut = (): void => {
    secure.destroy();
    simulator.destroy();
  };
  // Either side may go at any time: the other one is told so, and its client says what it makes of it.
  for (const stream of [secure, simulator, socket]) stream.on('error', cut).on('close', cut);
  secure.pipe(simulator).pipe(secure);
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy is not listening.');
  return address.port;
}

/**
 * Starts it on 127.0.0.1. Deployed functions keep their own list of hosts, HTTPS and the check of certificates: only the
 * way to those hosts is another.
 */
export async function startInternet(options: InternetOptions): Promise<Internet> {
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    refused.push(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, socket: Socket) => {
    const [host = '', port] = (request.url ?? '').split(':');
    const simulator = port === '443' ? options.hosts.get(host) : undefined;
    if (simulator === undefined) {
      refused.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    serveHost(socket, simulator, options);
  });
  const port = await listen(server);
  return {
    proxyUrl: `http://127.0.0.1:${port}`,
    refused,
    close: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
      await promise;
    },
  };
}
