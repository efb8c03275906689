import { ServiceError } from '../../../local/engine/service-error.ts';
import type { Clients } from '../../../shared/adapters/clients.ts';
import type { Climate } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import { sleep } from '../clockwork/machine.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Story } from '../story.ts';
import { AwsError, type SimulatedTable } from './table.ts';
import { type Command, carryOutOnTable, plainInput, unreal } from './table-commands.ts';
import { tellQueueCall, tellTableCall } from './tell-calls.ts';

export type Actions = Readonly<Record<string, (input: unknown, signal: AbortSignal) => unknown>>;

export interface CloudDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly story: Story;
  readonly table: SimulatedTable;
  readonly sqs: Actions;
  readonly secrets: Actions;
  /** Told of a request that changes something, as it is sent. */
  readonly onAct: (what: string) => void;
  /** Told after something was done to a queue. */
  readonly onQueue: (queueUrl: string, action: string, input: Readonly<Record<string, unknown>>) => void;
}

/** As `shared/adapters/clients.ts` sets the SDK. */
const SDK_ATTEMPTS = 3;
const REQUEST_TIMEOUT_MS = 10_000;

type Service = 'dynamodb' | 'sqs' | 'secrets';

interface Call {
  readonly service: Service;
  readonly action: string;
  /** Who asks and what about, for the story. */
  readonly about: string;
  /** A read, or nothing but book-keeping: told to whoever looks closely. */
  readonly isDull: boolean;
  /** Gives the answer, or throws the service's error. */
  readonly carryOut: () => unknown;
}

const IS_READ = /^(Get|BatchGet|Query|Receive|Describe)/;

const NETWORK = (): Error => Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });

const THROTTLED: Readonly<Record<Service, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  sqs: 'RequestThrottled',
  secrets: 'ThrottlingException',
};

/** Whether the SDK itself tries again. */
const isRetried = (error: unknown) =>
  error instanceof Error && (error.name === 'TimeoutError' || Object.values(THROTTLED).includes(error.name));

function toAwsError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  return new AwsError(error.type.split('#').at(-1) ?? error.type, error.status);
}

/** One attempt over the network: it arrives, is carried out, and is answered; or any of these is not so. */
function attempt(deps: CloudDeps, call: Call): Promise<unknown> {
  const { scheduler, chance, climate, story } = deps;
  const { service } = call;
  const owner = scheduler.current;
  if (!IS_READ.test(call.action)) deps.onAct(`${service} ${call.action}`);
  const rates = climate.faults;
  const lostBefore = chance.strikes(`${service} lost before, ${owner.name}`, rates[`${service} lost before`]);
  const throttled = chance.strikes(`${service} throttled, ${owner.name}`, rates[`${service} throttled`]);
  const lostAfter = chance.strikes(`${service} lost after, ${owner.name}`, rates[`${service} lost after`]);
  const slow = chance.strikes(`${service} slow, ${owner.name}`, rates[`${service} slow`]);
  const there =
    chance.between(`there, ${owner.name}`, 1, 6) + (slow ? chance.between('slow', 200, REQUEST_TIMEOUT_MS) : 0);
  const back = chance.between(`back, ${owner.name}`, 1, 6);
  return new Promise((resolve, reject) => {
    const answer = (ms: number, give: () => void) => scheduler.after(ms, give, owner);
    const fail = (ms: number, error: unknown) => {
      story.tell(owner.name, () => `${call.about}: ${error instanceof Error ? error.name : 'failed'}`);
      answer(ms, () => reject(error));
    };
    const arrive = (): unknown => {
      if (lostBefore) return fail(REQUEST_TIMEOUT_MS - there, NETWORK());
      if (throttled) return fail(back, new AwsError(THROTTLED[service]));
      let given: unknown;
      try {
        given = call.carryOut();
      } catch (error) {
        return fail(back, toAwsError(error));
      }
      if (lostAfter) {
        story.tell(owner.name, () => `${call.about}: done, and the answer is lost`);
        return answer(REQUEST_TIMEOUT_MS - there, () => reject(NETWORK()));
      }
      story[call.isDull ? 'detail' : 'tell'](owner.name, () => call.about);
      // One that waits for messages is answered later, and to whoever asked.
      return Promise.resolve(given).then(
        (value) => answer(back, () => resolve(value)),
        (error) => fail(back, toAwsError(error)),
      );
    };
    const come = () => {
      arrive();
    };
    scheduler.after(there, come, scheduler.world);
  });
}

