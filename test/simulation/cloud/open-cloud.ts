import { createHandler as createDeliver } from '../../../functions/deliver/create-handler.ts';
import { createHandler as createFanOut } from '../../../functions/fan-out/create-handler.ts';
import { createSupportHandler } from '../../../functions/support/create-handler.ts';
import { createHandler as createSync } from '../../../functions/sync/create-handler.ts';
import { openSecrets } from '../../../local/engine/secrets/open-secrets.ts';
import { secretsService } from '../../../local/engine/secrets/secrets-service.ts';
import { localEnv } from '../../../local/local-env.ts';
import { logLines } from '../../../local/telemetry.ts';
import type { HttpRequest, SendRequest } from '../../../shared/adapters/http/send-request.ts';
import type { RunReport } from '../../../shared/contracts/run-report.ts';
import type { Climate, Outage } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import { sleep } from '../clockwork/machine.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Judge } from '../judge/judge.ts';
import { watchQueues } from '../judge/watch-queues.ts';
import type { Company } from '../life/company.ts';
import { openAlleoSide } from '../sides/alleo.ts';
import { openNetwork } from '../sides/network.ts';
import { openPersonioSide } from '../sides/personio.ts';
import type { Story } from '../story.ts';
import { createSimulatedClients } from './clients.ts';
import { type Container, type FunctionName, type Handler, Lambda, runningInvocation } from './lambda.ts';
import { Poller, type SimulatedQueues } from './queues.ts';
import { SimulatedTable } from './table.ts';

export interface CloudDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly story: Story;
  readonly judge: Judge;
  readonly simulated: SimulatedQueues;
  readonly companies: readonly Company[];
  readonly outageOf: (name: 'personio' | 'alleo') => Outage['kind'] | undefined;
  /** Told of a request that was carried out, and of which whoever asked for it does not know that. */
  readonly onUnknown: (request: HttpRequest) => void;
  readonly onFailed: (fn: FunctionName) => void;
  readonly onUnhandled: (body: string) => void;
  readonly onReport: (report: RunReport) => void;
}

/** Facts of a line of the log that a story does not need: it says when and whose. */
const NOBODY_READS = /"(?:tenantId|messageId|mutationId|causes|thrownAt)":"[^"]*",?/g;

type Build = (fn: FunctionName, container: () => Container) => Handler;

/** Builds the real handlers, as their modules do, over the simulated cloud and both sides. */
function builderOf(deps: CloudDeps, clients: ReturnType<typeof createSimulatedClients>, send: Sides): Build {
  const { judge, story, simulated } = deps;
  const env = localEnv(simulated.urls, 'table');
  const personio = { pacing: undefined, send: send.personio };
  const alleo = { pacing: undefined, send: send.alleo };
  return (fn, container) => {
    const log = logLines((line) => {
      judge.logged(line);
      story.tell(container().name, () => line.replaceAll(NOBODY_READS, ''));
    });
    const counter = { add: () => {}, addDuration: () => {}, flush: () => {} };
    const options = { clock: () => new Date(), clients, log, counter, sleep };
    const onReport = (report: RunReport) => {
      judge.reported(report, container());
      deps.onReport(report);
    };
    switch (fn) {
      case 'fan-out':
        return createFanOut({ ...options, source: { ...env.fanOut } }) as Handler;
      case 'sync':
        return createSync({ ...options, source: { ...env.sync }, personio, onReport }) as Handler;
      case 'deliver':
        return createDeliver({ ...options, source: { ...env.deliver }, alleo }) as Handler;
      case 'support': {
        const source = Object.fromEntries(Object.entries(env.support).map(([name, value]) => [name, String(value)]));
        return createSupportHandler({ ...options, source, personio, alleo });
      }
    }
  };
}

interface Sides {
  readonly personio: SendRequest;
  readonly alleo: SendRequest;
}

/** Lambda with all functions, their queues, the table, the secrets, and the networks to both sides. */
export function openCloud(deps: CloudDeps): Lambda {
  const { scheduler, chance, climate, story, judge, simulated, companies, onFailed, onUnhandled } = deps;
  const common = { scheduler, chance, climate, story };
  const table = new SimulatedTable();
  table.onWrite = (text, before) => judge.stored(text, before);
  const secrets = secretsService(openSecrets({ now: () => scheduler.now })).actions;
  const pollers = new Map<string, Poller>();
  const watch = watchQueues({ scheduler, judge, simulated, companies });
  const onAct = (what: string) => {
    const { container, invocation } = runningInvocation() ?? {};
    if (container !== undefined && invocation?.answeredAt !== undefined)
      judge.actedLate(container, what, invocation.answeredAt);
  };
  const clients = createSimulatedClients({
    ...common,
    onAct,
    table,
    sqs: simulated.actions,
    secrets,
    onQueue: (url, action, input) => {
      pollers.get(url)?.wake();
      watch(url, action, input);
    },
  });
  const networks = { ...common, onAct, onUnknown: deps.onUnknown, outageOf: deps.outageOf };
  const sides = {
    personio: openNetwork(networks, 'personio', openPersonioSide(common, companies)),
    alleo: openNetwork(networks, 'alleo', openAlleoSide({ ...common, judge }, companies)),
  };
  const lambda = new Lambda({ ...common, build: builderOf(deps, clients, sides), onFailed });
  const onReturned = (minutes: number) => judge.returned(minutes);
  const map = (url: string, fn: FunctionName, batchSize: number, concurrency: number) =>
    pollers.set(
      url,
      new Poller({ ...common, simulated, lambda, onReturned, onUnhandled }, { url, fn, batchSize, concurrency }),
    );
  map(simulated.urls.tenants, 'sync', 1, 6);
  map(simulated.urls.mutations, 'deliver', 10, 5);
  return lambda;
}
