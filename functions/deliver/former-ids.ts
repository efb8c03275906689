import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { MutationData } from '../../shared/contracts/user-mutation.ts';
import { matchHolder } from '../../shared/core/accounts/match-account.ts';
import { grantId } from '../../shared/core/emit/mutation.ts';
import type { OpenItem } from '../../shared/core/ground/memory.ts';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';
import type { Outcome, OutcomePort } from '../../shared/core/ports/table.ts';
import { readOutcome } from './deliver-work.ts';
import { isStillOf, readKnown } from './make-account.ts';
import { type Company, KEPT_MS } from './open-company.ts';

/** Whose former ids they are. */
export interface FormerDeps {
  readonly tenant: Pick<Tenant, 'id' | 'registration'>;
  readonly company: Company;
  readonly outcomes: Pick<OutcomePort, 'readOutcome' | 'writeOutcome'>;
}

type ProfileData = Extract<MutationData, { readonly profile: object }>;

/** For one message: who is asked for twice is read once. What changed since then is refused when it is written. */
export function readOnce(outcomes: FormerDeps['outcomes']): FormerDeps['outcomes'] {
  const begun = new Map<string, ReturnType<OutcomePort['readOutcome']>>();
  return {
    readOutcome: (tenantId, employeeId) => {
      const reading = begun.get(employeeId) ?? outcomes.readOutcome(tenantId, employeeId);
      begun.set(employeeId, reading);
      return reading;
    },
    writeOutcome: (tenantId, outcome) => outcomes.writeOutcome(tenantId, outcome),
  };
}

const formerIdsOf = (data: ProfileData): readonly string[] => data.former_external_ids ?? [];

/** Whether an account is this person's, under their id or one that the same human being had before. */
export const isTheirs = (account: AlleoAccount, data: ProfileData): boolean =>
  [data.external_id, ...formerIdsOf(data)].some((id) => isStillOf(account, id));

/** Something was applied under the former id after this was decided: the id is somebody's again, or retired already. */
const isNewer = (outcome: Outcome, data: ProfileData) => (outcome.applied['profile'] ?? 0) >= data.sequence;

/** The Alleo id that is recorded of this human being under a former id: what was set there was set in that account. */
export async function findFormerAlleoId(deps: FormerDeps, data: ProfileData): Promise<number | undefined> {
  for (const id of formerIdsOf(data)) {
    const outcome = await readOutcome(deps, deps.tenant, id);
    if (outcome.alleoId !== undefined && !isNewer(outcome, data)) return outcome.alleoId;
  }
  return undefined;
}

/** An account and whether it was made or taken by us under the id by which it was found. */
export interface FormerAccount {
  readonly account: AlleoAccount;
  readonly isRecorded: boolean;
}

/** One that carries a former id and was never recorded as ours may be anybody's, as under a person's own id (behaviour: "Adoption"). */
function mayTake({ account, isRecorded }: FormerAccount, data: ProfileData, formerId: string): boolean {
  if (isRecorded || data.kind === 'deactivate') return true;
  return matchHolder(account, { ...data.profile, external_id: formerId }, undefined).match === 'ours';
}

/**
 * The account that this human being has under a former id; `undefined` where there is none. For a deactivation also one
 * that was never recorded: who says nothing of it would leave it active unseen.
 */
export async function findFormerAccount(deps: FormerDeps, data: ProfileData): Promise<FormerAccount | undefined> {
  const { tenant, company } = deps;
  for (const id of formerIdsOf(data)) {
    const outcome = await readOutcome(deps, tenant, id);
    if (isNewer(outcome, data)) continue;
    const { alleoId, creating } = outcome;
    const listed = async () => (await company.readIndex(creating === true ? 0 : KEPT_MS)).byExternalId(id)?.id;
    const known = alleoId ?? (await listed());
    const account = known === undefined ? undefined : await readKnown({ tenantId: tenant.id, company }, known);
    if (account === undefined || !isTheirs(account, data)) continue;
    const found = { account, isRecorded: alleoId !== undefined || creating === true };
    if (mayTake(found, data, id)) return found;
  }
  return undefined;
}

/**
 * The account is the new id's: whatever is still on its way under a former one has been overtaken. Once is enough: the
 * first message of a new id is newer than all that was sent under the old one. Done before the new id's own record, so that
 * a crash in between comes back to it.
 */
export async function retireFormer(deps: FormerDeps, data: ProfileData): Promise<void> {
  for (const id of formerIdsOf(data)) {
    const outcome = await readOutcome(deps, deps.tenant, id);
    if (outcome.retired === true || isNewer(outcome, data)) continue;
    const { alleoId: _alleoId, creating: _creating, ...rest } = outcome;
    const applied = { ...rest.applied, profile: data.sequence };
    await deps.outcomes.writeOutcome(deps.tenant.id, { ...rest, applied, retired: true });
  }
}

/** Whether a grant that passed to a new id was passed on under a former one: one human being is paid once. */
export async function wasGrantedBefore(
  deps: Omit<FormerDeps, 'company'>,
  data: Extract<MutationData, { kind: 'grant-one-off-budget' }>,
  open: OpenItem | undefined,
): Promise<boolean> {
  const { tenant } = deps;
  for (const id of open?.formerIds ?? []) {
    const { grants } = await readOutcome(deps, tenant, id);
    if (grants.includes(grantId(tenant.id, id, data.category, data.grant))) return true;
  }
  return false;
}
