import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportRequest } from '../../shared/contracts/support-operation.ts';
import { activate } from './operations/activate.ts';
import { addTenant } from './operations/add-tenant.ts';
import { approve } from './operations/approve.ts';
import { budgets } from './operations/budgets.ts';
import { check } from './operations/check.ts';
import { explain } from './operations/explain.ts';
import { issues } from './operations/issues.ts';
import { listRuns } from './operations/list-runs.ts';
import { listTenants } from './operations/list-tenants.ts';
import { pauseTenant } from './operations/pause-tenant.ts';
import { preview } from './operations/preview.ts';
import { redrive } from './operations/redrive.ts';
import { relink } from './operations/relink.ts';
import { removeTenant } from './operations/remove-tenant.ts';
import { requeue } from './operations/requeue.ts';
import { resend } from './operations/resend.ts';
import { resumeTenant } from './operations/resume-tenant.ts';
import { rotateCredentials } from './operations/rotate-credentials.ts';
import { setTenant } from './operations/set-tenant.ts';
import { showTenant } from './operations/show-tenant.ts';
import { status } from './operations/status.ts';
import type { SupportDeps } from './support-deps.ts';

/** The operation that a request asks for. Throws `Refusal`, or what the ports throw. */
export function dispatch(deps: SupportDeps, request: SupportRequest): Promise<SupportAnswer<SupportOperation>> {
  switch (request.operation) {
    case 'tenant-add':
      return addTenant(deps, request);
    case 'tenant-list':
      return listTenants(deps);
    case 'tenant-show':
      return showTenant(deps, request);
    case 'tenant-set':
      return setTenant(deps, request);
    case 'tenant-pause':
      return pauseTenant(deps, request);
    case 'tenant-resume':
      return resumeTenant(deps, request);
    case 'check':
      return check(deps, request);
    case 'budgets':
      return budgets(deps, request);
    case 'explain':
      return explain(deps, request);
    case 'issues':
      return issues(deps, request);
    case 'tenant-remove':
      return removeTenant(deps, request);
    case 'preview':
      return preview(deps, request);
    case 'activate':
      return activate(deps, request);
    case 'approve':
      return approve(deps, request);
    case 'requeue':
      return requeue(deps, request);
    case 'status':
      return status(deps, request);
    case 'runs':
      return listRuns(deps, request);
    case 'relink':
      return relink(deps, request);
    case 'resend':
      return resend(deps, request);
    case 'credentials-rotate':
      return rotateCredentials(deps, request);
    case 'redrive':
      return redrive(deps, request);
  }
}
