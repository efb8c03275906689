import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { MutationData, UserMutation } from '../../shared/contracts/user-mutation.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import type { Stream } from '../../shared/core/ground/streams.ts';
import { grantStream, monthlyStream } from '../../shared/core/ground/streams.ts';
import type { BudgetQueuePort } from '../../shared/core/ports/queues.ts';
import type { DirectoryPort, Outcome, OutcomePort } from '../../shared/core/ports/table.ts';
import { type FormerDeps, findFormerAccount, isTheirs, retireFormer, wasGrantedBefore } from './former-ids.ts';
import type { Refused } from './make-account.ts';
import { isRefused, makeAccount } from './make-account.ts';
import { type Company, KEPT_MS } from './open-company.ts';
import { readOutcome } from './read-outcome.ts';

export interface DeliverDeps {
  readonly directory: Pick<DirectoryPort, 'readTenant' | 'updateTenant'>;
  readonly outcomes: OutcomePort;
  readonly budgets: BudgetQueuePort;
  /** The tenant's company in Alleo; the same one while a container lives, so that lists are read once. */
  readonly companyOf: (tenant: Tenant) => Company;
  readonly clock: () => Date;
}

/** What became of one mutation. `left-open` and `rejected` say why on the open item. */
export type Delivery =
  | { readonly delivery: 'applied' | 'skipped' | 'parked' | 'forwarded' }
  | { readonly delivery: 'dropped'; readonly code: 'TENANT_UNKNOWN' | 'OTHER_REGISTRATION' }
  | { readonly delivery: 'rejected' | 'left-open'; readonly code: string };

type ProfileData = Extract<MutationData, { kind: 'activate' | 'update' }>;
type DeactivateData = Extract<MutationData, { kind: 'deactivate' }>;
type BudgetData = Extract<MutationData, { amount: string }>;

interface Work {
  readonly tenant: Tenant;
  readonly company: Company;
  readonly mutation: UserMutation;
  /** As stored; sequences and Alleo id of an earlier registration are forgotten, grants never. */
  outcome: Outcome;
}

const NOT_ACTIVE = 'USER_NOT_ACTIVE';
const OF_ANOTHER = { refused: 'ACCOUNT_OF_ANOTHER', attribute: 'external_id' } as const;

async function writeOutcome(deps: DeliverDeps, work: Work, outcome: Outcome): Promise<void> {
  await deps.outcomes.writeOutcome(work.tenant.id, outcome);
  work.outcome = { ...outcome, version: outcome.version + 1 };
}

function lastOf(deps: DeliverDeps, work: Work, code: string, attribute?: string): Pick<Outcome, 'last'> {
  const named = attribute === undefined ? {} : { attribute };
  return { last: { code, ...named, at: deps.clock().toISOString(), kind: work.mutation.data.kind } };
}

/** Records that this sequence of this stream is applied, then closes the open item: in this order nothing gets lost. */
async function recordApplied(deps: DeliverDeps, work: Work, stream: string, more: Partial<Outcome>): Promise<void> {
  const { external_id, sequence } = work.mutation.data;
  const applied = { ...work.outcome.applied, [stream]: sequence };
  await writeOutcome(deps, work, { ...work.outcome, ...more, applied, ...lastOf(deps, work, 'applied') });
  await deps.outcomes.closeOpen(work.tenant.id, external_id, stream, sequence);
}

async function recordRefused(deps: DeliverDeps, work: Work, refused: Refused): Promise<Delivery> {
  const { external_id, sequence } = work.mutation.data;
  const { refused: code, attribute } = refused;
  // A definite no to the data: no account was made. A taken address may be that of one which no list shows yet.
  const { creating, ...outcome } = work.outcome;
  const kept = creating === undefined || code === 'REJECTED_BY_ALLEO' ? {} : { creating };
  await writeOutcome(deps, work, { ...outcome, ...kept, ...lastOf(deps, work, code, attribute) });
  await deps.outcomes.markOpen(work.tenant.id, external_id, 'profile', sequence, {
    code,
    ...(attribute === undefined ? {} : { attribute }),
  });
  return { delivery: 'rejected', code };
}

