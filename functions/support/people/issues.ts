import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { dateIn } from '../../../shared/core/ground/calendar.ts';
import { cutPage } from '../cut-page.ts';
import { findTenant } from '../find-tenant.ts';
import { indexSameEmail } from '../index-same-email.ts';
import { nameIssue } from '../name-issue.ts';
import { openTenant } from '../open-tenant.ts';
import { planOrStop } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'issues' }>;

/** The same order on every page, whatever order Personio answers in: the company first, then by person and code. */
function compareIssues(a: Issue, b: Issue): number {
  const by = (one: Issue) => [one.employeeId ?? '', one.code, one.attribute ?? ''];
  const [first, second] = [by(a), by(b)];
  const differing = first.findIndex((text, index) => text !== second[index]);
  return differing < 0 ? 0 : (first[differing] ?? '').localeCompare(second[differing] ?? '', 'en', { numeric: true });
}

/** Who has which trouble now, by name: the issues that a run would report, and a gate that would stop it. Writes nothing. */
export async function issues(deps: SupportDeps, request: Request): Promise<SupportAnswer<'issues'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const open = await openTenant(deps, tenant);
  const now = deps.clock();
  const planned = await planOrStop(deps, open, now);
  const found = 'stopped' in planned ? [planned.stopped] : planned.resolved.plan.issues;
  const employees = 'stopped' in planned ? undefined : planned.listing.employees;
  const sameEmail = indexSameEmail(found, employees ?? new Map());
  const named = [...found].sort(compareIssues).map((issue: Issue) => nameIssue(issue, employees, sameEmail));
  const { items, nextFrom } = cutPage(named, request.from);
  return {
    tenantId: tenant.id,
    tenantName: tenant.name,
    language: tenant.policies.language,
    date: dateIn(tenant.policies.timeZone, now),
    issues: [...items],
    nextFrom,
  };
}
