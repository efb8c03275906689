import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILLING = Buffer.alloc(4_096);

/** A pipe that is full: whoever writes to `end` waits until it is opened. */
export type ShutPipe = {
  /** A file descriptor for a child process. */
  readonly end: number;
  readonly closeEnd: () => void;
  /** Lets through what is written; gives what has been so far. */
  readonly open: () => () => string;
  /** Instead of opening it. */
  readonly drop: () => void;
};

export function openShutPipe(): ShutPipe {
  const dir = mkdtempSync(join(tmpdir(), 'personio-sync-'));
  const file = join(dir, 'pipe');
  try {
    const { status, error } = spawnSync('mkfifo', ['-m', '600', file], { stdio: 'ignore' });
    if (status !== 0) throw new Error('The embedded DynamoDB needs the command mkfifo', { cause: error });
    const ours = openSync(file, constants.O_RDWR | constants.O_NONBLOCK);
    fill(ours);
    const end = openSync(file, constants.O_WRONLY);
    return { end, closeEnd: () => closeSync(end), open: () => readAll(ours), drop: () => closeSync(ours) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function fill(descriptor: number): void {
  try {
    for (;;) writeSync(descriptor, FILLING);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
  }
}

function readAll(descriptor: number): () => string {
  let said = '';
  const socket = new Socket({ fd: descriptor, readable: true, writable: false });
  // Read on to the end of its life, or the writer would stop at a full pipe.
  socket.on('data', (chunk: Buffer) => {
    if (said.length < 1_000) said += chunk.toString().replaceAll('\0', '');
  });
  socket.unref();
  return () => said;
}
