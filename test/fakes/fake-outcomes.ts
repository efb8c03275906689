import { TransientError } from '../../shared/core/ground/errors.ts';
import type { OutcomePort } from '../../shared/core/ports/table.ts';
import { storedOpen, storedOutcome } from './as-stored.ts';
import { frozen } from './frozen.ts';
import { openKey, type StoreState, stateOf } from './store-state.ts';

export function createFakeOutcomes(state: StoreState): OutcomePort {
  const of = (tenantId: string) => stateOf(state, tenantId);
  return {
    readOutcome: async (tenantId, employeeId) => of(tenantId).outcomes.get(employeeId),
    readOutcomes: async (tenantId, registration) =>
      new Map([...of(tenantId).outcomes].filter(([, outcome]) => outcome.registration === registration)),
    writeOutcome: async (tenantId, outcome) => {
      const { outcomes } = of(tenantId);
      if ((outcomes.get(outcome.employeeId)?.version ?? 0) !== outcome.version) {
        throw new TransientError(
          { operation: 'write outcome', tenantId, code: 'OUTCOME_CHANGED' },
          'as the adapter says',
        );
      }
      outcomes.set(outcome.employeeId, frozen(storedOutcome(outcome)));
    },
    readStatus: async (tenantId, employeeId) => {
      const memory = of(tenantId).employees.get(employeeId);
      return memory?.missing === undefined ? memory?.status : 'missing';
    },
    readOpen: async (tenantId, employeeId, stream) => of(tenantId).open.get(openKey(employeeId, stream)),
    closeOpen: async (tenantId, employeeId, stream, sequence) => {
      const key = openKey(employeeId, stream);
      const found = of(tenantId).open.get(key);
      if (found !== undefined && found.reservation.sequence <= sequence) of(tenantId).open.delete(key);
    },
    markOpen: async (tenantId, employeeId, stream, sequence, why) => {
      const key = openKey(employeeId, stream);
      const found = of(tenantId).open.get(key);
      if (found?.reservation.sequence !== sequence) return;
      const { code: _, attribute: __, ...rest } = found;
      of(tenantId).open.set(key, frozen(storedOpen({ ...rest, ...why })));
    },
    markMadeAnew: async (tenantId, employeeId) => {
      of(tenantId).madeAnew.add(employeeId);
    },
  };
}
