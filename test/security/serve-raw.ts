import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server of a few lines on 127.0.0.1: what a simulator would never send. */
export interface RawServer {
  readonly url: string;
  /** Every request that came. */
  readonly requests: readonly { readonly url: string; readonly authorization: string | undefined }[];
  /** Sockets that are open now. */
  readonly open: ReadonlySet<Socket>;
  readonly close: () => Promise<void>;
}

export async function serveRaw(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<RawServer> {
  const requests: { url: string; authorization: string | undefined }[] = [];
  const open = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    open,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
