import { thisRelease } from '../../../shared/contracts/release.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { OpenItem } from '../../../shared/core/ground/memory.ts';
import { countActive } from '../../../shared/core/ground/memory.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import { cutPage } from '../cut-page.ts';
import { findTenant } from '../find-tenant.ts';
import type { SupportDeps } from '../support-deps.ts';
import { countStates, lookAgain, surveyCustomers } from './survey-customers.ts';

type Request = Extract<SupportRequest, { operation: 'status' }>;
type Detail = NonNullable<SupportAnswer<'status'>['detail']>;

/** More than anyone reads on a screen; the number of all is told beside them. */
const OPEN_SHOWN = 500;
const REPORT_ISSUES_BYTES = 2_000_000;

/** What needs somebody first: items that say why they are open before those that only wait. */
function showOpen(open: readonly OpenItem[]): Detail['open'] {
  const sorted = [...open].sort((a, b) => Number(a.code === undefined) - Number(b.code === undefined));
  return sorted.slice(0, OPEN_SHOWN).map(({ employeeId, reservation, code, offeredOn }) => ({
    employeeId,
    kind: reservation.kind,
    code: code ?? null,
    offeredOn,
  }));
}

async function describe(deps: SupportDeps, tenant: Tenant): Promise<Detail> {
  const [memory, [last]] = await settleAll([deps.memory.readMemory(tenant.id), deps.reports.listReports(tenant.id, 1)]);
  const people = [...memory.employees.values()];
  const active = countActive(people);
  const { approval } = memory;
  const issues = last === undefined ? [] : [...cutPage(last.issues, 0, undefined, REPORT_ISSUES_BYTES).items];
  return {
    lastReport: last === undefined ? null : { ...last, issues },
    open: showOpen(memory.open),
    openCount: memory.open.length,
    approval:
      approval === undefined
        ? null
        : { digest: approval.digest, state: approval.state, approvedAt: approval.approvedAt },
    active,
    inactive: people.length - active,
    missing: people.filter((one) => one.missing !== undefined).length,
  };
}

/** All customers, those in need first, or one in depth: whether Alleo is as the rules want it, as of now. */
export async function status(deps: SupportDeps, request: Request): Promise<SupportAnswer<'status'>> {
  const now = deps.clock();
  const facts = { at: now.toISOString(), deliveryMode: deps.config.deliveryMode, release: thisRelease() };
  if (request.tenantId === undefined) {
    return { ...facts, ...(await surveyCustomers(deps, now, request)), detail: null };
  }
  const tenant = await findTenant(deps, request.tenantId);
  const [view, detail] = await settleAll([lookAgain(deps, tenant, now), describe(deps, tenant)]);
  return { ...facts, counts: countStates([view]), tenants: [view], detail };
}
