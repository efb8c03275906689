import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { MOST_OF_A_CALLER } from '../../../shared/contracts/support-operation.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import type { AuditEntry } from '../../../shared/core/ports/table.ts';
import { summarizeOpen } from '../../../shared/core/report/report.ts';
import { findTenant } from '../find-tenant.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-show' }>;

const AUDIT_ENTRIES = 20;

/** On one line, with the request id: by it CloudTrail says who it really was. */
const writeEntry = ({ at, who, what, result, requestId }: AuditEntry): string =>
  `${at} request ${oneLine(requestId)}, ${oneLine(who, MOST_OF_A_CALLER)}: ${what} (${result})`;

/** One tenant's registration, what is open, and what was done by hand lately. */
export async function showTenant(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-show'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const [memory, audit] = await settleAll([
    deps.memory.readMemory(tenant.id),
    deps.audit.listAudit(tenant.id, AUDIT_ENTRIES),
  ]);
  return {
    tenant: viewTenant(tenant, deps.clock()),
    open: summarizeOpen(memory.open),
    audit: audit.map(writeEntry),
  };
}