function formerDeps(deps: DeliverDeps, { tenant, company }: Work): FormerDeps {
  return { tenantId: tenant.id, registration: tenant.registration, outcomes: deps.outcomes, company };
}

/** Told once per department: support sees it in every run report until a group of that name exists. */
async function noteDepartment(deps: DeliverDeps, tenant: Tenant, name: string, hasGroup: boolean): Promise<void> {
  const without = tenant.departmentsWithoutGroup ?? [];
  if (without.includes(name) !== hasGroup) return;
  const departmentsWithoutGroup = hasGroup ? without.filter((other) => other !== name) : [...without, name].sort();
  await deps.directory.updateTenant(tenant.id, tenant.registration, { departmentsWithoutGroup });
}

async function deliverProfile(deps: DeliverDeps, work: Work, data: ProfileData): Promise<Delivery> {
  const { tenant, company } = work;
  const { alleoId, creating } = work.outcome;
  const former = formerDeps(deps, work);
  const own = alleoId === undefined ? undefined : await company.alleo.readAccount(alleoId);
  if (own !== undefined && !isTheirs(own, data)) return recordRefused(deps, work, OF_ANOTHER);
  const remembered = own ?? (await findFormerAccount(former, data));
  const accountDeps = {
    tenantId: tenant.id,
    company,
    holderStatus: (externalId: string) => deps.outcomes.readStatus(tenant.id, externalId),
    recordCreating: () => writeOutcome(deps, work, { ...work.outcome, creating: true }),
    noteDepartment: (name: string, hasGroup: boolean) => noteDepartment(deps, tenant, name, hasGroup),
  };
  // Adoption belongs to an activation. An update stands for one that never arrived as long as no account is known.
  const byEmail = data.kind === 'activate' || alleoId === undefined;
  const account = await makeAccount(accountDeps, data.profile, remembered, { afresh: creating === true, byEmail });
  if (isRefused(account)) return recordRefused(deps, work, account);
  const isAnew = alleoId !== undefined && account.id !== alleoId;
  if (isAnew) await deps.outcomes.markMadeAnew(tenant.id, data.external_id);
  const { creating: _, ...outcome } = work.outcome;
  work.outcome = outcome;
  await retireFormer(former, data);
  await recordApplied(deps, work, 'profile', { alleoId: account.id });
  return { delivery: 'applied' };
}

async function deliverDeactivate(deps: DeliverDeps, work: Work, data: DeactivateData): Promise<Delivery> {
  const { company } = work;
  const { alleoId, creating } = work.outcome;
  const former = formerDeps(deps, work);
  const index = alleoId === undefined ? await company.readIndex(creating === true ? 0 : KEPT_MS) : undefined;
  const known = alleoId ?? index?.byExternalId(data.external_id)?.id;
  const account = known === undefined ? await findFormerAccount(former, data) : await company.alleo.readAccount(known);
  if (account !== undefined && !isTheirs(account, data)) {
    // It passed to somebody of this tenant who is active, the same human being under a new id: it stays as it is.
    const holder = await deps.outcomes.readStatus(work.tenant.id, account.external_id ?? '');
    if (holder !== 'active') return recordRefused(deps, work, OF_ANOTHER);
  } else if (account?.is_active === true) {
    const result = await company.alleo.deactivateAccount(account.id);
    if (result !== 'done' && result !== 'gone') {
      const attribute = result.attribute === undefined ? {} : { attribute: result.attribute };
      return recordRefused(deps, work, { refused: 'REJECTED_BY_ALLEO', ...attribute });
    }
    company.note({ ...account, is_active: false });
  }
  const { creating: _, ...outcome } = work.outcome;
  work.outcome = outcome;
  const own = account !== undefined && isTheirs(account, data) ? { alleoId: account.id } : {};
  await retireFormer(former, data);
  await recordApplied(deps, work, 'profile', { ...own, deactivated: data.sequence });
  return { delivery: 'applied' };
}

