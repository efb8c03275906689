import type { Clients } from '../shared/adapters/clients.ts';
import type { Log } from '../shared/runtime/logger.ts';
import type { Counter } from '../shared/runtime/metrics.ts';

/** What any function can be built with. What is left out is as in Lambda: real time, AWS, logs and metrics to CloudWatch. */
export interface HandlerOptions {
  /** The environment. */
  readonly source: { readonly [name: string]: string | undefined };
  readonly clock?: () => Date;
  readonly clients?: Clients;
  readonly log?: Log;
  readonly counter?: Counter;
  /** Waits so many milliseconds between two tries. */
  readonly sleep?: (ms: number) => Promise<void>;
}
