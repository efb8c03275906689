import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call, FaultKind } from './interpose.ts';
import { FAULT_KINDS } from './interpose.ts';
import { outcomeOf } from './outcome.ts';
import type { Scenario } from './scenarios.ts';
import type { WireWorld } from './wire-world.ts';

/** Every how-many-th case runs: a thin sample by default, all of them with FAULT_EVERY=1 (`npm run test:faults`). */
export const EVERY = Number(process.env['FAULT_EVERY'] ?? 61);

type Snapshot = Awaited<ReturnType<WireWorld['snapshot']>>;
type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** Another part of the calls for each kind, so that a thin sample looks everywhere. */
function sampleOf(calls: readonly Call[], kind: FaultKind): readonly Call[] {
  const cases = casesOf(calls, kind);
  const first = Math.floor((FAULT_KINDS.indexOf(kind) / FAULT_KINDS.length) * Math.min(EVERY, cases.length));
  return cases.filter((_, index) => index >= first && (index - first) % EVERY === 0);
}

/** Kinds that are another case than `fail-before` only where something is done. */
const NEED_EFFECT: ReadonlySet<FaultKind> = new Set(['fail-after', 'kill-after']);
/** Kinds that for a read are another error of the same call: once for each sort of call is enough. */
const OTHER_ERRORS: ReadonlySet<FaultKind> = new Set(['time-out', 'throttle']);

const sortOf = ({ name }: Call) => name.replaceAll(/\d+/g, '');

function casesOf(calls: readonly Call[], kind: FaultKind): readonly Call[] {
  if (NEED_EFFECT.has(kind)) return calls.filter(({ writes }) => writes);
  if (!OTHER_ERRORS.has(kind)) return calls;
  const first = new Map(calls.toReversed().map((call) => [sortOf(call), call]));
  return calls.filter((call) => call.writes || first.get(sortOf(call)) === call);
}

/** Plays the scenario once without a fault, then once for every call and kind of fault, and compares how it ends. */
export function sweep(name: string, scenario: Scenario, look: (world: WireWorld, plain: Outcome) => void): void {
  describe(`${name}: a fault at every single call`, () => {
    let world: WireWorld;
    let start: Snapshot;
    let calls: readonly Call[];
    let plain: Outcome;

    async function play(fault?: { readonly call: Call; readonly kind: FaultKind }): Promise<Outcome> {
      await world.restore(start);
      world.wire.arm(fault);
      await scenario.play(world);
      if (fault === undefined) calls = [...world.wire.calls];
      else expect(world.wire.hit, `${fault.call.name} (${fault.call.nth}) is met`).toBe(true);
      world.wire.arm();
      await scenario.after(world);
      return outcomeOf(world);
    }

    beforeAll(async () => {
      world = await scenario.prepare();
      start = await world.snapshot();
      plain = await play();
    }, 30_000);
    afterAll(() => world.close());

    it('is a history worth it', () => {
      look(world, plain);
      // Every wire is part of it: a fault that never happens proves nothing.
      const wires = new Set(calls.map((call) => call.name.split(' ')[0]));
      expect([...wires].sort()).toEqual(['dynamodb', 'http', 'secrets', 'sqs']);
      expect(plain).toMatchObject({ leases: [], waiting: [], dead: [], repeatedActivations: [] });
    });

    it.each(FAULT_KINDS)('%s: Alleo ends exactly as without it', { timeout: 600_000 }, async (kind) => {
      const cases = sampleOf(calls, kind);
      expect(cases.length).toBeGreaterThan(0);
      for (const call of cases) {
        const at = `${call.name} (${call.nth})`;
        const outcome = await play({ call, kind });
        expect({ at, ...outcome }).toEqual({ at, ...plain });
      }
    });
  });
}
