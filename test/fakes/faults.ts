import { TransientError } from '../../shared/core/ground/errors.ts';

/**
 * What becomes of a call: `fail-before` throws a `TransientError` INJECTED without acting, `fail-after` acts and then
 * throws it (the answer was lost); an error of one's own is thrown in their place, for a crash say.
 */
export type Fault = 'pass' | 'fail-before' | 'fail-after' | { readonly before: Error } | { readonly after: Error };

/** Decides on each call to a fake: the method's name, and how many calls there were, this one included. */
export type OnCall = (name: string, n: number) => Fault;

/** What a fake remembers of the calls to it. */
export interface Calls {
  readonly names: string[];
}

/** Asks `onCall` before each method of `port` except the synchronous ones. `onFault` hears of every fault that follows. */
export function withFaults<T extends object>(
  port: T,
  options: {
    readonly calls: Calls;
    readonly onCall?: OnCall | undefined;
    readonly synchronous?: readonly (keyof T)[];
    readonly onFault?: (name: string, args: readonly unknown[]) => void;
  },
): T {
  const { calls, onCall, synchronous = [], onFault } = options;
  return new Proxy(port, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function' || synchronous.some((name) => name === key)) return method;
      return async (...args: unknown[]): Promise<unknown> => {
        const name = String(key);
        calls.names.push(name);
        const { before, after } = toErrors(name, onCall?.(name, calls.names.length) ?? 'pass');
        if (before !== undefined) {
          onFault?.(name, args);
          throw before;
        }
        const result: unknown = await Reflect.apply(method, target, args);
        if (after !== undefined) {
          onFault?.(name, args);
          throw after;
        }
        return result;
      };
    },
  });
}

function toErrors(name: string, fault: Fault): { before?: Error; after?: Error } {
  const injected = () => new TransientError({ operation: name, code: 'INJECTED' }, 'a fault of the test');
  if (fault === 'pass') return {};
  if (fault === 'fail-before') return { before: injected() };
  if (fault === 'fail-after') return { after: injected() };
  return fault;
}
