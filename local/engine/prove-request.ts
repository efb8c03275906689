import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ServiceError } from './service-error.ts';

/** What a client of the engine signs its requests with. */
export type AccessKey = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** The id is no secret and always the same: a DynamoDB Local that the environment names keeps a database per id. */
const ACCESS_KEY_ID = 'local';

/** A key that nobody else has, to be kept in this process alone. */
export function createAccessKey(): AccessKey {
  return { accessKeyId: ACCESS_KEY_ID, secretAccessKey: randomBytes(32).toString('base64url') };
}

/** DynamoDB's own limit is 16 MB, and no service here has a higher one. */
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;
/** As long as AWS takes a signature for fresh ("within five minutes of the timestamp in the request"). */
const FRESH_MS = 5 * 60_000;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/, ]+)\/(\d{8}\/[^/, ]+\/[^/, ]+\/aws4_request), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

const refused = (type: string, message: string) => new ServiceError(type, message, { status: 403 });
const unsigned = () =>
  refused('MissingAuthenticationTokenException', 'The embedded engine answers to its own process alone');
const wronglySigned = () =>
  refused('InvalidSignatureException', 'The signature is not one of the key of this engine over this request');

/**
 * The body of a request whose sender has the key: signed by AWS's Signature Version 4
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), over this address,
 * these headers and this body, a few minutes ago at most. Whoever has not even the form of it is refused before the
 * body is read.
 * @throws ServiceError with status 403, or 413 where the body is too long.
 */
export async function readProven(key: AccessKey, request: IncomingMessage): Promise<Buffer> {
  const { headers, socket } = request;
  // A page in a browser can give its own name this address (DNS rebinding), but cannot lie about its name.
  if (headers.host !== `127.0.0.1:${socket.localPort}`) {
    throw refused('AccessDeniedException', 'The embedded engine does not answer to this host name');
  }
  const [, keyId = '', scope = '', names = '', signature = ''] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  const signed = names.split(';');
  if (keyId !== key.accessKeyId || !signed.includes('host') || !signed.includes('x-amz-date')) throw unsigned();
  const time = String(headers['x-amz-date']);
  if (!time.startsWith(scope.slice(0, 8)) || !isFresh(time)) throw wronglySigned();
  const body = await readBody(request);
  const canonical = [
    request.method,
    ...canonicalTarget(request.url ?? '/'),
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replaceAll(/ +/g, ' ')}`,
    ),
    '',
    names,
    sha256(body),
  ].join('\n');
  const expected = hmac(signingKey(key, scope), [ALGORITHM, time, scope, sha256(canonical)].join('\n'));
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) throw wronglySigned();
  return body;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Of this key for a day, region and service. */
const signingKey = ({ secretAccessKey }: AccessKey, scope: string): Buffer =>
  scope.split('/').reduce<string | Buffer>((part, next) => hmac(part, next), `AWS4${secretAccessKey}`) as Buffer;

/** `20261130T040000Z`, by the machine's clock and not by a simulated one: that is what the SDK signs with. */
function isFresh(time: string): boolean {
  const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return Math.abs(Date.now() - Date.parse(iso)) < FRESH_MS;
}

const escape = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The path, encoded once more as all services but S3 have it, and the query in order. */
function canonicalTarget(url: string): [path: string, query: string] {
  const [path = '/', query = ''] = url.split('?');
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${escape(name)}=${escape(value)}`);
  return [path.split('/').map(escape).join('/'), pairs.sort().join('&')];
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new ServiceError('RequestEntityTooLarge', 'Too long', { status: 413 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
