import type { SupportProblem } from '../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import { Refusal } from './refusal.ts';

/** Why nothing runs for a tenant that is not active, and the next step; `undefined` for an active one. */
export function explainInactive(tenant: Tenant): SupportProblem | undefined {
  const { id, name, status } = tenant;
  switch (status) {
    case 'active':
      return undefined;
    case 'paused': {
      const hint = `\`personio-sync tenant resume ${id}\` first.`;
      return {
        kind: 'failed',
        code: 'TENANT_PAUSED',
        message: `${name} is paused: nothing runs, nothing is applied.`,
        hint,
      };
    }
    case 'pending': {
      const hint = `\`personio-sync preview ${id}\`, then \`personio-sync activate ${id} --digest D\`.`;
      return {
        kind: 'failed',
        code: 'TENANT_PENDING',
        message: `The first plan of ${name} is not approved yet.`,
        hint,
      };
    }
  }
}

/** Refuses what needs a run, for a tenant that has none. */
export function refuseUnlessActive(tenant: Tenant): void {
  const problem = explainInactive(tenant);
  if (problem !== undefined) throw new Refusal(problem);
}
