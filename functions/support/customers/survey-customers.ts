import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { CUSTOMER_STATES, judgeCustomer } from '../../../shared/contracts/whose-turn.ts';
import type { TenantMemory } from '../../../shared/core/ground/memory.ts';
import { sideBySide } from '../../../shared/core/ground/settle-all.ts';
import { summarizeOpen } from '../../../shared/core/report/report.ts';
import { cutPage } from '../cut-page.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';

/** Of so many customers in trouble it is looked up how they are now: of the rest, what their last run left is told. */
const LOOKED_AT = 500;
const AT_ONCE = 25;
/** More than anyone reads; the counts are of all. */
const SHOWN_BYTES = 2_000_000;
/** How long an approval serves (behaviour: "Approval"). */
const APPROVED_MS = 24 * 3_600_000;

type Search = Pick<Extract<SupportRequest, { operation: 'status' }>, 'find' | 'state'>;
type Deps = Pick<SupportDeps, 'directory' | 'memory'>;

/** The entry with what is open as it is now: nobody writes there when something that was open is applied. */
function bringUpToDate(tenant: Tenant, open: TenantMemory['open']): Tenant {
  const { left, notAppliedAt, ...rest } = tenant;
  if (left === undefined) return rest;
  // What this run sent itself has time until the next one, unless delivery has said what is wrong with it.
  const still = open.filter(({ code, reservation }) => code !== undefined || reservation.at < left.at);
  const { count, codes } = summarizeOpen(still);
  // An older change may have been replaced by a newer one of the same person: as many as there were may wait until today.
  const waiting = Math.max(count, Math.min(left.open.count, open.length));
  return { ...rest, left: { ...left, since: left.since ?? notAppliedAt ?? left.at, open: { count: waiting, codes } } };
}

/** A customer as it is now: of one in trouble what waits is read, which is one query. */
export async function lookAgain({ memory }: Pick<Deps, 'memory'>, tenant: Tenant, now: Date): Promise<TenantView> {
  const standing = judgeCustomer(tenant, now);
  if (standing.what === null) return viewTenant(tenant, now, standing);
  const { open, approval } = await memory.readWaiting(tenant.id);
  const isApproved =
    approval !== undefined &&
    approval.state !== 'spent' &&
    now.getTime() - Date.parse(approval.approvedAt) <= APPROVED_MS;
  return viewTenant(tenant, now, judgeCustomer(bringUpToDate(tenant, open), now, { isApproved }));
}

/** How many customers there are of each state. */
export function countStates(tenants: readonly TenantView[]): SupportAnswer<'status'>['counts'] {
  const counts = Object.fromEntries(CUSTOMER_STATES.map((state) => [state, 0]));
  for (const { standing } of tenants) counts[standing.state] = (counts[standing.state] ?? 0) + 1;
  return counts as SupportAnswer<'status'>['counts'];
}

function compare(a: TenantView, b: TenantView): number {
  const rank = ({ standing }: TenantView) => CUSTOMER_STATES.indexOf(standing.state);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}

/** As names are searched: without case and accents. */
const fold = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The customers that fit what is searched for; all where nothing is. */
function findCustomers(views: readonly TenantView[], { find = '', state }: Search): readonly TenantView[] {
  const wanted = fold(find);
  return views.filter(
    ({ id, name, standing }) =>
      (state === undefined || standing.state === state) && fold(`${name} ${id}`).includes(wanted),
  );
}

/** Every customer of the stage that fits, those in need first, then by name; as many as fit into one answer. */
export async function surveyCustomers(
  deps: Deps,
  now: Date,
  search: Search = {},
): Promise<Pick<SupportAnswer<'status'>, 'counts' | 'found' | 'tenants'>> {
  const troubled: Tenant[] = [];
  const views: TenantView[] = [];
  for (const tenant of await deps.directory.listTenants()) {
    const standing = judgeCustomer(tenant, now);
    if (standing.what === null || troubled.length >= LOOKED_AT) views.push(viewTenant(tenant, now, standing));
    else troubled.push(tenant);
  }
  views.push(...(await sideBySide(troubled, AT_ONCE, (tenant) => lookAgain(deps, tenant, now))));
  views.sort(compare);
  const found = findCustomers(views, search);
  const tenants = [...cutPage(found, 0, undefined, SHOWN_BYTES).items];
  return { counts: countStates(views), found: found.length, tenants };
}
