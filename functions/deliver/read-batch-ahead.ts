import type { OutcomeStore, ReadAhead } from '../../shared/adapters/dynamodb/outcomes.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { streamOf } from '../../shared/core/emit/mutation.ts';

/** How long what was read ahead counts as just read. */
const KEPT_MS = 5_000;

/**
 * The outcomes for one invocation: what its messages begin with is read in one call per tenant. Each thing is given once:
 * whoever asks again asks after a change. Writes say what they rest on, so that one who read too early changes nothing.
 * `now`: milliseconds of a clock that only goes forward.
 */
export function readBatchAhead(
  outcomes: OutcomeStore,
  mutations: readonly UserMutation[],
  now: () => number,
): OutcomeStore {
  const begun = new Map<string, { readonly at: number; readonly ahead: Promise<ReadAhead | undefined> }>();
  const given = new Set<string>();
  const begin = (tenantId: string) => {
    const wanted = mutations
      .filter(({ tenantid }) => tenantid === tenantId)
      .map(({ data }) => ({ employeeId: data.external_id, stream: streamOf(data) }));
    // Where that fails, each is read alone, and says what the trouble is.
    const ahead = outcomes.readAhead(tenantId, wanted).catch(() => undefined);
    const reading = { at: now(), ahead };
    begun.set(tenantId, reading);
    return reading;
  };
  const take = async (tenantId: string, what: string): Promise<ReadAhead | undefined> => {
    const { at, ahead } = begun.get(tenantId) ?? begin(tenantId);
    const key = `${tenantId} ${what}`;
    if (given.has(key) || now() - at >= KEPT_MS) return undefined;
    given.add(key);
    return ahead;
  };
  return {
    ...outcomes,
    async readOutcome(tenantId, employeeId) {
      const ahead = (await take(tenantId, employeeId))?.outcome(employeeId);
      return ahead === undefined ? outcomes.readOutcome(tenantId, employeeId) : ahead.value;
    },
    async readOpen(tenantId, employeeId, stream) {
      const ahead = (await take(tenantId, `${employeeId} ${stream}`))?.open({ employeeId, stream });
      return ahead === undefined ? outcomes.readOpen(tenantId, employeeId, stream) : ahead.value;
    },
  };
}
