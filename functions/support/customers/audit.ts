import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { READ_OPERATIONS } from '../../../shared/contracts/support-operation.ts';
import { findTenant } from '../find-tenant.ts';
import { ALL_TENANTS } from '../reserved.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'audit' }>;

/** Who looks is written down, too: acts are few among the looks, and this far back they are sought. */
const SEARCHED = 1_000;

const LOOKS: ReadonlySet<string> = READ_OPERATIONS;
/** `approve 0123456789abcdef` */
const operationOf = (what: string) => what.split(' ')[0] ?? '';

/** Who asked and did what, newest first: of one customer, or what concerned all of them. */
export async function audit(deps: SupportDeps, request: Request): Promise<SupportAnswer<'audit'>> {
  const { tenantId, acts, limit } = request;
  if (tenantId !== undefined) await findTenant(deps, tenantId);
  const listed = await deps.audit.listAudit(tenantId ?? ALL_TENANTS, acts ? SEARCHED : limit);
  const chosen = acts ? listed.filter(({ what }) => !LOOKS.has(operationOf(what))) : listed;
  const entries = chosen
    .slice(0, limit)
    .map(({ at, who, what, result, requestId }) => ({ at, who, what, result, requestId }));
  return { entries };
}
