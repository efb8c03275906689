import type { MutationData, UserMutation } from '../../shared/contracts/user-mutation.ts';
import { streamOf } from '../../shared/core/emit/mutation.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';
import { deliverGroup, isAwaitingGroup, recordAwaitingGroup } from './await-group.ts';
import { claimActivation, givingBack, underClaim } from './claim-activation.ts';
import type { DeliverDeps, Delivery, Work } from './deliver-work.ts';
import { lastOf, OF_ANOTHER, readOutcome, recordApplied, writeOutcome } from './deliver-work.ts';
import {
  type FormerAccount,
  type FormerDeps,
  findFormerAccount,
  findFormerAlleoId,
  isTheirs,
  readOnce,
  retireFormer,
} from './former-ids.ts';
import { forwardBudget } from './forward-budget.ts';
import type { Refused } from './make-account.ts';
import { changedMeanwhile, isRefused, makeAccount, readKnown, refuse } from './make-account.ts';
import { noteDepartment } from './note-department.ts';
import { KEPT_MS } from './open-company.ts';
import { proveMutation } from './prove-mutation.ts';

type ProfileData = Extract<MutationData, { kind: 'activate' | 'update' }>;
type DeactivateData = Extract<MutationData, { kind: 'deactivate' }>;

/** Definite: no account was made or taken. A taken address may be that of one which no list shows yet. */
const DEFINITE: ReadonlySet<string> = new Set(['REJECTED_BY_ALLEO', 'FORBIDDEN_BY_ALLEO']);

async function recordRefused(deps: DeliverDeps, work: Work, refused: Refused): Promise<Delivery> {
  const { external_id, sequence } = work.mutation.data;
  const { refused: code, attribute } = refused;
  const { creating, activating: _, ...outcome } = work.outcome;
  const kept = creating === undefined || DEFINITE.has(code) ? {} : { creating };
  await writeOutcome(deps, work, { ...outcome, ...kept, ...lastOf(deps, work, code, attribute) });
  await deps.outcomes.markOpen(work.tenant.id, external_id, 'profile', sequence, {
    code,
    ...(attribute === undefined ? {} : { attribute }),
  });
  return { delivery: 'rejected', code };
}

function formerDeps(deps: DeliverDeps, { tenant, company }: Work): FormerDeps {
  return { tenant, company, outcomes: readOnce(deps.outcomes) };
}

/** The account is known for sure, and what was on its way under former ids is overtaken. */
async function settle(work: Work, former: FormerDeps, data: ProfileData | DeactivateData): Promise<void> {
  const { creating: _creating, retired: _retired, ...outcome } = work.outcome;
  work.outcome = outcome;
  await retireFormer(former, data);
}

async function deliverProfile(deps: DeliverDeps, work: Work, data: ProfileData): Promise<Delivery> {
  const { tenant, company } = work;
  const { alleoId, creating } = work.outcome;
  let groupless = false;
  const accountDeps = {
    tenantId: tenant.id,
    company,
    holderStatus: (externalId: string) => deps.outcomes.readStatus(tenant.id, externalId),
    recordCreating: async () => {
      const { creating: isRecorded, activating } = work.outcome;
      if (isRecorded !== true || activating !== undefined) await claimActivation(deps, work, { creating: true });
    },
    underClaim: <T>(activate: () => Promise<T>) => underClaim(deps, work, activate),
    noteDepartment: async (name: string, hasGroup: boolean) => {
      groupless = !hasGroup;
      await noteDepartment(deps, tenant, name, hasGroup);
    },
  };
  const former = formerDeps(deps, work);
  const own = alleoId === undefined ? undefined : await readKnown(accountDeps, alleoId);
  if (own !== undefined && !isTheirs(own, data)) return recordRefused(deps, work, OF_ANOTHER);
  const remembered = own ?? (await findFormerAccount(former, data))?.account;
  const before = alleoId ?? (await findFormerAlleoId(former, data));
  // Adoption belongs to an activation. An update stands for one that never arrived as long as no account is known.
  const byEmail = data.kind === 'activate' || alleoId === undefined;
  const search = { afresh: creating === true, byEmail };
  const account = await givingBack(deps, work, () => makeAccount(accountDeps, data.profile, remembered, search));
  if (isRefused(account)) return recordRefused(deps, work, account);
  const isAnew = before !== undefined && account.id !== before;
  if (isAnew) await deps.outcomes.markMadeAnew(tenant.id, data.external_id);
  const { activating: _, ...delivered } = work.outcome;
  work.outcome = delivered;
  await settle(work, former, data);
  if (groupless) await recordAwaitingGroup(deps, work, account.id);
  else await recordApplied(deps, work, 'profile', { alleoId: account.id });
  return { delivery: 'applied' };
}

