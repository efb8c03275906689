import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { vi } from 'vitest';
import { createHandler as createDeliver } from '../../../functions/deliver/create-handler.ts';
import { createHandler as createFanOut } from '../../../functions/fan-out/create-handler.ts';
import { createSupportHandler } from '../../../functions/support/create-handler.ts';
import { createHandler as createSync } from '../../../functions/sync/create-handler.ts';
import { drainQueue, type SqsHandler } from '../../../local/drain-queue.ts';
import { createContext } from '../../../local/lambda-context.ts';
import { type Local, openLocal } from '../../../local/open-local.ts';
import { scheduleInstant } from '../../../local/run-day.ts';
import type { AlleoEmployee } from '../../../local/simulators/alleo/employee.ts';
import {
  type AlleoSimulator,
  type AlleoSimulatorOptions,
  startAlleoSimulator,
} from '../../../local/simulators/alleo/start.ts';
import type { NewPersonioPerson, PersonioPerson } from '../../../local/simulators/personio/person.ts';
import type { PersonioCredential } from '../../../local/simulators/personio/settings.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { countMetrics, logLines } from '../../../local/telemetry.ts';
import type { SendRequest } from '../../../shared/adapters/http/send-request.ts';
import type { Policies } from '../../../shared/contracts/policies.ts';
import type { RunReport } from '../../../shared/contracts/run-report.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportReply } from '../../../shared/contracts/support-operation.ts';
import { type UserMutation, UserMutationSchema } from '../../../shared/contracts/user-mutation.ts';
import type { MutationQueuePort } from '../../../shared/core/ports/queues.ts';
import type { Log } from '../../../shared/runtime/logger.ts';
import type { Counter } from '../../../shared/runtime/metrics.ts';
import { interpose, type Wire } from './interpose.ts';

export const TENANT = 'acme';
const LONGEST_HISTORY_MS = 4 * 86_400_000;

type Item = Record<string, unknown>;

/** The first of a list that may not be empty. */
export function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('there is none');
  return first;
}

interface Snapshot {
  readonly items: readonly Item[];
  readonly people: readonly PersonioPerson[];
  readonly accounts: readonly AlleoEmployee[];
}

export interface WireWorldOptions {
  readonly people: readonly NewPersonioPerson[];
  readonly alleo?: AlleoSimulatorOptions;
  readonly policies?: Partial<Policies>;
  /** What `tenant add` is told beside the usual. */
  readonly tenant?: Item;
  readonly credentials?: readonly PersonioCredential[];
  /** Where the engine keeps its data. @default nowhere */
  readonly dir?: string;
  /** @default log lines in `logs`, nothing counted */
  readonly telemetry?: (service: string) => { readonly log: Log; readonly counter: Counter };
}

interface ProcessDeps {
  readonly send: SendRequest;
  readonly telemetry: (service: string) => { readonly log: Log; readonly counter: Counter };
  readonly onReport: (report: RunReport) => void;
  readonly onEmitted: (mutations: readonly UserMutation[]) => void;
}

type Containers = ReturnType<typeof startProcesses>;

function startProcesses({ env, clients }: Local, { send, telemetry, onReport, onEmitted }: ProcessDeps) {
  const common = {
    clock: () => new Date(),
    clients,
    sleep: async () => {},
  };
  const client = { allowLoopback: true, retryBudgetMs: 0, pacing: undefined, send };
  const wrapMutations = (queue: MutationQueuePort): MutationQueuePort => ({
    async sendMutations(tenantId, mutations) {
      const refused = await queue.sendMutations(tenantId, mutations);
      onEmitted(mutations);
      return refused;
    },
  });
  return {
    fanOut: createFanOut({ ...common, ...telemetry('fan-out'), source: env.fanOut }),
    sync: createSync({ ...common, ...telemetry('sync'), source: env.sync, personio: client, wrapMutations, onReport }),
    deliver: createDeliver({
      ...common,
      ...telemetry('deliver'),
      source: env.deliver,
      alleo: client,
      activationLapsesMs: 0,
    }),
    support: createSupportHandler({
      ...common,
      ...telemetry('support'),
      source: env.support,
      allowLoopback: true,
      personio: client,
      alleo: client,
      wrapMutations,
    }),
  };
}

/** One customer on the embedded engine and the simulators, through the real handlers, by a clock that tests set. */
export class WireWorld {
  readonly local: Local;
  readonly wire: Wire;
  readonly personio: PersonioSimulator;
  readonly alleo: AlleoSimulator;
  readonly logs: string[] = [];
  readonly reports: RunReport[] = [];
  readonly emitted: UserMutation[] = [];
  readonly #telemetry: ProcessDeps['telemetry'];
  #containers: Containers;

