import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo } from './connect-to.ts';
import { openShutPipe } from './shut-pipe.ts';

/** Files, sockets among them, that the process may have open: those that it needs, the rest is for connections. */
const MOST_FILES = 20;
/** At the first attempt; at the second one twice as long. */
const READY_MS = 1_500;
const STOP_MS = 3_000;
const ATTEMPTS = 5;

/** A DynamoDB that answers on `connections` and on no other, for as long as they are open. */
export type DynamoDbProcess = {
  readonly pid: number;
  readonly port: number;
  readonly connections: readonly Socket[];
  readonly close: () => Promise<void>;
};

/**
 * Starts the binary, which knows no key and answers to everybody who reaches its port. So nobody else reaches it: its
 * limit of open files leaves room for some connections, and all of them are ours. They are made while it listens and
 * cannot yet accept, because it waits to say so on a pipe that nobody reads; who connects later stands behind them in
 * the queue of the kernel, for ever. Where somebody else was earlier, it is stopped and started on another port.
 */
export async function startDynamoDbProcess(binary: string, database: string | undefined): Promise<DynamoDbProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const started = await tryToStart(binary, database, attempt * READY_MS);
    if (typeof started !== 'string') return started;
    if (attempt === ATTEMPTS || !PASSING.some((text) => started.includes(text))) {
      throw new Error(`The embedded DynamoDB did not start: ${started}`);
    }
  }
}

const NOT_READY = 'it did not listen in time';
const NOT_ALONE = 'somebody else was connected to it first';
/** What another port or another moment may change. */
const PASSING = ['already in use', NOT_READY, NOT_ALONE];

/** The process, or why there is none. */
async function tryToStart(
  binary: string,
  database: string | undefined,
  readyMs: number,
): Promise<DynamoDbProcess | string> {
  // It does not say which port it got when asked for any, so one is chosen here and may be lost to someone else.
  const port = await findFreePort();
  const options = database === undefined ? [] : ['--db-path', database];
  const pipe = openShutPipe();
  const limited = `umask 077 && ulimit -n ${MOST_FILES} && exec "$0" "$@"`;
  const child = spawn(
    '/bin/sh',
    ['-c', limited, binary, 'serve', '--host', '127.0.0.1', '--port', `${port}`, ...options],
    {
      // Its own process group: a Ctrl-C is for us, who then stop it in order.
      detached: true,
      stdio: ['ignore', 'ignore', pipe.end],
    },
  );
  pipe.closeEnd();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const { pid } = child;
  if (pid === undefined) return 'it could not be run';
  const watchdog = startWatchdog(pid);
  const connections = await takeAllConnections(pid, port, readyMs);
  const giveUp = async (why: string) => {
    watchdog.kill('SIGKILL');
    child.kill('SIGKILL');
    await ended;
    return why;
  };
  // Killed while it waits: it has accepted nobody.
  if (connections === NOT_ALONE) {
    pipe.drop();
    return giveUp(NOT_ALONE);
  }
  const said = pipe.open();
  if (typeof connections === 'string') {
    // One that could not start ends by itself once it has said why.
    await Promise.race([ended, sleep(readyMs, undefined, { ref: false })]);
    return giveUp(said().includes('listening on') ? NOT_READY : said().trim() || connections);
  }
  if ((await areAnswered(connections)) && freeFiles(pid) === 0) {
    return { pid, port, connections, close: () => stop(child, watchdog) };
  }
  return giveUp(NOT_ALONE);
}

/** Connects as often as the process has room for; what it is where that is not possible. */
async function takeAllConnections(pid: number, port: number, readyMs: number): Promise<readonly Socket[] | string> {
  const deadline = performance.now() + readyMs;
  let first = await connectTo(port);
  while (first === undefined) {
    if (performance.now() > deadline) return NOT_READY;
    await sleep(2);
    first = await connectTo(port);
  }
  const others = await Promise.all(Array.from({ length: Math.max(0, freeFiles(pid) - 1) }, () => connectTo(port)));
  const connections = [first, ...others].filter((one) => one !== undefined);
  const ours = new Set(connections.map((socket) => socket.localPort));
  const isAlone = clientPorts(port).every((client) => ours.has(client)) && connections.length === freeFiles(pid);
  if (isAlone) return connections;
  for (const socket of connections) socket.destroy();
  return NOT_ALONE;
}

/** How many files the process can still open: the lowest free number is the next one's. */
function freeFiles(pid: number): number {
  const taken = readdirSync(`/proc/${pid}/fd`).filter((number) => Number(number) < MOST_FILES);
  return MOST_FILES - taken.length;
}

const ESTABLISHED = '01';

/** The ports from which somebody is connected to this port of the loopback interface, accepted or not (proc(5)). */
function clientPorts(port: number): readonly number[] {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([, at, client = '', state]) =>
    at === local && state === ESTABLISHED ? [Number.parseInt(client.split(':')[1] ?? '', 16)] : [],
  );
}

/** Whether the process has accepted all of them: it answers on each. */
async function areAnswered(connections: readonly Socket[]): Promise<boolean> {
  const answers = connections.map(
    (socket) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), READY_MS);
        socket.once('data', () => {
          clearTimeout(timer);
          resolve(true);
        });
        socket.write('HEAD / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
      }),
  );
  return (await Promise.all(answers)).every(Boolean);
}

/**
 * A shell that waits for the end of its input, which the kernel closes when this process dies in whatever way, and
 * then kills the child: at once, because with us went the connections that keep others out.
 */
function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}

async function stop(child: ChildProcess, watchdog: ChildProcess): Promise<void> {
  watchdog.kill('SIGKILL');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
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
