import type { IncomingMessage } from 'node:http';

const MAX_BODY_BYTES = 1_000_000;

/** Text of the body, or nothing when it is longer than any real request. */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  if (incoming.method === 'GET' || incoming.headers['content-length'] === '0') {
    incoming.resume();
    return '';
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
