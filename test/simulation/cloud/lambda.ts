import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from 'aws-lambda';
import type { Climate } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Owner, Scheduler, Step } from '../clockwork/scheduler.ts';
import type { Story } from '../story.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** What the caller of an invocation learns. */
export type Outcome =
  | { readonly outcome: 'answered'; readonly answer: unknown }
  | { readonly outcome: 'failed' | 'killed' | 'timed out' };

export interface Invocation {
  readonly startedAt: number;
  readonly event: unknown;
  /** When its caller had its answer, a failure included; nothing may be done for it any more. */
  answeredAt?: number;
}

/** One process of a function: it keeps its memory from invocation to invocation, and is frozen between them. */
export interface Container extends Owner {
  readonly fn: FunctionName;
  readonly handler: Handler;
  /** The one at work, or the last one. */
  invocation: Invocation;
  /** What still waited when it was frozen belongs to an earlier invocation than the one that thaws it. */
  uses: number;
}

/** Whose code runs, through all that it waits for: of a thawed process also the invocation before this one. */
const running = new AsyncLocalStorage<{ readonly container: Container; readonly invocation: Invocation }>();
export const runningInvocation = () => running.getStore();

export type FunctionName = 'fan-out' | 'sync' | 'deliver' | 'support';

/** As in infra/pipeline. */
const TIMEOUT_MS: Readonly<Record<FunctionName, number>> = {
  'fan-out': 5 * 60_000,
  sync: 15 * 60_000,
  deliver: 10 * 60_000,
  support: 15 * 60_000,
};

/** An idle container is kept for some minutes up to an hour. */
const KEPT_MS = { least: 4 * 60_000, most: 60 * 60_000 };

export interface LambdaDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly story: Story;
  /** Told of an invocation that ended without an answer that anybody can use. */
  readonly onFailed: (fn: FunctionName) => void;
  /** Builds the function in a new process, which `container` will be. */
  readonly build: (fn: FunctionName, container: () => Container) => Handler;
}

/** Lambda: finds or makes a container for each event, freezes it with its answer, ends what takes too long. */
export class Lambda {
  readonly #deps: LambdaDeps;
  readonly #idle = new Map<FunctionName, { readonly container: Container; readonly end: Step }[]>();
  readonly #counts = new Map<FunctionName, number>();

  constructor(deps: LambdaDeps) {
    this.#deps = deps;
  }

  /** Invokes a function; `done` is called, by the world, when the caller learns what became of it. */
  invoke(fn: FunctionName, event: unknown, done: (outcome: Outcome) => void): void {
    const { scheduler, chance, climate, story } = this.#deps;
    const container = this.#takeIdle(fn) ?? this.#start(fn);
    const startedAt = scheduler.now;
    const invocation: Invocation = { startedAt, event };
    container.invocation = invocation;
    container.uses += 1;
    const limitMs = TIMEOUT_MS[fn] * climate.timeLimit;
    const deadline = startedAt + limitMs;
    const end = (outcome: Outcome) => {
      if (invocation.answeredAt !== undefined) return;
      invocation.answeredAt = scheduler.now;
      limit.cancelled = true;
      for (const step of mishaps) step.cancelled = true;
      story[outcome.outcome === 'answered' ? 'detail' : 'tell'](container.name, () => `-- ${outcome.outcome}`);
      if (outcome.outcome === 'answered' || outcome.outcome === 'failed') this.#rest(container);
      else scheduler.kill(container);
      if (outcome.outcome !== 'answered') this.#deps.onFailed(fn);
      scheduler.after(chance.between('answer', 1, 5), () => done(outcome), scheduler.world);
    };
    const limit = scheduler.after(limitMs, () => end({ outcome: 'timed out' }), scheduler.world);
    const mishaps = this.#drawMishaps(container, () => end({ outcome: 'killed' }));
    story.detail(container.name, () => `-- invoked (${container.uses})`);
    scheduler.after(
      chance.between('begin', 1, 20),
      () => {
        const context = createContext(fn, chance, () => Math.max(0, deadline - scheduler.now));
        running.run({ container, invocation }, () => {
          container.handler(event, context).then(
            (answer) => end({ outcome: 'answered', answer }),
            () => end({ outcome: 'failed' }),
          );
        });
      },
      container,
    );
  }

  /** It may be killed at any moment, or stand still for a while as if nothing had been. */
  #drawMishaps(container: Container, kill: () => void): readonly Step[] {
    const { scheduler, chance, climate, story } = this.#deps;
    const { name } = container;
    const at = (what: string, run: () => void) =>
      scheduler.after(chance.between(`${what} when, ${name}`, 1, 1_500), run, scheduler.world);
    const stall = () => {
      story.tell(name, () => '-- stands still');
      scheduler.freeze(container);
      const goOn = () => {
        if (container.state === 'frozen') scheduler.thaw(container);
      };
      mishaps.push(scheduler.after(chance.between(`stalls for, ${name}`, 2, 200) * 1_000, goOn, scheduler.world));
    };
    const mishaps: Step[] = [];
    if (chance.strikes(`container killed, ${name}`, climate.faults['container killed']))
      mishaps.push(at('killed', kill));
    if (chance.strikes(`container stalls, ${name}`, climate.faults['container stalls']))
      mishaps.push(at('stalls', stall));
    return mishaps;
  }

  #takeIdle(fn: FunctionName): Container | undefined {
    const { scheduler, chance, story } = this.#deps;
    const idle = this.#idle.get(fn) ?? [];
    if (idle.length === 0) return undefined;
    const [taken] = idle.splice(chance.between('which container', 0, idle.length - 1), 1);
    if (taken === undefined) return undefined;
    taken.end.cancelled = true;
    const left = taken.container.parked.length;
    if (left > 0)
      story.tell(
        taken.container.name,
        () => `-- goes on, with ${left} things of an earlier invocation that did not end`,
      );
    scheduler.thaw(taken.container);
    return taken.container;
  }

  #start(fn: FunctionName): Container {
    const { chance, build } = this.#deps;
    const n = (this.#counts.get(fn) ?? 0) + 1;
    this.#counts.set(fn, n);
    const container: Container = {
      name: `${fn}#${n}`,
      fn,
      state: 'running',
      skewMs: chance.between('clock', -1_500, 1_500),
      parked: [],
      handler: (event, context) => handler(event, context),
      invocation: { startedAt: 0, event: undefined, answeredAt: 0 },
      uses: 0,
    };
    const handler = build(fn, () => container);
    return container;
  }

  /** Frozen as it is, with whatever was still going on; thawed by the next event, or never. */
  #rest(container: Container): void {
    const { scheduler, chance, climate } = this.#deps;
    scheduler.freeze(container);
    if (chance.strikes(`container retired, ${container.name}`, climate.faults['container retired'])) {
      scheduler.kill(container);
      return;
    }
    const idle = this.#idle.get(container.fn) ?? [];
    this.#idle.set(container.fn, idle);
    const end = scheduler.after(
      chance.between('kept', KEPT_MS.least, KEPT_MS.most),
      () => {
        idle.splice(idle.indexOf(entry), 1);
        scheduler.kill(container);
      },
      scheduler.world,
    );
    const entry = { container, end };
    idle.push(entry);
  }
}

function createContext(fn: FunctionName, chance: Chance, remaining: () => number): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: fn,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${fn}`,
    memoryLimitInMB: '512',
    awsRequestId: `request-${chance.between('request id', 0, 1e9)}`,
    logGroupName: fn,
    logStreamName: fn,
    getRemainingTimeInMillis: remaining,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
