import { readFileSync } from 'node:fs';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { addTenant, approve, type NewTenant, preview } from '../../local/demo/support-desk.ts';
import type { OnRequest } from '../../local/engine/serve-actions.ts';
import { type Local, openLocal } from '../../local/open-local.ts';
import { type DayResult, runDay, scheduleInstant } from '../../local/run-day.ts';
import {
  type AlleoSimulator,
  type AlleoSimulatorOptions,
  startAlleoSimulator,
} from '../../local/simulators/alleo/start.ts';
import {
  type PersonioSimulator,
  type PersonioSimulatorOptions,
  startPersonioSimulator,
} from '../../local/simulators/personio/start.ts';
import { logLines } from '../../local/telemetry.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { type UserMutation, UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import * as z from '../../shared/contracts/zod.ts';
import type { Log } from '../../shared/runtime/logger.ts';

export interface PipelineOptions extends PersonioSimulatorOptions {
  readonly alleo?: AlleoSimulatorOptions;
  /** Where the embedded run keeps its data. @default nothing outlives the pipeline */
  readonly dir?: string;
  readonly onRequest?: OnRequest;
  /** Where the handlers log. @default `logs` */
  readonly log?: Log;
}

export type Queue =
  | 'tenants'
  | 'tenantDeadLetters'
  | 'mutations'
  | 'mutationDeadLetters'
  | 'budgets'
  | 'budgetDeadLetters';

/** From a simulated Personio to a simulated Alleo through the real handlers. */
export interface Pipeline {
  readonly personio: PersonioSimulator;
  readonly alleo: AlleoSimulator;
  /** Another one after `reopen`. */
  readonly local: Local;
  /** Warnings and errors that the handlers logged. */
  readonly logs: readonly string[];
  /** Registers a tenant, `acme` on company 1 where nothing else is said. */
  readonly addTenant: (more?: Partial<NewTenant>) => Promise<void>;
  /** Approves on this day what a preview shows, the first plan or the held part, and queues the run. */
  readonly approve: (date: string, tenantId?: string) => Promise<void>;
  readonly preview: (date: string, tenantId?: string) => ReturnType<typeof preview>;
  readonly runDay: (date: string, mutationsFile?: string) => Promise<DayResult>;
  /** Runs the day and gives the report of one tenant, `acme` where nothing else is said. */
  readonly reportOf: (date: string, tenantId?: string) => Promise<RunReport>;
  readonly bodiesOf: (queue: Queue) => readonly string[];
  readonly send: (queue: Queue, groupId: string, body: string) => Promise<void>;
  /** Closes the embedded run and opens its directory again. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts both simulators and the embedded run. */
export async function openPipeline(options: PipelineOptions = {}): Promise<Pipeline> {
  const { alleo: alleoOptions, dir, onRequest, log, ...personioOptions } = options;
  const personio = await startPersonioSimulator(personioOptions);
  const alleo = await startAlleoSimulator(alleoOptions);
  const logs: string[] = [];
  const open = () => openLocal({ dir, onRequest, log: log ?? logLines((line) => logs.push(line)) });
  let local = await open();
  let sent = 0;
  const at = (date: string) => local.clock.set(scheduleInstant(date));
  const day = (date: string, mutationsFile?: string) => runDay(local, { date, mutationsFile });
  return {
    personio,
    alleo,
    get local() {
      return local;
    },
    logs,
    addTenant: (more = {}) =>
      addTenant(local, {
        id: 'acme',
        name: 'Acme',
        companyId: 1,
        eligibility: 'none',
        personioUrl: personio.url,
        alleoUrl: alleo.url,
        credentials: {
          personio: { clientId: 'client', clientSecret: 'secret' },
          alleo: { accessKey: 'access', secretKey: 'secret' },
        },
        ...more,
      }),
    approve: (date, tenantId = 'acme') => {
      at(date);
      return approve(local, tenantId);
    },
    preview: (date, tenantId = 'acme') => {
      at(date);
      return preview(local, tenantId);
    },
    runDay: day,
    reportOf: async (date, tenantId = 'acme') => {
      const report = (await day(date)).reports.find((one) => one.tenantId === tenantId);
      if (report === undefined) throw new Error(`no report of ${tenantId}`);
      return report;
    },
    bodiesOf: (queue) => local.engine.sqs.messagesOf(local.queues[queue]).map(({ body }) => body),
    send: async (queue, MessageGroupId, MessageBody) => {
      sent += 1;
      const MessageDeduplicationId = `test-${sent}`;
      const QueueUrl = local.queues[queue];
      await local.clients
        .sqs()
        .send(new SendMessageCommand({ QueueUrl, MessageGroupId, MessageBody, MessageDeduplicationId }));
    },
    reopen: async () => {
      await local.close();
      local = await open();
    },
    close: async () => {
      await local.close();
      await Promise.all([personio.close(), alleo.close()]);
    },
  };
}

/** The mutations in a file of `--mutations`, each checked against the contract. */
export function readMutationsFile(file: string): UserMutation[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return z.array(UserMutationSchema).parse(lines.map((line): unknown => JSON.parse(line)));
}

/** Accounts of company 1 as `external id: active`, sorted. */
export function accountsOf(alleo: AlleoSimulator, companyId = 1): Record<string, boolean> {
  const accounts = alleo.companies.get(companyId)?.ordered ?? [];
  return Object.fromEntries(
    accounts.map((account) => [account.external_id ?? account.email, account.is_active]).sort(),
  );
}
