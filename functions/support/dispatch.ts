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

type RequestOf<O extends SupportOperation> = Extract<SupportRequest, { readonly operation: O }>;

/** Who does each operation. Each answers what its contract says. */
const DOERS: {
  readonly [O in SupportOperation]: (deps: SupportDeps, request: RequestOf<O>) => Promise<SupportAnswer<O>>;
} = {
  'tenant-add': addTenant,
  'tenant-list': listTenants,
  'tenant-show': showTenant,
  'tenant-message': repeatMessage,
  'tenant-set': setTenant,
  'tenant-pause': pauseTenant,
  'tenant-resume': resumeTenant,
  check,
  budgets,
  explain,
  issues,
  'tenant-remove': removeTenant,
  preview,
  activate,
  approve,
  requeue,
  status,
  runs: listRuns,
  changes,
  'recent-runs': recentRuns,
  audit,
  'dead-letters': listDeadLetters,
  'dead-letters-purge': purgeDeadLetter,
  relink,
  verify,
  'resend-lost': resendLost,
  resend,
  'credentials-rotate': rotateCredentials,
  'credentials-restore': restoreCredentials,
  redrive,
};

/** Does the operation that a request asks for. Throws `Refusal`, or what the ports throw. */
export function dispatch<O extends SupportOperation>(
  deps: SupportDeps,
  request: RequestOf<O>,
): Promise<SupportAnswer<O>> {
  const operation: O = request.operation;
  return DOERS[operation](deps, request);
}
