import { createHmac } from 'node:crypto';
import type { SendRequest } from '../../shared/adapters/http/send-request.ts';
import { TenantError } from '../../shared/core/ground/errors.ts';
import type { PairPort, Refusals } from '../../shared/core/ports/table.ts';
import type { Log } from '../../shared/runtime/logger.ts';

/** How long a pair is not tried again by support once the other side has refused it as often as this. */
const REST_MS = 5 * 60_000;
/** The second try is for what was fixed a moment ago: a right that was given, while support waits on the telephone. */
const REFUSALS_UNTIL_REST = 2;
/** Turns that are taken at a time: one write for so many requests. */
const TURNS_AT_ONCE = 5;

export interface PairDeps {
  readonly pairs: PairPort;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** A pair at one address, as it was given. */
export interface Pair {
  readonly side: 'personio' | 'alleo';
  readonly tenantId: string;
  readonly url: string;
  readonly id: string;
  readonly secret: string;
}

/** What a refusal of the pair itself says, and not of a single call. */
const REFUSALS = {
  personio: { code: 'CREDENTIALS_REFUSED', isRefusal: () => true },
  alleo: {
    code: 'ALLEO_CREDENTIALS_REFUSED',
    isRefusal: ({ operation }: TenantError) => operation === 'authenticate at Alleo',
  },
} as const;

/** Equal for the same pair at the same address, of whichever tenant; it tells neither half. */
function namePair({ side, url, id, secret }: Pair): string {
  return createHmac('sha256', secret).update(`${side}\n${url}\n${id}`).digest('base64url').slice(0, 22);
}

/** The error of a pair that is not tried now, because it was refused a moment ago. */
export class PairRestsError extends TenantError {
  /** What whoever asked can do. */
  readonly hint: string;

  constructor({ side, tenantId }: Pair, { at }: Refusals) {
    const facts = { tenantId, operation: 'rest a refused pair', code: REFUSALS[side].code };
    super(facts, 'it was refused again and again and is not tried for some minutes');
    const from = new Date(at + REST_MS).toISOString().slice(11, 19);
    this.hint = `It was refused ${REFUSALS_UNTIL_REST} times: the same pair is tried again from ${from} UTC on, another one at once.`;
  }
}

/**
 * Bounds what support asks with one pair, over all its invocations. `refuseResting` throws `PairRestsError` where the pair
 * was refused twice in the last five minutes; `watch` notes that a port's call ended so.
 */
export function boundPair(deps: PairDeps, pair: Pair) {
  const name = namePair(pair);
  const { code, isRefusal } = REFUSALS[pair.side];
  let before: Refusals | undefined;
  const note = async (thrown: unknown): Promise<never> => {
    const isOurs = thrown instanceof TenantError && !(thrown instanceof PairRestsError) && thrown.code === code;
    if (isOurs && isRefusal(thrown)) {
      // The refusal is the answer, whether it could be noted or not.
      await deps.pairs
        .putRefusals(name, { count: (before?.count ?? 0) + 1, at: deps.now() })
        .catch((failure: unknown) =>
          deps.log.error('refused pair was not noted', failure, { tenantId: pair.tenantId }),
        );
    }
    throw thrown;
  };
  return {
    async refuseResting(): Promise<void> {
      const stored = await deps.pairs.readRefusals(name);
      before = stored !== undefined && deps.now() - stored.at < REST_MS ? stored : undefined;
      if (before !== undefined && before.count >= REFUSALS_UNTIL_REST) throw new PairRestsError(pair, before);
    },
    watch<P extends object>(port: P): P {
      const watched = Object.entries(port).map(([method, call]: [string, (...given: unknown[]) => unknown]) => [
        method,
        (...given: unknown[]) => {
          const answer = call(...given);
          return answer instanceof Promise ? answer.catch(note) : answer;
        },
      ]);
      // Each method as it was, but for what is noted.
      return Object.fromEntries(watched) as P;
    },
    /** Lets each request wait for its turn among all that support sends with this pair. */
    takeTurns(send: SendRequest, sleep: (ms: number) => Promise<void>): SendRequest {
      let taken = { left: 0, come: Promise.resolve() };
      const takeMore = async (before: Promise<void>) => {
        // One after another: of several at once all but one would find the stored turn changed.
        await before;
        await sleep(await deps.pairs.takeTurns(name, TURNS_AT_ONCE));
      };
      return async (request, limits) => {
        if (taken.left === 0) taken = { left: TURNS_AT_ONCE, come: takeMore(taken.come) };
        taken.left -= 1;
        await taken.come;
        return send(request, limits);
      };
    },
  };
}
