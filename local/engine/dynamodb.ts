import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineUnavailableError } from './engine-unavailable-error.ts';
import { argumentsOf, sendSignal } from './process-identity.ts';
import { readFileIfThere } from './read-file-if-there.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const READY_MS = 10_000;
const STOP_MS = 3_000;
const PORT_ATTEMPTS = 3;

/** A local DynamoDB and its end. */
export type LocalDynamoDb = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Starts a DynamoDB on the loopback interface whose data stay in `dir`, or in memory. Where the environment names
 * one by AWS_ENDPOINT_URL_DYNAMODB, that one is used and left alone.
 * @throws EngineUnavailableError on a platform for which no DynamoDB binary is installed.
 */
export async function startDynamoDb(deps: {
  dir?: string | undefined;
  env?: NodeJS.ProcessEnv;
  /** Where the binary is; undefined when there is none. */
  findBinary?: () => string | undefined;
  platform?: string;
}): Promise<LocalDynamoDb> {
  const { dir, env = process.env, findBinary = findDynoxide, platform = `${process.platform}-${process.arch}` } = deps;
  const external = env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (external) return { url: external, close: async () => {} };
  const binary = findBinary();
  if (binary === undefined) throw new EngineUnavailableError(sayWhatToDo(platform));
  if (dir === undefined) return startBinary(binary, undefined);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const database = join(dir, 'dynamodb.sqlite');
  const pidFile = join(dir, 'pid');
  await stopLeftover(pidFile, database);
  const { pid, url, close } = await startBinary(binary, database);
  writeFileAtomically(pidFile, String(pid));
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

async function startBinary(binary: string, database: string | undefined): Promise<LocalDynamoDb & { pid: number }> {
  for (let attempt = 1; ; attempt += 1) {
    // It does not say which port it got when asked for any, so one is chosen here and may be lost to someone else.
    const port = await findFreePort();
    const options = database === undefined ? [] : ['--db-path', database];
    const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), ...options], {
      // Its own process group: a Ctrl-C is for us, who then stop it in order.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const watchdog = child.pid === undefined ? undefined : startWatchdog(child.pid);
    const failure = await untilListening(child);
    if (failure === undefined && child.pid !== undefined) {
      return { pid: child.pid, url: `http://127.0.0.1:${port}`, close: () => stop(child, watchdog) };
    }
    watchdog?.kill('SIGKILL');
    if (attempt === PORT_ATTEMPTS || failure?.includes('already in use') !== true) {
      throw new Error(`The embedded DynamoDB did not start: ${failure}`);
    }
  }
}

/** Resolves to nothing once it listens, else to what it said when it ended. */
function untilListening(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`it was not ready within ${READY_MS / 1_000} seconds`);
    }, READY_MS);
    const settle = (failure: string | undefined) => {
      clearTimeout(timer);
      resolve(failure);
    };
    // Read on to the end of its life, or it would stop at a full pipe.
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 1_000) said += chunk.toString();
      if (said.includes('listening on')) settle(undefined);
    });
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => settle(said.trim() || `it ended with code ${code}`));
  });
}

/**
 * A shell that waits for the end of its input, which the kernel closes when this process dies in whatever way, and
 * then stops the child.
 */
function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill "$0"', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}

async function stop(child: ChildProcess, watchdog: ChildProcess | undefined): Promise<void> {
  watchdog?.kill('SIGKILL');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
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

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
