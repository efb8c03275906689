import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What a process is started with: data as its one message, and environment beside the parent's. */
export interface ProcessInput {
  readonly env?: Readonly<Record<string, string>>;
  readonly data: unknown;
}

/** The parent's environment without what would lead a measured process elsewhere or change how it runs. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS');
  return { ...Object.fromEntries(kept), ...more };
}

function start(file: string, env: Readonly<Record<string, string>>, execArgv: readonly string[]): ChildProcess {
  // Its log lines are not wanted; what it says when it dies is.
  return fork(file, [], {
    env: environment(env),
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Sends one message and waits for the next one that comes back; throws where the process ends instead. */
async function ask(child: ChildProcess, message: unknown): Promise<unknown> {
  const ended = new AbortController();
  const answer = once(child, 'message', { signal: ended.signal }).then(([value]: unknown[]) => value);
  const death = once(child, 'exit', { signal: ended.signal }).then(([code]: unknown[]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with ${String(code)}`);
  });
  child.send(message as object);
  try {
    return await Promise.race([answer, death]);
  } finally {
    ended.abort();
    await Promise.allSettled([answer, death]);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  await exited;
}

/** Runs a file in a fresh process of this Node: data in, its one answer out. */
export async function runProcess<T>(file: string, input: ProcessInput, execArgv: readonly string[] = []): Promise<T> {
  const child = start(file, input.env ?? {}, execArgv);
  try {
    return (await ask(child, input.data)) as T;
  } finally {
    await end(child);
  }
}

/** A process that stays and answers questions until it is closed. */
export interface Server<Command> {
  readonly ask: <T>(command: Command) => Promise<T>;
  readonly close: () => Promise<void>;
}

export function startServer<Command>(file: string): Server<Command> {
  const child = start(file, {}, []);
  return { ask: async <T>(command: Command) => (await ask(child, command)) as T, close: () => end(child) };
}
