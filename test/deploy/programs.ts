import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** A program to run: never through a shell. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment; nothing is inherited. */
  readonly env: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly timeoutMs: number;
}

/** How a program ended. `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server that goes on running. */
export interface Running {
  /** What it has printed so far. */
  readonly log: () => string;
}

/** Runs programs and sees to it that none of them, nor anything that they started, is left. */
export interface Programs {
  /** Throws where it takes too long or cannot be started; a bad exit code is the caller's to judge. */
  run(program: Program): Promise<Ended>;
  /** Starts a server and waits until it prints `ready`. Throws where it ends before. */
  start(program: Program, ready: RegExp): Promise<Running>;
  stopAll(): Promise<void>;
}

/** Each program leads a process group: what it starts belongs to it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    // The group is gone, which is what was wanted.
    return false;
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  for (let tries = 0; tries < 30 && signalGroup(child, 0); tries += 1) await wait(100);
  signalGroup(child, 'SIGKILL');
}

function launch({ command, args, cwd, env }: Program): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: 'pipe' });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', (cause) => {
    reject(new Error(`${command} could not be started.`, { cause }));
  });
  child.once('close', resolve);
  return { child, ended: promise };
}

const nameOf = ({ command, args }: Program): string => [command.split('/').at(-1), ...args.slice(0, 3)].join(' ');

const readAll = async (stream: Readable | null): Promise<string> => (stream === null ? '' : text(stream));

async function runProgram(children: Set<ChildProcess>, program: Program): Promise<Ended> {
  const { child, ended } = launch(program);
  children.add(child);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void endGroup(child);
  }, program.timeoutMs);
  try {
    // A program that ends without reading breaks the pipe; its exit code tells why.
    child.stdin?.on('error', () => {}).end(program.input ?? '');
    const [code, stdout, stderr] = await Promise.all([ended, readAll(child.stdout), readAll(child.stderr)]);
    if (late) throw new Error(`${nameOf(program)} took longer than ${program.timeoutMs / 1000} s.\n${stdout}${stderr}`);
    return { code, stdout, stderr };
  } finally {
    clearTimeout(timer);
    await endGroup(child);
    children.delete(child);
  }
}

async function startProgram(children: Set<ChildProcess>, program: Program, ready: RegExp): Promise<Running> {
  const { child, ended } = launch(program);
  children.add(child);
  let log = '';
  const { promise, resolve } = Promise.withResolvers<'ready'>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
      if (ready.test(log)) resolve('ready');
    });
  }
  const late = wait(program.timeoutMs, 'late' as const, { ref: false });
  const first = await Promise.race([promise, ended, late]);
  if (first !== 'ready') throw new Error(`${nameOf(program)} did not start (${String(first)}).\n${log}`);
  return { log: () => log };
}

export function createPrograms(): Programs {
  const children = new Set<ChildProcess>();
  let isOver = false;
  // Whoever is interrupted goes on for a moment: it must not start anything more.
  const refuseWhenOver = async (): Promise<void> => {
    if (isOver) throw new Error('Interrupted.');
  };
  return {
    run: (program) => refuseWhenOver().then(() => runProgram(children, program)),
    start: (program, ready) => refuseWhenOver().then(() => startProgram(children, program, ready)),
    stopAll: async () => {
      isOver = true;
      await Promise.all([...children].map((child) => endGroup(child)));
    },
  };
}