  private constructor(
    local: Local,
    personio: PersonioSimulator,
    alleo: AlleoSimulator,
    telemetry: ProcessDeps['telemetry'] | undefined,
  ) {
    this.#telemetry =
      telemetry ?? (() => ({ log: logLines((line) => this.logs.push(line)), counter: countMetrics().counter }));
    this.local = local;
    this.personio = personio;
    this.alleo = alleo;
    this.wire = interpose(local.clients);
    this.#containers = this.#start();
  }

  /** Fakes the clock of this process (`Date`, intervals), so that leases, tokens and queues go by the tests' time. */
  static async open(options: WireWorldOptions): Promise<WireWorld> {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: scheduleInstant('2026-11-02') });
    const { people, credentials, telemetry, dir } = options;
    const personio = await startPersonioSimulator({ people, ...(credentials && { credentials }) });
    const alleo = await startAlleoSimulator(options.alleo);
    const local = await openLocal({ dir, log: logLines(() => {}) });
    const world = new WireWorld(local, personio, alleo, telemetry);
    await world.ask('tenant-add', {
      name: 'Acme',
      companyId: 1,
      eligibility: 'none',
      personioUrl: personio.url,
      alleoUrl: alleo.url,
      credentials: {
        personio: { clientId: 'client', clientSecret: 'secret' },
        alleo: { accessKey: 'access', secretKey: 'secret' },
      },
      policies: options.policies ?? {},
      ...options.tenant,
    });
    return world;
  }

  async close(): Promise<void> {
    this.wire.close();
    await this.local.close();
    await Promise.all([this.personio.close(), this.alleo.close()]);
    vi.useRealTimers();
  }

  get company() {
    const company = this.alleo.companies.get(1);
    if (company === undefined) throw new Error('the company is gone');
    return company;
  }

  /** New processes, as after a kill or a night; nobody waits, and no call is tried again inside a client. */
  #start(): Containers {
    return startProcesses(this.local, {
      send: this.wire.send,
      telemetry: this.#telemetry,
      onReport: (report) => this.reports.push(report),
      onEmitted: (mutations) => this.emitted.push(...mutations),
    });
  }

  /** It is 04:00 on this day, and nothing of the day before is still in a process. */
  at(date: string): void {
    vi.setSystemTime(scheduleInstant(date));
    this.#containers = this.#start();
  }

  /** After something went wrong: new processes, and a lease that nobody gave back has run out. */
  recover(): void {
    // Clearing the timers of the dead also sets the clock back to where it began.
    const now = Date.now();
    vi.clearAllTimers();
    vi.setSystemTime(now + 61_000);
    this.#containers = this.#start();
  }

  /** Does something until it is done, as a person or a scheduler would, three times at most. */
  async #insist<T>(by: string, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      vi.setSystemTime(Date.now() + 1_000);
      try {
        return await this.wire.run(by, work);
      } catch (error) {
        if (attempt === 3) throw error;
        this.recover();
      }
    }
  }

  /** One of support's operations as it is answered, refused or not. */
  reply(request: Item): Promise<SupportReply> {
    vi.setSystemTime(Date.now() + 1_000);
    const event = { version: 1, caller: 'test', request: { tenantId: TENANT, ...request } };
    return this.wire.run('support', () => this.#containers.support(event, { awsRequestId: ulid() }));
  }

  /** One of support's operations, asked again where it was not done. */
  ask<O extends SupportOperation>(operation: O, more: Item = {}): Promise<SupportAnswer<O>> {
    return this.#insist('support', async () => {
      const request = { operation, tenantId: TENANT, ...more };
      const event = { version: 1, caller: 'test', request };
      const reply = await this.#containers.support(event, { awsRequestId: ulid() });
      if (!reply.ok) throw new Error(`${operation}: ${reply.problem.code}: ${reply.problem.message}`);
      return reply.answer as SupportAnswer<O>;
    });
  }

  /** The schedule fires; the scheduler tries again with the same time. */
  async schedule(): Promise<void> {
    const scheduledTime = new Date().toISOString();
    await this.#insist('fan-out', () =>
      this.#containers.fanOut({ run: 'schedule', scheduledTime }, createContext('fan-out')),
    );
  }

  /** Works off both queues; each invocation is a process of its own, and what failed comes back in a new one. */
  async drain(): Promise<void> {
    const { queues, clients } = this.local;
    const inProcess =
      (name: 'sync' | 'deliver'): SqsHandler =>
      async (event, context) => {
        vi.setSystemTime(Date.now() + 1_000);
        try {
          const answer = await this.wire.run(name, () => this.#containers[name](event, context));
          if (answer.batchItemFailures.length > 0) this.recover();
          return answer;
        } catch (error) {
          this.recover();
          throw error;
        }
      };
    const mapping = (name: 'sync' | 'deliver', queueUrl: string) => ({
      functionName: name,
      queueUrl,
      batchSize: name === 'sync' ? 1 : 10,
      concurrency: 1,
      handler: inProcess(name),
    });
    const [sync, deliver] = [mapping('sync', queues.tenants), mapping('deliver', queues.mutations)];
    for (let received = 1; received > 0; ) {
      received = await drainQueue(clients.sqs(), sync);
      received += await drainQueue(clients.sqs(), deliver);
    }
  }

  /** One invocation with these bodies as Lambda would hand them over, beside the queue. Gives how many came back. */
  async invoke(name: 'sync' | 'deliver', bodies: readonly string[]): Promise<number> {
    const Records = bodies.map((body) => {
      const messageId = ulid();
      const attributes = { ApproximateReceiveCount: '1', MessageGroupId: TENANT };
      return { messageId, receiptHandle: messageId, body, attributes };
    });
    vi.setSystemTime(Date.now() + 1_000);
    const invocation = () => this.#containers[name]({ Records }, createContext(name));
    return (await this.wire.run(name, invocation)).batchItemFailures.length;
  }

  /** A whole day: schedule, run, deliveries. */
  async day(date: string): Promise<RunReport> {
    this.at(date);
    await this.schedule();
    await this.drain();
    const report = this.reports.at(-1);
    if (report === undefined) throw new Error('no run has reported');
    return report;
  }

  /** Support approves what a preview shows now: the first plan, or what is held. Looked at again where it shows nothing. */
  async approve(operation: 'activate' | 'approve'): Promise<void> {
    const { digest } = await this.ask('preview');
    if (digest !== null) await this.ask(operation, { digest });
    else await this.approve(operation);
  }

  async items(): Promise<Item[]> {
    const scan = new ScanCommand({ TableName: this.local.env.sync.TABLE_NAME, ConsistentRead: true });
    return (await this.local.clients.dynamodb().send(scan)).Items ?? [];
  }

  bodies(queue: 'tenants' | 'tenantDeadLetters' | 'mutations' | 'mutationDeadLetters' | 'budgets'): string[] {
    return this.local.engine.sqs.messagesOf(this.local.queues[queue]).map(({ body }) => body);
  }

  budgets(): UserMutation[] {
    return this.bodies('budgets').map((body) => UserMutationSchema.parse(JSON.parse(body)));
  }

  async snapshot(): Promise<Snapshot> {
    const people = [...this.personio.account.ordered];
    return { items: await this.items(), people, accounts: [...this.company.ordered] };
  }

  /** Puts everything back to a snapshot and empties the queues. */
  async restore({ items, people, accounts }: Snapshot): Promise<void> {
    const key = ({ pk, sk }: Item) => `${String(pk)} ${String(sk)}`;
    const kept = new Set(items.map(key));
    const gone = (await this.items()).filter((item) => !kept.has(key(item)));
    const requests = [
      ...gone.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
      ...items.map((Item) => ({ PutRequest: { Item } })),
    ];
    for (let from = 0; from < requests.length; from += 25) {
      const RequestItems = { [this.local.env.sync.TABLE_NAME]: requests.slice(from, from + 25) };
      await this.local.clients.dynamodb().send(new BatchWriteCommand({ RequestItems }));
    }
    for (const QueueUrl of Object.values(this.local.queues)) {
      await this.local.clients.sqs().send(new PurgeQueueCommand({ QueueUrl }));
    }
    this.#forgetDeduplication();
    for (const { id } of this.personio.account.ordered) this.personio.remove(id);
    for (const person of people) this.personio.add(person);
    const { company } = this;
    for (const { id } of company.ordered) company.remove(id);
    for (const account of accounts) company.add(account);
    for (const counts of [company.creates, company.activations, company.deactivations]) counts.clear();
    company.repeatedActivations.length = 0;
    this.logs.length = 0;
    this.reports.length = 0;
    this.emitted.length = 0;
  }

  /** The days begin anew, but the queues must not take this time's messages for those of the last: their clock goes on. */
  #forgetDeduplication(): void {
    const before = this.local.engineClock.now();
    while (this.local.engineClock.now() < before + LONGEST_HISTORY_MS) this.local.engineClock.skip();
  }
}
