import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { dateIn } from '../../../shared/core/ground/calendar.ts';
import { cutPage } from '../cut-page.ts';
import { findTenant } from '../find-tenant.ts';
import { openTenant } from '../open-tenant.ts';
import { planOrStop } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import { listTrouble } from './list-trouble.ts';

type Request = Extract<SupportRequest, { operation: 'issues' }>;

/**
 * Who has which trouble now, by name: the issues that a run would report, what it would hold and what is open, and a gate
 * that would stop it. Writes nothing.
 */
export async function issues(deps: SupportDeps, request: Request): Promise<SupportAnswer<'issues'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const opened = await openTenant(deps, tenant);
  const now = deps.clock();
  const planned = await planOrStop(deps, opened, now);
  const { domains, ...trouble } = await listTrouble(deps, opened, planned);
  const all = [
    ...trouble.issues.map((issue) => ({ issue })),
    ...trouble.holds.map((hold) => ({ hold })),
    ...trouble.open.map((open) => ({ open })),
  ];
  const { items, nextFrom } = cutPage(all, request.from);
  const { language, currency, timeZone } = tenant.policies;
  return {
    tenantId: tenant.id,
    tenantName: tenant.name,
    tenantStatus: tenant.status,
    language,
    currency,
    date: dateIn(timeZone, now),
    issues: items.flatMap((item) => ('issue' in item ? [item.issue] : [])),
    holds: items.flatMap((item) => ('hold' in item ? [item.hold] : [])),
    open: items.flatMap((item) => ('open' in item ? [item.open] : [])),
    domains: [...domains],
    nextFrom,
  };
}