async function send(deps: CloudDeps, call: Call): Promise<unknown> {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt(deps, call);
    } catch (error) {
      if (n === SDK_ATTEMPTS || !isRetried(error)) throw error;
      await sleep(deps.chance.between('sdk back-off', 20, 200));
    }
  }
}

function tableClient(deps: CloudDeps) {
  return {
    send: (command: Command) => {
      const action = command.constructor.name.replace('Command', '');
      const isTold = deps.story.isTold && !IS_READ.test(action);
      const told = isTold ? tellTableCall(action.replace('Item', ''), plainInput(command)) : '';
      const about = told === '' ? `table ${action}` : told;
      const carryOut = carryOutOnTable(deps.table, command);
      return send(deps, { service: 'dynamodb', action, about, isDull: told === '', carryOut });
    },
  };
}

const NEVER = new AbortController().signal;

/** So long after a change may a read still show what was before: Secrets Manager promises no more than "eventually". */
const STALE_MS = 10_000;

/** Reads of secrets that may show a version that was current some seconds ago. */
function staleReads({ secrets, scheduler, chance, climate }: CloudDeps): Actions {
  const before = new Map<string, { readonly answer: unknown; readonly until: number }>();
  const current = (id: string): unknown => {
    try {
      return secrets['GetSecretValue']?.({ SecretId: id, VersionStage: 'AWSCURRENT' }, NEVER);
    } catch {
      // Not there yet, or not there any more: then there is nothing old to be shown.
      return undefined;
    }
  };
  const change =
    (name: string): Actions[string] =>
    (input, signal) => {
      const id = (input as { SecretId: string }).SecretId;
      const answer = current(id);
      const given = secrets[name]?.(input, signal);
      if (answer !== undefined) before.set(id, { answer, until: scheduler.now + STALE_MS });
      return given;
    };
  return {
    ...secrets,
    UpdateSecretVersionStage: change('UpdateSecretVersionStage'),
    GetSecretValue: (input, signal) => {
      const { SecretId, VersionStage } = input as { SecretId: string; VersionStage?: string };
      const old = before.get(SecretId);
      const mayBeOld = old !== undefined && old.until > scheduler.now && VersionStage !== 'AWSPENDING';
      const isOld = mayBeOld && chance.strikes('secrets stale', climate.faults['secrets stale']);
      return isOld ? old.answer : secrets['GetSecretValue']?.(input, signal);
    },
  };
}

function actionsClient(deps: CloudDeps, service: 'sqs' | 'secrets', actions: Actions) {
  return {
    send: async (command: Command) => {
      const { input } = command;
      const action = command.constructor.name.replace('Command', '');
      const run = actions[action] ?? unreal(command);
      const carryOut = () => {
        const given = run(input, NEVER);
        if (service === 'sqs') deps.onQueue(url, action, input);
        return given;
      };
      const { QueueUrl: url = '' } = input as { QueueUrl?: string };
      const isDull = IS_READ.test(action);
      const tell = () => (service === 'sqs' ? tellQueueCall(action, input) : `${service} ${action}`);
      const about = deps.story.isTold ? tell() : '';
      return (await send(deps, { service, action, about, isDull, carryOut })) ?? {};
    },
  };
}

/** The SDK's clients over the simulated cloud: each request is a step, may fail, and may be carried out all the same. */
export function createSimulatedClients(deps: CloudDeps): Clients {
  const clients = {
    dynamodb: tableClient(deps),
    sqs: actionsClient(deps, 'sqs', deps.sqs),
    secrets: actionsClient(deps, 'secrets', staleReads(deps)),
  };
  // Only `send` is ever called of them.
  return Object.fromEntries(
    Object.entries(clients).map(([name, client]) => [name, () => client]),
  ) as unknown as Clients;
}
