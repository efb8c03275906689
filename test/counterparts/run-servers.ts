import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pythonPath } from './install-python.ts';

const READY_MS = 30_000;
const STOP_MS = 3_000;
/** Nothing of this process's own settings, proxies and credentials for one, reaches a counterpart. */
const PYTHON_ENV = { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' };

/** A server on 127.0.0.1, and its end. */
export interface Server {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts a script of `python/` that serves 127.0.0.1 on the port given in `PORT`, a free one if none is asked for, and
 * waits until `path` is answered. It ends by itself when its standard input does, so that nothing stays behind whatever
 * becomes of this process.
 */
export async function startPythonServer(
  script: string,
  options: { readonly path: string; readonly port?: number; readonly env?: Readonly<Record<string, string>> },
): Promise<Server> {
  const { path, env = {} } = options;
  const port = await findFreePort(options.port);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(pythonPath(), [join(import.meta.dirname, 'python', script)], {
    env: { ...PYTHON_ENV, PORT: String(port), ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const deadline = performance.now() + READY_MS;
  while (!(await answers(`${url}${path}`))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || performance.now() > deadline) {
      await stop(child);
      throw new Error(`${script} ${ended ? 'ended' : 'did not answer'}: ${said}`);
    }
    await wait(50);
  }
  return { url, close: () => stop(child) };
}

/** Ends a Node program when its standard input does. */
const END_WITH_INPUT = 'data:text/javascript,process.stdin.on("end",()=>process.exit()).resume()';

/** Starts a program of this project with Node and waits until it prints its address, which `pattern` finds. */
export async function startNodeServer(program: string, args: readonly string[], pattern: RegExp): Promise<Server> {
  const child = spawn(process.execPath, ['--import', END_WITH_INPUT, program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const url = pattern.exec(said)?.[1];
    if (url !== undefined) return { url, close: () => stop(child) };
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop(child);
      throw new Error(`${program} did not start: ${said}`);
    }
    await wait(20);
  }
}

/** Runs a script of `python/` to its end and gives what it printed. Throws when it fails. */
export async function runPython(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(pythonPath(), [join(import.meta.dirname, 'python', script)], {
    env: { ...PYTHON_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  let printed = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script} failed (${String(code)}): ${said.slice(-2_000)}`);
  return printed;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).status < 500;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

/** A port of 127.0.0.1 on which nobody listens now: any, or the one asked for. Throws where somebody does. */
export function findFreePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