/**
 * The account that a deactivation is about: the remembered one, else one that carries our id, else one under a former id.
 * `undefined` where a list that is proven complete has none.
 */
async function findOwn(work: Work, former: FormerDeps, data: DeactivateData): Promise<FormerAccount | undefined> {
  const { company, tenant, outcome } = work;
  const deps = { tenantId: tenant.id, company };
  const isRecorded = outcome.alleoId !== undefined || outcome.creating === true;
  const remembered = outcome.alleoId === undefined ? undefined : await readKnown(deps, outcome.alleoId);
  if (remembered !== undefined) return { account: remembered, isRecorded };
  const index = await company.readIndex(outcome.creating === true ? 0 : KEPT_MS);
  const listed = index.byExternalId(data.external_id);
  if (listed === undefined) return findFormerAccount(former, data);
  const account = await readKnown(deps, listed.id);
  return account && { account, isRecorded };
}

/** Whether it passed to somebody of this tenant who is active, the same human being under a new id: it stays as it is. */
async function hasPassed(deps: DeliverDeps, { tenant }: Work, { id, external_id }: AlleoAccount): Promise<boolean> {
  if (external_id === null || (await deps.outcomes.readStatus(tenant.id, external_id)) !== 'active') return false;
  return (await readOutcome(deps, tenant, external_id)).alleoId === id;
}

/** Deactivates an active account. Throws `TransientError` where Alleo says that it is gone, and its list has it. */
async function deactivate({ company, tenant }: Work, account: AlleoAccount): Promise<Refused | undefined> {
  const result = await company.alleo.deactivateAccount(account.id);
  if (result !== 'done' && result !== 'gone') return refuse(result);
  const isGone = result === 'gone' && (await readKnown({ tenantId: tenant.id, company }, account.id)) === undefined;
  if (result === 'gone' && !isGone) throw changedMeanwhile(tenant.id, 'deactivate account');
  company.note({ ...account, is_active: false });
  return undefined;
}

async function deliverDeactivate(deps: DeliverDeps, work: Work, data: DeactivateData): Promise<Delivery> {
  const former = formerDeps(deps, work);
  const { account, isRecorded } = (await findOwn(work, former, data)) ?? {};
  const isOwn = account !== undefined && isTheirs(account, data);
  if (account !== undefined && !isOwn) {
    if (!(await hasPassed(deps, work, account))) return recordRefused(deps, work, OF_ANOTHER);
  } else if (account?.is_active === true) {
    // One that we never made or took carries this id by somebody else's doing: nothing says whose it is.
    const refused = isRecorded === true ? await deactivate(work, account) : OF_ANOTHER;
    if (refused !== undefined) return recordRefused(deps, work, refused);
  }
  await settle(work, former, data);
  await recordApplied(deps, work, 'profile', {
    ...(isOwn ? { alleoId: account.id } : {}),
    deactivated: data.sequence,
  });
  return { delivery: 'applied' };
}

/**
 * True where this is applied already, or where a newer decision was reserved since: that one is on its way, or comes
 * again, and what this one says is no longer wanted (a leaver's account, an old address). So it is where nothing is open
 * any more: it was applied or withdrawn, and perhaps forgotten. Never for a grant: it is not desired state.
 */
async function isOutdated(deps: DeliverDeps, work: Work): Promise<boolean> {
  const { tenant, outcome, mutation } = work;
  const { data } = mutation;
  if (data.kind === 'grant-one-off-budget') return false;
  const stream = streamOf(data);
  if ((outcome.applied[stream] ?? 0) >= data.sequence) return true;
  work.open = await deps.outcomes.readOpen(tenant.id, data.external_id, stream);
  return work.open === undefined || work.open.reservation.sequence > data.sequence;
}

