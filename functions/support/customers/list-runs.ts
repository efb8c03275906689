import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { findTenant } from '../find-tenant.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'runs' }>;

/** Issues of all shown runs together; 400 long lists would outgrow one answer. */
const ISSUES = 20_000;

/** The tenant's last runs, newest first. `issueCount` is of all issues, also where the list of an old run is left out. */
export async function listRuns(deps: SupportDeps, request: Request): Promise<SupportAnswer<'runs'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const reports = await deps.reports.listReports(tenant.id, request.limit);
  let room = ISSUES;
  const runs = reports.map((report) => {
    const issueCount = report.issues.length;
    const fits = issueCount <= room;
    if (fits) room -= issueCount;
    return { ...report, issues: fits ? report.issues : [], issueCount };
  });
  return { tenantId: tenant.id, runs };
}
