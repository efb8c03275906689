import type { OnCall } from './faults.ts';

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
  /** The same decision for the fake store, which acts on it itself. */
  readonly onCall: OnCall;
}

export function createGatekeeper(): Gatekeeper {
  const decide = (name: string): FaultKind | undefined => {
    gate.calls.push(name);
    const { fault } = gate;
    if (fault === undefined || gate.calls.length !== fault.at) return undefined;
    gate.fault = undefined;
    if (fault.kind.startsWith('kill')) gate.dead = true;
    return fault.kind;
  };
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
      const kind = decide(name);
      if (kind === 'fail-before') throw failure();
      if (kind === 'kill-before') throw new Killed(name);
      const result = await work();
      if (kind === 'fail-after') throw failure();
      if (kind === 'kill-after') throw new Killed(name);
      return result;
    },
    onCall(name) {
      if (gate.dead) return { before: new Killed(name) };
      switch (decide(`store ${name}`)) {
        case 'kill-before':
          return { before: new Killed(name) };
        case 'kill-after':
          return { after: new Killed(name) };
        case 'fail-before':
          return 'fail-before';
        case 'fail-after':
          return 'fail-after';
        case undefined:
          return 'pass';
      }
    },
  };
  return gate;
}
