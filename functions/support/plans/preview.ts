import type { Preview, PreviewPerson } from '../../../shared/contracts/preview.ts';
import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { dateIn } from '../../../shared/core/ground/calendar.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import type { Plan } from '../../../shared/core/hold/assemble.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import type { RunFacts } from '../../../shared/core/report/report.ts';
import { describePreview, reportFailure } from '../../../shared/core/report/report.ts';
import { cutPage } from '../cut-page.ts';
import { findEligibilityLike } from '../eligibility-labels.ts';
import { findTenant } from '../find-tenant.ts';
import { nameInAlleo, readAccounts } from '../name-gone.ts';
import { nameOf } from '../name-person.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openCompany, openTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import { planOrStop } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import type { Moment } from '../take-moment.ts';
import { takeMoment } from '../take-moment.ts';
import { compareValues } from './compare-values.ts';
import { lookAhead } from './preview-plan.ts';

type Request = Extract<SupportRequest, { operation: 'preview' }>;

function factsOf(deps: SupportDeps, open: OpenTenant, moment: Moment, begunMs: number): RunFacts {
  const { tenant } = open;
  return {
    tenantId: tenant.id,
    runId: 'preview',
    date: dateIn(tenant.policies.timeZone, moment.now),
    startedAt: moment.now.toISOString(),
    trigger: 'requeue',
    requests: { personio: open.personio.requestCount(), alleo: 0 },
    capacity: deps.memory.capacity(),
    durationMs: Math.round(performance.now() - begunMs),
  };
}

async function describe(
  deps: SupportDeps,
  open: OpenTenant,
  facts: RunFacts,
  planned: Planned,
  names: boolean,
): Promise<Preview> {
  const { tenant } = open;
  const preview = describePreview(facts, planned.resolved, planned.memory.open, tenant.policies.currency);
  if (tenant.status !== 'pending') return preview;
  const alleo = await openCompany(deps, open);
  const outlook = await lookAhead(deps, tenant, alleo, planned.resolved, preview.people, names);
  return {
    ...preview,
    people: [...outlook.people],
    issues: [...preview.issues, ...outlook.issues],
    ...(outlook.grantsToKnown === undefined ? {} : { grantsToKnown: outlook.grantsToKnown }),
    requests: { ...preview.requests, alleo: alleo.requestCount() },
  };
}

/** A page's issues: those of its people; the first page also has those of nobody who is listed. */
function issuesOf(
  issues: readonly Issue[],
  all: readonly PreviewPerson[],
  page: readonly PreviewPerson[],
  from: number,
): Issue[] {
  const here = new Set(page.map((person) => person.employeeId));
  const listed = new Set(all.map((person) => person.employeeId));
  return issues.filter(({ employeeId }) =>
    employeeId === undefined || !listed.has(employeeId) ? from === 0 : here.has(employeeId),
  );
}

/** Who would be deactivated and is not listed any more: only Alleo still has the name. */
const isGone = ({ action, holds }: PreviewPerson) =>
  action === 'deactivate' || (holds ?? []).some(({ kind }) => kind === 'deactivate');

/** Names of people who are gone, as Alleo has them; none where Alleo cannot be asked. */
async function nameTheGone(
  deps: SupportDeps,
  open: OpenTenant,
  page: readonly PreviewPerson[],
  employees: ReadonlyMap<string, Employee>,
): Promise<Pick<SupportAnswer<'preview'>, 'namesInAlleo'>> {
  const gone = page.filter((person) => isGone(person) && !employees.has(person.employeeId));
  if (gone.length === 0) return {};
  const accounts = await readAccounts(deps, open);
  if (accounts === undefined) return {};
  const named = gone.flatMap(({ employeeId }) => {
    const name = nameInAlleo(accounts, employeeId);
    return name === null ? [] : [[employeeId, name] as const];
  });
  return { namesInAlleo: Object.fromEntries(named) };
}

