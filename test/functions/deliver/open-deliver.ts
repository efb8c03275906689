import { deliverMessage } from '../../../functions/deliver/deliver-message.ts';
import type { DeliverDeps } from '../../../functions/deliver/deliver-work.ts';
import { openCompany } from '../../../functions/deliver/open-company.ts';
import { countMetrics, logLines } from '../../../local/telemetry.ts';
import type { UserMutation } from '../../../shared/contracts/user-mutation.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import type { World } from '../../fakes/world.ts';

/** One batch of deliver on a world's fakes; `alleo`: calls of Alleo that answer otherwise. */
export function openDeliver(
  world: World,
  alleo: Partial<AlleoPort> = {},
  outcomes: Partial<DeliverDeps['outcomes']> = {},
) {
  const company = openCompany('acme', { ...world.alleo.open(), ...alleo }, () => 0);
  const { metrics, counter } = countMetrics();
  const lines: string[] = [];
  const refused = new Map<string, string>();
  const deps = {
    directory: world.store,
    outcomes: { ...world.store, ...outcomes },
    budgets: { sendBudgets: async (_: string, some: readonly UserMutation[]) => void world.budgets.push(...some) },
    companyOf: () => company,
    fingerprintsOf: world.fingerprintsOf,
    clock: () => world.now(),
    now: () => 0,
    activationLapsesMs: 0,
    log: logLines((line) => lines.push(line)),
    counter,
  };
  const deliver = (mutation: UserMutation, receiveCount = 1) => deliverMessage(deps, refused, mutation, receiveCount);
  return { deliver, metrics, lines };
}