async function deliverTo(deps: DeliverDeps, work: Work): Promise<Delivery> {
  const { data } = work.mutation;
  const isProfile = data.kind === 'activate' || data.kind === 'update';
  if (isProfile && (await isAwaitingGroup(deps, work))) return deliverGroup(deps, work, data.profile);
  if (await isOutdated(deps, work)) {
    await deps.outcomes.closeOpen(work.tenant.id, data.external_id, streamOf(data), data.sequence);
    return { delivery: 'skipped' };
  }
  switch (data.kind) {
    case 'activate':
    case 'update':
      return deliverProfile(deps, work, data);
    case 'deactivate':
      return deliverDeactivate(deps, work, data);
    case 'set-monthly-budget':
    case 'grant-one-off-budget':
      return forwardBudget(deps, work, data);
  }
}

/**
 * Applies one mutation in Alleo. What a newer decision of its stream has overtaken is skipped; a message of another
 * registration is dropped; a paused tenant's are parked: their open items stay, and a later run offers them again.
 * Throws `MalformedError` for what we did not write, `TransientError`, or `TenantError` (see `leaveOpen` and `setAside`).
 */
export async function deliverMutation(deps: DeliverDeps, mutation: UserMutation): Promise<Delivery> {
  const { data } = mutation;
  const tenant = await deps.directory.readTenant(mutation.tenantid);
  if (tenant === undefined) return { delivery: 'dropped', code: 'TENANT_UNKNOWN' };
  if (tenant.registration !== data.registration || tenant.company.id !== data.company_id) {
    return { delivery: 'dropped', code: 'OTHER_REGISTRATION' };
  }
  if (tenant.status === 'paused') return { delivery: 'parked' };
  const content = await proveMutation(deps, tenant, mutation);
  const outcome = await readOutcome(deps, tenant, data.external_id);
  const company = deps.companyOf(tenant);
  const delivery = await deliverTo(deps, { tenant, company, mutation, content, outcome });
  const reachedAlleo = delivery.delivery === 'applied' || delivery.delivery === 'forwarded';
  if (reachedAlleo && tenant.deliveryFlag !== undefined) {
    await deps.directory.updateTenant(tenant.id, tenant.registration, { deliveryFlag: undefined });
  }
  return delivery;
}

/**
 * True where Alleo takes a harmless call for this tenant: trouble with one message is about that person alone then.
 * Throws what is neither Alleo's trouble nor its refusal.
 */
export async function isReachable(deps: DeliverDeps, mutation: UserMutation): Promise<boolean> {
  const tenant = await deps.directory.readTenant(mutation.tenantid);
  if (tenant === undefined) return false;
  try {
    await deps.companyOf(tenant).alleo.listGroups();
    return true;
  } catch (error) {
    if (error instanceof TenantError || error instanceof TransientError) return false;
    throw error;
  }
}

/** One person's trouble: their open item says why, and a later run offers it again; everybody else's goes on. */
export async function setAside(deps: DeliverDeps, mutation: UserMutation, code: string): Promise<Delivery> {
  const { data, tenantid } = mutation;
  await deps.outcomes.markOpen(tenantid, data.external_id, streamOf(data), data.sequence, { code });
  return { delivery: 'rejected', code };
}

/** Alleo is closed to the tenant: nothing is lost, the open item says why, support sees the flag. */
export async function leaveOpen(deps: DeliverDeps, mutation: UserMutation, code: string): Promise<Delivery> {
  const { data, tenantid } = mutation;
  const tenant = await deps.directory.readTenant(tenantid);
  if (tenant === undefined) return { delivery: 'dropped', code: 'TENANT_UNKNOWN' };
  await deps.outcomes.markOpen(tenantid, data.external_id, streamOf(data), data.sequence, { code });
  const since = tenant.deliveryFlag?.code === code ? tenant.deliveryFlag.since : deps.clock().toISOString();
  await deps.directory.updateTenant(tenantid, tenant.registration, { deliveryFlag: { code, since } });
  return { delivery: 'left-open', code };
}
