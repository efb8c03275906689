import type { Credentials } from '../../shared/contracts/credentials.ts';
import type { Policies } from '../../shared/contracts/policies.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { askSupport } from '../ask-support.ts';
import type { Local } from '../open-local.ts';

/** Who asks, as the audit shows it. */
const CALLER = 'support desk';

/** A customer as support registers one; `eligibility` is an attribute's label, or `none`: everyone. */
export interface NewTenant {
  readonly id: string;
  readonly name: string;
  readonly companyId: number;
  readonly eligibility: string;
  readonly personioUrl: string;
  readonly alleoUrl: string;
  readonly credentials: Credentials;
  readonly policies?: Partial<Policies>;
}

/** `personio-sync tenant add` */
export async function addTenant(local: Local, tenant: NewTenant): Promise<void> {
  const { id: tenantId, policies = {}, ...rest } = tenant;
  await askSupport(local, CALLER, { operation: 'tenant-add', tenantId, ...rest, policies });
}

/** `personio-sync preview`: of a plan that a gate stops, the failed report. */
export function preview(local: Local, tenantId: string): Promise<SupportAnswer<'preview'>> {
  return askSupport(local, CALLER, { operation: 'preview', tenantId });
}

/** `personio-sync activate` for a first plan, `approve` for a held part: of exactly what a preview shows now. */
export async function approve(local: Local, tenantId: string): Promise<void> {
  const { digest } = await preview(local, tenantId);
  if (digest === null) throw new Error(`There is no plan of ${tenantId} to approve.`);
  const tenant = await local.directory.readTenant(tenantId);
  const operation = tenant?.status === 'pending' ? 'activate' : 'approve';
  await askSupport(local, CALLER, { operation, tenantId, digest });
}
