import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDynamoDbProcess } from './dynamodb-process.ts';
import { EngineUnavailableError } from './engine-unavailable-error.ts';
import { guardDynamoDb } from './guard-dynamodb.ts';
import { argumentsOf, sendSignal } from './process-identity.ts';
import type { AccessKey } from './prove-request.ts';
import { readFileIfThere } from './read-file-if-there.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const STOP_MS = 3_000;

/** A local DynamoDB and its end. */
export type LocalDynamoDb = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Starts a DynamoDB on the loopback interface whose data stay in `dir`, or in memory, and which answers to whoever has
 * the key. Where the environment names one by AWS_ENDPOINT_URL_DYNAMODB, that one is used and left alone.
 * @throws EngineUnavailableError on a platform for which no DynamoDB binary is installed.
 */
export async function startDynamoDb(deps: {
  accessKey: AccessKey;
  dir?: string | undefined;
  env?: NodeJS.ProcessEnv;
  /** Where the binary is; undefined when there is none. */
  findBinary?: () => string | undefined;
  platform?: string;
}): Promise<LocalDynamoDb> {
  const { accessKey, dir, env = process.env, findBinary = findDynoxide } = deps;
  const { platform = `${process.platform}-${process.arch}` } = deps;
  const external = env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (external) return { url: external, close: async () => {} };
  const binary = findBinary();
  if (binary === undefined) throw new EngineUnavailableError(sayWhatToDo(platform));
  if (dir === undefined) return guardDynamoDb(accessKey, await startDynamoDbProcess(binary, undefined));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const database = join(dir, 'dynamodb.sqlite');
  const pidFile = join(dir, 'pid');
  await stopLeftover(pidFile, database);
  const child = await startDynamoDbProcess(binary, database);
  writeFileAtomically(pidFile, String(child.pid));
  const { url, close } = await guardDynamoDb(accessKey, child);
  return {
    url,
    close: async () => {
      await close();
      rmSync(pidFile, { force: true });
    },
  };
}

/** The shortest way to a DynamoDB on a platform on which there is no binary. */
function sayWhatToDo(platform: string): string {
  if (platform === 'linux-x64') return 'The embedded DynamoDB is not installed: run `npm ci --include=optional`.';
  if (platform.startsWith('win32')) return 'There is no embedded DynamoDB for Windows: install and run this in WSL.';
  return (
    `There is no embedded DynamoDB for ${platform}: start one by \`npm run dynamodb\` in another terminal (it needs ` +
    'Python 3.10 or newer), and set AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000.'
  );
}

function findDynoxide(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    return undefined;
  }
}

/** Stops the process that an earlier run of the same directory left behind, if it is still that process. */
async function stopLeftover(pidFile: string, database: string): Promise<void> {
  const pid = Number(readFileIfThere(pidFile));
  const isOurs = () => argumentsOf(pid)?.includes(database) === true;
  if (!(pid > 0) || !isOurs()) return;
  const deadline = performance.now() + STOP_MS;
  sendSignal(pid, 'SIGTERM');
  while (isOurs()) {
    if (performance.now() > deadline) sendSignal(pid, 'SIGKILL');
    await sleep(5);
  }
}
