import type { Tenant } from '../contracts/tenant.ts';
import { hasUnknownGrant } from './compare/one-off-memory.ts';
import { draftPlan } from './compare/plan.ts';
import { dateIn } from './ground/calendar.ts';
import type { Employee, ListingRead } from './ground/employee.ts';
import { TransientError } from './ground/errors.ts';
import type { Fingerprints } from './ground/fingerprint.ts';
import type { TenantMemory } from './ground/memory.ts';
import { settleAll, sideBySide } from './ground/settle-all.ts';
import { limitBase } from './ground/thresholds.ts';
import type { ApprovalInput, ResolvedPlan } from './hold/approval.ts';
import { resolveApproval } from './hold/approval.ts';
import type { PersonioPort } from './ports/personio.ts';
import type { MemoryPort } from './ports/table.ts';
import type { Gate } from './read/gates.ts';
import { checkGates } from './read/gates.ts';
import { findRenumbered } from './read/humans.ts';
import type { CompleteListing, Incomplete } from './read/listing.ts';
import { addFound, proveComplete } from './read/listing.ts';
import type { Absentees } from './read/missing.ts';
import { findAbsentees } from './read/missing.ts';

/** How often a listing is read before it counts as incomplete (behaviour: LISTING_INCOMPLETE). */
const FULL_READS = 3;

/** At this many reads at once a look-up of many people stays within Personio's burst. */
const LOOK_UPS_AT_ONCE = 5;

/** What a run or a preview needs to make its plan. Nothing is written. */
export interface PrepareDeps {
  readonly personio: PersonioPort;
  readonly memory: Pick<MemoryPort, 'readMemory' | 'readPlan' | 'readPastGrants'>;
  readonly fingerprints: Fingerprints;
}

/** A plan, or the gate that stopped it. */
export type Prepared =
  | { readonly gate: Gate; readonly memory: TenantMemory }
  | {
      readonly resolved: ResolvedPlan;
      readonly listing: CompleteListing;
      readonly memory: TenantMemory;
      readonly today: string;
      /** Active managed users that today's limits are measured against. */
      readonly base: number;
    };

/**
 * Reads the listing until it is proven complete, three times at most.
 * Throws `TransientError` LISTING_INCOMPLETE; what Personio refuses comes as the port throws it.
 */
export async function readCompleteListing(personio: PersonioPort, tenantId: string): Promise<CompleteListing> {
  let previous: ListingRead | undefined;
  let why: Incomplete = { incomplete: 'NOT_CONFIRMED' };
  for (let read = 0; read < FULL_READS; read += 1) {
    const current = await personio.readAll();
    const listing = proveComplete(current, previous);
    if (!('incomplete' in listing)) return listing;
    why = listing;
    previous = current;
  }
  const facts = { tenantId, operation: 'read listing', code: 'LISTING_INCOMPLETE', figures: why.figures };
  throw new TransientError(facts, `after ${FULL_READS} full reads: ${why.incomplete}`);
}

async function lookUp(
  personio: PersonioPort,
  ids: readonly string[],
): Promise<{ readonly found: readonly Employee[]; readonly gone: readonly string[] }> {
  const found: Employee[] = [];
  const gone: string[] = [];
  const answers = await sideBySide(ids, LOOK_UPS_AT_ONCE, async (id) => ({ id, employee: await personio.readOne(id) }));
  for (const { id, employee } of answers) {
    if (employee === undefined) gone.push(id);
    else found.push(employee);
  }
  return { found, gone };
}

function stageOf({ status, activatedAt }: Tenant): ApprovalInput['stage'] {
  if (status === 'pending') return 'pending';
  return activatedAt === undefined ? 'approved' : 'activated';
}

/** Read only where somebody may need it: on most days nobody has a first grant. */
async function readPastGrants(deps: PrepareDeps, tenantId: string, listing: CompleteListing, memory: TenantMemory) {
  const isNeeded = [...listing.employees.values()].some((one) => hasUnknownGrant(one, memory.employees.get(one.id)));
  return isNeeded ? await deps.memory.readPastGrants(tenantId) : undefined;
}

async function resolve(
  deps: PrepareDeps,
  input: {
    readonly tenant: Tenant;
    readonly memory: TenantMemory;
    readonly now: Date;
    readonly today: string;
    readonly offerAll: boolean | undefined;
  },
  listing: CompleteListing,
  absentees: Absentees,
  gone: readonly string[],
): Promise<{ readonly resolved: ResolvedPlan; readonly base: number }> {
  const { tenant, memory, now, today, offerAll } = input;
  const { policies, eligibility, onceReadable } = tenant;
  const { fingerprints } = deps;
  const tooManyMissing = absentees.tooMany;
  const pastGrants = await readPastGrants(deps, tenant.id, listing, memory);
  const drafted = draftPlan({
    listing,
    memory,
    today,
    policies,
    eligibility,
    onceReadable,
    fingerprints,
    gone,
    tooManyMissing,
    departmentsWithoutGroup: tenant.departmentsWithoutGroup ?? [],
    pastGrants,
    offerAll,
    lastCompleteOn:
      tenant.lastCompleteAt === undefined ? undefined : dateIn(policies.timeZone, new Date(tenant.lastCompleteAt)),
  });
  const base = limitBase(memory.ledger, today, drafted.active);
  const { approval } = memory;
  const standing = approval !== undefined && approval.state !== 'spent';
  const approvedEntries = standing ? await deps.memory.readPlan(tenant.id, approval.digest) : undefined;
  const context = { today, policies, ledger: memory.ledger, base, fingerprints };
  const stage = stageOf(tenant);
  return { resolved: resolveApproval(drafted, context, { approval, approvedEntries, stage, now }), base };
}

/**
 * Steps 2 to 6 of "One run of one tenant": reads the listing and the memory, passes the gates, looks up who is absent,
 * decides, compares, and applies limits and approvals. The same for a run and for a preview. `offerAll`: what is open is
 * offered again, whatever was offered today.
 */
export async function preparePlan(
  deps: PrepareDeps,
  tenant: Tenant,
  now: Date,
  options: { readonly offerAll?: boolean } = {},
): Promise<Prepared> {
  const { personio, fingerprints } = deps;
  const [memory, read] = await settleAll([deps.memory.readMemory(tenant.id), readCompleteListing(personio, tenant.id)]);
  const renumbered = findRenumbered(read, memory, fingerprints);
  const gate = checkGates(read, memory, tenant.eligibility, fingerprints.keyId, renumbered);
  if (gate !== undefined) return { gate, memory };
  const today = dateIn(tenant.policies.timeZone, now);
  const absentees = findAbsentees(read, memory, tenant.policies, today, renumbered);
  const { found, gone } = await lookUp(personio, absentees.lookUp);
  const listing = addFound(read, found);
  const { offerAll } = options;
  const { resolved, base } = await resolve(deps, { tenant, memory, now, today, offerAll }, listing, absentees, gone);
  return { resolved, listing, memory, today, base };
}
