import type { GateCode } from '../../shared/contracts/codes/reasons.ts';
import type { SupportProblem } from '../../shared/contracts/support-operation.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import type { Prepared } from '../../shared/core/prepare-plan.ts';
import type { Gate } from '../../shared/core/read/gates.ts';
import { PairRestsError } from './bound-pair.ts';
import { explainCode } from './explain-error.ts';
import type { OpenTenant } from './open-tenant.ts';
import { planTenant } from './open-tenant.ts';
import { Refusal } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

/** A plan that no gate stopped. */
export type Planned = Exclude<Prepared, { readonly gate: unknown }>;

/** Why a run would end before it had a plan. */
export interface Stopped {
  readonly stopped: Gate;
}

/** Gates that show while the listing is read: the adapter throws them. */
const READING_GATES = [
  'CREDENTIALS_REFUSED',
  'PERSONIO_BLOCKED',
  'LISTING_INCOMPLETE',
] as const satisfies readonly GateCode[];

/**
 * The gate that an error while reading stands for; throws the error where it is none. So it does where nobody asked
 * Personio: a pair that rests may be right by now, and nobody is to be told, or written to, that it is refused.
 */
export function gateOf(error: unknown): Gate {
  if (error instanceof PairRestsError) throw error;
  const known = error instanceof TenantError || error instanceof TransientError;
  const code = known ? READING_GATES.find((gate) => gate === error.code) : undefined;
  if (code === undefined) throw error;
  const figures = error instanceof TransientError ? error.figures : undefined;
  return { code, ...(figures === undefined ? {} : { figures }) };
}

/** A gate in words, with the two figures of a list that is not whole. */
export function explainGate({ code, attribute, figures }: Gate, tenantId: string): SupportProblem {
  const problem = explainCode(code, tenantId, attribute);
  if (figures === undefined) return problem;
  const { announced, received } = figures;
  return { ...problem, message: `${problem.message} Personio announced ${announced} people and listed ${received}.` };
}

/** The plan that a run would make now, or the gate that would stop it. Writes nothing. */
export async function planOrStop(
  deps: Pick<SupportDeps, 'memory'>,
  open: OpenTenant,
  now: Date,
  as: 'stored' | 'unapproved' | 'first' = 'stored',
): Promise<Planned | Stopped> {
  let prepared: Prepared;
  try {
    prepared = await planTenant(deps, open, now, as);
  } catch (error) {
    return { stopped: gateOf(error) };
  }
  return 'gate' in prepared ? { stopped: prepared.gate } : prepared;
}

/** The same for operations that are of no use without a plan: a gate refuses them. */
export async function planOrRefuse(
  deps: Pick<SupportDeps, 'memory'>,
  open: OpenTenant,
  now: Date,
  as: 'stored' | 'unapproved' | 'first' = 'stored',
): Promise<Planned> {
  const planned = await planOrStop(deps, open, now, as);
  if (!('stopped' in planned)) return planned;
  throw new Refusal(explainGate(planned.stopped, open.tenant.id));
}
