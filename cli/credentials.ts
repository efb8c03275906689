import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { isCancel, password } from '@clack/prompts';
import type { Credentials } from '../shared/contracts/credentials.ts';
import { CredentialsSchema } from '../shared/contracts/credentials.ts';
import type { NewCredentials } from '../shared/contracts/support/fields.ts';
import { NewCredentialsSchema } from '../shared/contracts/support/fields.ts';
import * as z from '../shared/contracts/zod.ts';
import { wrongUsage } from './problem.ts';
import type { Terminal } from './terminal.ts';

const SHAPE = '{"personio":{"clientId":"…","clientSecret":"…"},"alleo":{"accessKey":"…","secretKey":"…"}}';

const PAIRS: ReadonlySet<string> = new Set(['personio', 'alleo']);

/** No credentials are longer; whatever is, is another file. */
const MAX_LENGTH = 100_000;

async function readSource(source: string): Promise<string> {
  if (source === '-') return readAll(process.stdin);
  try {
    return await readFile(source, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw wrongUsage(
      'CREDENTIALS_FILE',
      `The credentials file ${source} ${why}.`,
      'Name a file, or - for standard input.',
    );
  }
}

function nameFaults(error: z.core.$ZodError): string {
  return [...new Set(error.issues.map((issue) => issue.path.join('.') || 'a pair'))].join(', ');
}

const hasOtherParts = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).some((key) => !PAIRS.has(key));

/** Nothing of the text is ever told: it may be a secret in the wrong place. */
function parse<T>(schema: z.ZodMiniType<T>, text: string, source: string): T {
  const name = source === '-' ? 'Standard input' : `The credentials file ${source}`;
  let value: unknown;
  try {
    value = JSON.parse(text.length > MAX_LENGTH ? '' : text);
  } catch {
    throw wrongUsage('CREDENTIALS_FILE', `${name} is not JSON.`, `It has to look like ${SHAPE}`);
  }
  // A pair under a misspelt name would be left out in silence, and the old one stay in use.
  if (hasOtherParts(value)) {
    const message = `${name} has a part that is neither personio nor alleo.`;
    throw wrongUsage('CREDENTIALS_FILE', message, `It has to look like ${SHAPE}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw wrongUsage('CREDENTIALS_FILE', `${name} lacks: ${nameFaults(parsed.error)}.`, `It has to look like ${SHAPE}`);
}

async function ask(message: string): Promise<string> {
  const answer = await password({ message: `${message} (not shown)`, mask: '' });
  if (isCancel(answer)) throw wrongUsage('CANCELLED', 'Cancelled: nothing was changed.');
  return (answer ?? '').trim();
}

/** Which pairs are asked for. `empty`: what it means to enter nothing; without it something has to be entered. */
interface Questions {
  readonly personio?: { readonly empty?: string };
  readonly alleo?: { readonly empty?: string };
}

/** `undefined` where the first of the pair is left empty and may be. */
async function askPair(
  first: string,
  second: string,
  empty: string | undefined,
): Promise<[string, string] | undefined> {
  const name = await ask(empty === undefined ? first : `${first}; empty: ${empty}`);
  if (name === '' && empty !== undefined) return undefined;
  return [name, await ask(second)];
}

async function askAll({ personio, alleo }: Questions): Promise<object> {
  const client = personio && (await askPair('Personio client id', 'Personio client secret', personio.empty));
  const key = alleo && (await askPair('Alleo access key', 'Alleo secret key', alleo.empty));
  return {
    ...(client === undefined ? {} : { personio: { clientId: client[0], clientSecret: client[1] } }),
    ...(key === undefined ? {} : { alleo: { accessKey: key[0], secretKey: key[1] } }),
  };
}

async function read<T>(
  terminal: Terminal,
  source: string | undefined,
  schema: z.ZodMiniType<T>,
  questions: Questions,
): Promise<T> {
  if (source !== undefined) return parse(schema, await readSource(source), source);
  if (!terminal.isInteractive) {
    const hint = 'Add --credentials FILE, or --credentials - and pipe the JSON in.';
    throw wrongUsage('CREDENTIALS_NEEDED', 'Nobody is here to type the credentials.', hint);
  }
  const parsed = schema.safeParse(await askAll(questions));
  if (parsed.success) return parsed.data;
  throw wrongUsage('CREDENTIALS_EMPTY', `Nothing was entered for: ${nameFaults(parsed.error)}.`, 'Try again.');
}

/** Credentials from a file, from standard input (`-`), or asked for without echo. Never from an argument. */
export function readCredentials(terminal: Terminal, source: string | undefined): Promise<Credentials> {
  return read(terminal, source, CredentialsSchema, { personio: {}, alleo: { empty: "the stage's own" } });
}

/** The same for pairs that take the place of stored ones: either may be left out. */
export function readNewCredentials(terminal: Terminal, source: string | undefined): Promise<NewCredentials> {
  const empty = 'it stays as it is';
  return read(terminal, source, NewCredentialsSchema, { personio: { empty }, alleo: { empty } });
}

/** Pairs for changed addresses, each of which voids the stored pair; `undefined` where the stage's own is to serve. */
export function readMovedCredentials(
  terminal: Terminal,
  source: string | undefined,
  moved: { readonly personio: boolean; readonly alleo: boolean },
): Promise<NewCredentials | undefined> {
  const isAsked = source !== undefined || moved.personio || (moved.alleo && terminal.isInteractive);
  if (!isAsked) return Promise.resolve(undefined);
  const schema = z.union([
    NewCredentialsSchema,
    z.pipe(
      z.strictObject({}),
      z.transform(() => undefined),
    ),
  ]);
  return read(terminal, source, schema, {
    ...(moved.personio ? { personio: {} } : {}),
    ...(moved.alleo ? { alleo: { empty: "the stage's own" } } : {}),
  });
}
