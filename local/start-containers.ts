import { createHandler as createDeliver } from '../functions/deliver/create-handler.ts';
import { createHandler as createFanOut } from '../functions/fan-out/create-handler.ts';
import type { HandlerOptions } from '../functions/handler-options.ts';
import { createSupportHandler } from '../functions/support/create-handler.ts';
import { createHandler as createSync } from '../functions/sync/create-handler.ts';
import type { RunReport } from '../shared/contracts/run-report.ts';
import type { UserMutation } from '../shared/contracts/user-mutation.ts';
import type { MutationQueuePort } from '../shared/core/ports/queues.ts';
import type { LocalEnv } from './local-env.ts';

/** Sees what the handlers do while it is among a `Local`'s observers. */
export interface Observer {
  readonly onReport?: (report: RunReport) => void;
  /** Called once the queue has taken them. */
  readonly onEmitted?: (mutations: readonly UserMutation[]) => void;
}

export interface ContainerDeps {
  readonly env: LocalEnv;
  readonly common: Omit<HandlerOptions, 'source'>;
  readonly observers: ReadonlySet<Observer>;
}

/** The handlers that Lambda runs, each built as in a new container. */
export type Containers = ReturnType<typeof startContainers>;

/**
 * How long one client may wait after failures, all in all. Short, because all waiting of one run stays below 20 s.
 */
const RETRY_BUDGET_MS = 6_000;

/** Builds the real handlers for the embedded run: simulators on this machine are allowed, waiting is short. */
export function startContainers(deps: ContainerDeps) {
  const { env, common, observers } = deps;
  const personio = { allowLoopback: true, retryBudgetMs: RETRY_BUDGET_MS };
  // Simulated companies have no limit of their own, and a real one says so in its answers.
  const alleo = { ...personio, pacing: undefined };
  const tellEmitted = (queue: MutationQueuePort): MutationQueuePort => ({
    async sendMutations(tenantId, mutations) {
      const refused = await queue.sendMutations(tenantId, mutations);
      const sent = mutations.filter((mutation) => !refused.includes(mutation));
      for (const observer of observers) observer.onEmitted?.(sent);
      return refused;
    },
  });
  return {
    fanOut: createFanOut({ ...common, source: env.fanOut }),
    sync: createSync({
      ...common,
      source: env.sync,
      personio,
      wrapMutations: tellEmitted,
      onReport: (report) => {
        for (const observer of observers) observer.onReport?.(report);
      },
    }),
    deliver: createDeliver({ ...common, source: env.deliver, alleo, activationLapsesMs: 0 }),
    support: createSupportHandler({
      ...common,
      source: env.support,
      allowLoopback: true,
      personio,
      alleo,
      wrapMutations: tellEmitted,
    }),
  };
}