/** The Customer API has no call for budgets: they are passed on once the user is active, and stay open before that. */
async function deliverBudget(deps: DeliverDeps, work: Work, data: BudgetData): Promise<Delivery> {
  const { tenant, company, mutation } = work;
  const isGrant = data.kind === 'grant-one-off-budget';
  const stream = streamOf(data);
  const wasGranted =
    isGrant && (work.outcome.grants.includes(mutation.id) || (await wasGrantedBefore(formerDeps(deps, work), data)));
  if (wasGranted) {
    await deps.outcomes.closeOpen(tenant.id, data.external_id, stream, data.sequence);
    return { delivery: 'skipped' };
  }
  const { alleoId, deactivated = 0 } = work.outcome;
  if (!isGrant && deactivated > data.sequence) {
    // A deactivation cancels the budgets before it (facts: Alleo, "Budgets").
    await deps.outcomes.closeOpen(tenant.id, data.external_id, stream, data.sequence);
    return { delivery: 'skipped' };
  }
  const account = alleoId === undefined ? undefined : await company.alleo.readAccount(alleoId);
  const isOwn = account === undefined || isTheirs(account, data);
  if (account?.is_active !== true || !isOwn) {
    const code = isOwn ? NOT_ACTIVE : OF_ANOTHER.refused;
    await deps.outcomes.markOpen(tenant.id, data.external_id, stream, data.sequence, { code });
    return { delivery: 'left-open', code };
  }
  await deps.budgets.sendBudgets(tenant.id, [mutation]);
  if (!isGrant) await recordApplied(deps, work, stream, {});
  else {
    const grants = [...work.outcome.grants, mutation.id];
    await writeOutcome(deps, work, { ...work.outcome, grants, ...lastOf(deps, work, 'applied') });
    await deps.outcomes.closeOpen(tenant.id, data.external_id, stream, data.sequence);
  }
  return { delivery: 'forwarded' };
}

function streamOf(data: MutationData): Stream {
  if (data.kind === 'grant-one-off-budget') return grantStream(data.category, data.grant);
  return data.kind === 'set-monthly-budget' ? monthlyStream(data.category) : 'profile';
}

/**
 * True where this is applied already, or where a newer decision was reserved since: that one is on its way, or comes
 * again, and what this one says is no longer wanted (a leaver's account, an old address). Never for a grant: it is not
 * desired state.
 */
async function isOutdated(deps: DeliverDeps, { tenant, outcome, mutation }: Work): Promise<boolean> {
  const { data } = mutation;
  if (data.kind === 'grant-one-off-budget') return false;
  const stream = streamOf(data);
  if ((outcome.applied[stream] ?? 0) >= data.sequence) return true;
  const open = await deps.outcomes.readOpen(tenant.id, data.external_id, stream);
  return open !== undefined && open.reservation.sequence > data.sequence;
}

async function deliverTo(deps: DeliverDeps, work: Work): Promise<Delivery> {
  const { data } = work.mutation;
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
      return deliverBudget(deps, work, data);
  }
}

/**
 * Applies one mutation in Alleo. What a newer decision of its stream has overtaken is skipped; a message of another
 * registration is dropped; a paused tenant's are parked: their open items stay, and a later run offers them again.
 * Throws `TransientError`, or `TenantError` (see `leaveOpen` and `setAside`).
 */
export async function deliverMutation(deps: DeliverDeps, mutation: UserMutation): Promise<Delivery> {
  const { data } = mutation;
  const tenant = await deps.directory.readTenant(mutation.tenantid);
  if (tenant === undefined) return { delivery: 'dropped', code: 'TENANT_UNKNOWN' };
  if (tenant.registration !== data.registration || tenant.company.id !== data.company_id) {
    return { delivery: 'dropped', code: 'OTHER_REGISTRATION' };
  }
  if (tenant.status === 'paused') return { delivery: 'parked' };
  const owner = { tenantId: tenant.id, registration: tenant.registration };
  const outcome = await readOutcome(deps.outcomes, owner, data.external_id);
  const company = deps.companyOf(tenant);
  const delivery = await deliverTo(deps, { tenant, company, mutation, outcome });
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
