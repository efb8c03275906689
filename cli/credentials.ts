import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { isCancel, password } from '@clack/prompts';
import type { Credentials } from '../shared/contracts/tenant.ts';
import { CredentialsSchema } from '../shared/contracts/tenant.ts';
import { wrongUsage } from './problem.ts';
import type { Terminal } from './terminal.ts';

const SHAPE = '{"personio":{"clientId":"…","clientSecret":"…"},"alleo":{"accessKey":"…","secretKey":"…"}}';

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

function parse(text: string, source: string): Credentials {
  const name = source === '-' ? 'Standard input' : `The credentials file ${source}`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
    throw wrongUsage('CREDENTIALS_FILE', `${name} is not JSON.`, `It has to look like ${SHAPE}`);
  }
  const parsed = CredentialsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'everything').join(', ');
  throw wrongUsage('CREDENTIALS_FILE', `${name} lacks: ${fields}.`, `It has to look like ${SHAPE}`);
}

async function ask(message: string): Promise<string> {
  const answer = await password({ message, mask: '' });
  if (isCancel(answer)) throw wrongUsage('CANCELLED', 'Cancelled: nothing was changed.');
  return (answer ?? '').trim();
}

async function askAll(): Promise<Credentials> {
  const clientId = await ask('Personio client id (not shown)');
  const clientSecret = await ask('Personio client secret (not shown)');
  const accessKey = await ask("Alleo access key (not shown; empty: the stage's own)");
  const secretKey = accessKey === '' ? '' : await ask('Alleo secret key (not shown)');
  const parsed = CredentialsSchema.safeParse({
    personio: { clientId, clientSecret },
    ...(accessKey === '' ? {} : { alleo: { accessKey, secretKey } }),
  });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw wrongUsage('CREDENTIALS_EMPTY', `Nothing was entered for: ${fields}.`, 'Try again.');
}

/** Credentials from a file, from standard input (`-`), or asked for without echo. Never from an argument. */
export async function readCredentials(terminal: Terminal, source: string | undefined): Promise<Credentials> {
  if (source !== undefined) return parse(await readSource(source), source);
  if (terminal.isInteractive) return askAll();
  const hint = 'Add --credentials FILE, or --credentials - and pipe the JSON in.';
  throw wrongUsage('CREDENTIALS_NEEDED', 'Nobody is here to type the credentials.', hint);
}
