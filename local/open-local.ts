import { createHash, randomUUID } from 'node:crypto';
import { type Clients, createClients } from '../shared/adapters/clients.ts';
import { createDirectory } from '../shared/adapters/dynamodb/directory.ts';
import type { DirectoryPort } from '../shared/core/ports/table.ts';
import type { Log } from '../shared/runtime/logger.ts';
import { boundWaiting, type Waiting } from './bound-waiting.ts';
import { createQueues, type QueueUrls } from './create-queues.ts';
import { createTable, voidLeases } from './create-table.ts';
import { ownDirectory } from './engine/own-directory.ts';
import type { OnRequest } from './engine/serve-actions.ts';
import { type Engine, startEngine } from './engine/start-engine.ts';
import { type EngineClock, openEngineClock } from './engine-clock.ts';
import { createLocalClock, type LocalClock } from './local-clock.ts';
import { type LocalEnv, localEnv } from './local-env.ts';
import { pointSdk } from './point-sdk.ts';
import { type Containers, type Observer, startContainers } from './start-containers.ts';
import { countMetrics, logToStandardError } from './telemetry.ts';

export interface OpenLocalOptions {
  /** Where state stays between calls. @default nothing outlives this */
  readonly dir?: string | undefined;
  /** Real time; a simulated day is set with `clock`. @default the machine's */
  readonly now?: (() => Date) | undefined;
  /** Where the handlers log. @default warnings and errors on standard error */
  readonly log?: Log | undefined;
  /** Faults of the embedded SQS and Secrets Manager. */
  readonly onRequest?: OnRequest | undefined;
}

/** The whole product in one process: the real handlers on the embedded engine. */
export interface Local {
  readonly engine: Engine;
  readonly clients: Clients;
  readonly env: LocalEnv;
  readonly queues: QueueUrls;
  readonly directory: DirectoryPort;
  /** Builds the handlers anew, as Lambda does after a night without work: nothing is kept from earlier invocations. */
  readonly startContainers: () => Containers;
  /** The clock of the runs. */
  readonly clock: LocalClock;
  readonly engineClock: EngineClock;
  readonly waiting: Waiting;
  readonly observers: Set<Observer>;
  /** What the handlers counted, by metric name. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the embedded run: engine, table and queues. One at a time in a process, because the SDK is pointed at the engine
 * by the process's environment.
 * @throws EngineUnavailableError when another process has `dir` open, it is not this user's alone, or where no local
 * DynamoDB is to be had.
 */
export async function openLocal(options: OpenLocalOptions = {}): Promise<Local> {
  const { now = () => new Date(), log = logToStandardError(), onRequest } = options;
  const dir = options.dir === undefined ? undefined : ownDirectory(options.dir);
  const engineClock = openEngineClock(dir);
  const clock = createLocalClock(now, dir);
  const engine = await startEngine({ dir, clock: engineClock.now, onRequest });
  const tableName = nameTable(engine, dir);
  const restoreSdk = pointSdk(engine);
  const close = async () => {
    clock.close();
    restoreSdk();
    await engine.close();
  };
  try {
    const clients = createClients();
    const queues = await createQueues(clients.sqs());
    const env = localEnv(queues, tableName);
    const directory = createDirectory({
      client: clients.dynamodb,
      tableName: env.sync.TABLE_NAME,
      onUnreadable: (tenantId, error) => log.error('tenant cannot be read', error, { tenantId }),
    });
    await createTable(clients.dynamodb(), env.sync.TABLE_NAME);
    await voidLeases(clients.dynamodb(), env.sync.TABLE_NAME, await directory.listTenants());
    const waiting = boundWaiting();
    const observers = new Set<Observer>();
    const { metrics, counter } = countMetrics();
    const common = { clock: clock.now, clients, log, counter, sleep: waiting.sleep };
    const start = () => startContainers({ env, common, observers });
    const state = { engine, clients, env, queues, directory, clock, engineClock, waiting, observers, metrics };
    return { ...state, startContainers: start, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The embedded DynamoDB is this directory's alone; one that the environment names may serve several. */
function nameTable(engine: Engine, dir: string | undefined): string {
  const isShared = engine.dynamodbEndpointUrl === process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (!isShared) return 'personio-sync-local';
  const owner = dir ?? randomUUID();
  return `personio-sync-local-${createHash('sha256').update(owner).digest('hex').slice(0, 12)}`;
}
