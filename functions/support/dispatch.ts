import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportRequest } from '../../shared/contracts/support-operation.ts';
import { check } from './attributes/check.ts';
import { restoreCredentials } from './credentials/restore-credentials.ts';
import { rotateCredentials } from './credentials/rotate-credentials.ts';
import { addTenant } from './customers/add-tenant.ts';
import { audit } from './customers/audit.ts';
import { listRuns } from './customers/list-runs.ts';
import { listTenants } from './customers/list-tenants.ts';
import { pauseTenant } from './customers/pause-tenant.ts';
import { recentRuns } from './customers/recent-runs.ts';
import { removeTenant } from './customers/remove-tenant.ts';
import { resumeTenant } from './customers/resume-tenant.ts';
import { setTenant } from './customers/set-tenant.ts';
import { showTenant } from './customers/show-tenant.ts';
import { status } from './customers/status.ts';
import { budgets } from './people/budgets.ts';
import { changes } from './people/changes.ts';
import { explain } from './people/explain.ts';
import { issues } from './people/issues.ts';
import { relink } from './people/relink.ts';
import { resend } from './people/resend.ts';
import { resendLost } from './people/resend-lost.ts';
import { verify } from './people/verify.ts';
import { activate } from './plans/activate.ts';
import { approve } from './plans/approve.ts';
import { preview } from './plans/preview.ts';
import { repeatMessage } from './plans/repeat-message.ts';
import { listDeadLetters } from './queues/dead-letters.ts';
import { purgeDeadLetter } from './queues/purge-dead-letter.ts';
import { redrive } from './queues/redrive.ts';
import { requeue } from './queues/requeue.ts';
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
    case 'tenant-message':
      return repeatMessage(deps, request);
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
    case 'changes':
      return changes(deps, request);
    case 'recent-runs':
      return recentRuns(deps, request);
    case 'audit':
      return audit(deps, request);
    case 'dead-letters':
      return listDeadLetters(deps, request);
    case 'dead-letters-purge':
      return purgeDeadLetter(deps, request);
    case 'relink':
      return relink(deps, request);
    case 'verify':
      return verify(deps, request);
    case 'resend-lost':
      return resendLost(deps, request);
    case 'resend':
      return resend(deps, request);
    case 'credentials-rotate':
      return rotateCredentials(deps, request);
    case 'credentials-restore':
      return restoreCredentials(deps, request);
    case 'redrive':
      return redrive(deps, request);
  }
}