/** The attribute about which `activate` would refuse. */
function findUndecided({ eligibility }: Tenant, listing: CompleteListing): Pick<SupportAnswer<'preview'>, 'undecided'> {
  const [undecided] = eligibility.mode === 'undecided' ? findEligibilityLike(listing.attributes.values()) : [];
  return undecided === undefined ? {} : { undecided };
}

/** What the last run held, and is so no more: `status` goes by that run until there is another one. */
const isOvertaken = ({ left }: Tenant, { held }: Plan) => held.length === 0 && Object.keys(left?.held ?? {}).length > 0;

type TenantFacts = Pick<SupportAnswer<'preview'>, 'language' | 'tenantStatus' | 'undecided' | 'overtaken'>;

function cut(
  preview: Preview & TenantFacts,
  employees: ReadonlyMap<string, Employee>,
  request: Request,
): SupportAnswer<'preview'> {
  const nameFor = (id: string) => (request.names ? nameOf(employees.get(id)) : null);
  const issueBytes = new Map<string, number>();
  for (const { employeeId } of preview.issues) {
    if (employeeId !== undefined) issueBytes.set(employeeId, (issueBytes.get(employeeId) ?? 0) + 120);
  }
  const sizeOf = (person: PreviewPerson) =>
    Buffer.byteLength(JSON.stringify(person)) +
    Buffer.byteLength(JSON.stringify([person.employeeId, nameFor(person.employeeId)])) +
    (issueBytes.get(person.employeeId) ?? 0);
  const { items, nextFrom } = cutPage(preview.people, request.from, sizeOf);
  const names = items.flatMap(({ employeeId }) => {
    const name = nameFor(employeeId);
    return name === null ? [] : [[employeeId, name] as const];
  });
  return {
    ...preview,
    people: [...items],
    issues: issuesOf(preview.issues, preview.people, items, request.from),
    names: Object.fromEntries(names),
    approvable: preview.digest !== null,
    nextFrom,
  };
}

/**
 * A dry run: the same plan, holds and digest as the run after it (behaviour: "Preview = run"), a row per person, and for
 * a first activation what it will meet in Alleo. Changes nothing; the shown plan is kept by its digest. A gate gives the failed report that the run would give.
 */
export async function preview(deps: SupportDeps, request: Request): Promise<SupportAnswer<'preview'>> {
  const begunMs = performance.now();
  const tenant = await findTenant(deps, request.tenantId);
  const moment = takeMoment(deps, tenant, request.asOf);
  const open = await openTenant(deps, tenant);
  const planned = await planOrStop(deps, open, moment.now);
  const facts = factsOf(deps, open, moment, begunMs);
  const { language, currency } = tenant.policies;
  const ofTenant = { language, tenantStatus: tenant.status };
  if ('stopped' in planned) {
    const { code, attribute } = planned.stopped;
    const failure = {
      ...reportFailure(facts, code, attribute),
      people: [],
      budgetTotal: '0.00',
      budgetTotals: { monthly: '0.00', oneOff: '0.00' },
    };
    return { ...failure, ...ofTenant, currency, names: {}, approvable: false, nextFrom: null };
  }
  const described = await describe(deps, open, facts, planned, request.names);
  // Kept so that an approval which comes too late can be told what has changed since.
  if (!moment.forecast && request.from === 0) {
    const { digest, entries } = planned.resolved.plan;
    await deps.memory.putPreviewed(tenant.id, digest, entries, moment.now);
  }
  const undecided = findUndecided(tenant, planned.listing);
  const overtaken = isOvertaken(tenant, planned.resolved.plan) ? { overtaken: true as const } : {};
  const shown = { ...described, ...ofTenant, ...undecided, ...overtaken, ...(moment.forecast ? { digest: null } : {}) };
  const { employees } = planned.listing;
  const page = cut(shown, employees, request);
  const named = request.names ? await nameTheGone(deps, open, page.people, employees) : {};
  const valued = request.values ? await compareValues(deps, open, planned.resolved, page.people) : {};
  return { ...page, ...named, ...valued };
}
