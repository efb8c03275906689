/** How one call goes wrong. `kill-*`: the process is gone there, nothing after it happens. */
export type FaultKind = 'fail-before' | 'fail-after' | 'kill-before' | 'kill-after';

/** The process died: nothing in the product may catch this and go on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Every outgoing call of a test passes here, one after the other counted, so that each can be made to go wrong once. */
export interface Gatekeeper {
  /** Names of the calls so far. */
  readonly calls: string[];
  /** The call (from 1) that goes wrong, and how; taken back once it happened. */
  fault: { readonly at: number; readonly kind: FaultKind } | undefined;
  /** True from a kill until `revive`: every further call dies, too. */
  dead: boolean;
  /** Counts from the start again. */
  revive(): void;
  pass<T>(name: string, failure: () => Error, work: () => Promise<T>): Promise<T>;
}

export function createGatekeeper(): Gatekeeper {
  const gate: Gatekeeper = {
    calls: [],
    fault: undefined,
    dead: false,
    revive() {
      gate.dead = false;
      gate.calls.length = 0;
    },
    async pass(name, failure, work) {
      if (gate.dead) throw new Killed(name);
      gate.calls.push(name);
      const { fault } = gate;
      const kind = fault !== undefined && gate.calls.length === fault.at ? fault.kind : undefined;
      if (kind === undefined) return work();
      gate.fault = undefined;
      if (kind === 'fail-before') throw failure();
      if (kind === 'kill-before') {
        gate.dead = true;
        throw new Killed(name);
      }
      await work();
      if (kind === 'fail-after') throw failure();
      gate.dead = true;
      throw new Killed(name);
    },
  };
  return gate;
}
