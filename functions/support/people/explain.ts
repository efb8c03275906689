import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { dateIn } from '../../../shared/core/ground/calendar.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import { TenantError, TransientError } from '../../../shared/core/ground/errors.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import type { Outcome } from '../../../shared/core/ports/table.ts';
import { orProblem } from '../explain-error.ts';
import { findTenant } from '../find-tenant.ts';
import { nameOf, nameOfAccount } from '../name-person.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openTenant } from '../open-tenant.ts';
import type { Planned, Stopped } from '../plan-or-stop.ts';
import { planOrStop } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import { collectFacts } from './explain/collect-facts.ts';
import { explainDecision } from './explain/explain-decision.ts';
import { explainAnswer, explainOpen, explainSending } from './explain/explain-delivery.ts';
import { explainMemory } from './explain/explain-memory.ts';
import { explainNext } from './explain/explain-next.ts';
import { explainReading } from './explain/explain-reading.ts';
import type { Explained, Step } from './explain/explained.ts';
import { findPeople, isId } from './explain/find-people.ts';
import { findInAlleo, lookAtAlleo } from './explain/look-at-alleo.ts';

type Request = Extract<SupportRequest, { operation: 'explain' }>;
type Answer = SupportAnswer<'explain'>;
type Match = Answer['matches'][number];

/** More namesakes than this are not told apart by reading them. */
const MATCHES = 50;

interface Search {
  readonly planned: Planned | Stopped;
  readonly employees: readonly Employee[];
}

/** Deliver's record; one of an earlier registration is about other accounts. */
async function readOutcome(
  deps: SupportDeps,
  { tenant }: OpenTenant,
  employeeId: string,
): Promise<Outcome | undefined> {
  const outcome = await deps.outcomes.readOutcome(tenant.id, employeeId);
  return outcome?.registration === tenant.registration ? outcome : undefined;
}

/** Somebody who is not listed may still be found by id. Where Personio could not even be listed, it may fail. */
async function readOne(
  { personio }: OpenTenant,
  { planned }: Search,
  employeeId: string,
): Promise<Employee | undefined> {
  try {
    return await personio.readOne(employeeId);
  } catch (error) {
    const isExpected = 'stopped' in planned && (error instanceof TenantError || error instanceof TransientError);
    if (!isExpected) throw error;
    return undefined;
  }
}

function unknown(request: Request, lines: readonly string[]): Answer {
  const steps: Step[] = [{ step: 'read', title: 'Nobody found', lines: [...lines] }];
  return { tenantId: request.tenantId, matches: [], employeeId: null, steps, facts: null };
}

/** Who had this id before, by their id of now; nobody where no plan could be made. */
function findPassedTo(planned: Planned | Stopped, employeeId: string): string | undefined {
  if ('stopped' in planned) return undefined;
  for (const [id, { formerIds = [] }] of planned.memory.employees) if (formerIds.includes(employeeId)) return id;
  return undefined;
}

async function explainPerson(
  deps: SupportDeps,
  open: OpenTenant,
  request: Request,
  search: Search,
  match: Match,
): Promise<Answer> {
  const { tenant, fingerprints } = open;
  const { employeeId } = match;
  const { planned, employees } = search;
  const employee = employees.find((one) => one.id === employeeId) ?? (await readOne(open, search, employeeId));
  const [{ memory, open: items }, outcome] = await settleAll([
    deps.memory.readEmployee(tenant.id, employeeId),
    readOutcome(deps, open, employeeId),
  ]);
  const alleo = await lookAtAlleo(deps, open, { employeeId, employee, memory, open: items, outcome, planned });
  const passedTo = memory === undefined ? findPassedTo(planned, employeeId) : undefined;
  const isSeen = passedTo ?? employee ?? memory ?? outcome ?? ('account' in alleo ? alleo.account : undefined);
  if (isSeen === undefined && employees.length > 0) {
    const nowhere = `There is no employee ${employeeId} in Personio, none is remembered here, and no account in Alleo carries that id.`;
    return unknown(request, [nowhere, 'Take another id, an e-mail address, or part of a name.']);
  }
  const now = deps.clock();
  const explained: Explained = {
    tenant,
    config: deps.config,
    fingerprints,
    now,
    today: dateIn(tenant.policies.timeZone, now),
    showValues: request.showValues,
    employeeId,
    employee,
    listed: employees.length,
    planned,
    memory,
    passedTo,
    open: items,
    outcome,
    alleo,
  };
  const account = 'account' in alleo ? alleo.account : undefined;
  const name = match.name ?? nameOf(employee) ?? (account === undefined ? null : nameOfAccount(account) || null);
  const steps = [
    explainReading,
    explainDecision,
    explainMemory,
    explainSending,
    explainAnswer,
    explainOpen,
    explainNext,
  ];
  return {
    tenantId: tenant.id,
    matches: [{ employeeId, name }],
    employeeId,
    steps: steps.map((explain) => explain(explained)),
    facts: collectFacts(explained, name),
  };
}

/** Nobody in Personio fits: an id is taken as it is, a name or e-mail is looked for among Alleo's accounts. */
async function searchElsewhere(deps: SupportDeps, open: OpenTenant, { planned, employees }: Search, typed: string) {
  if (isId(typed)) return { matches: [{ employeeId: typed, name: null }], lines: [] };
  const lines =
    'stopped' in planned && employees.length === 0
      ? [`Personio could not be read: ${planned.stopped.code}. Ask with the Personio id.`]
      : [`Nobody of the ${employees.length} people in Personio has this id, e-mail address, or name.`];
  const found = await orProblem(open.tenant.id, () => findInAlleo(deps, open, typed));
  if ('problem' in found) return { matches: [], lines: [...lines, found.problem.message] };
  const matches = found.flatMap((account) =>
    account.external_id === null ? [] : [{ employeeId: account.external_id, name: nameOfAccount(account) }],
  );
  const strangers = found.length - matches.length;
  const others =
    strangers === 0
      ? 'No account in Alleo fits.'
      : `${strangers} accounts in Alleo fit that carry no external id: they are not this sync's.`;
  return { matches, lines: [...lines, others] };
}

/**
 * Why somebody is, or is not, in Alleo: every step from Personio to Alleo, read afresh. Several people who fit are only
 * named; somebody who is nowhere is said to be so. Writes nothing.
 */
export async function explain(deps: SupportDeps, request: Request): Promise<Answer> {
  const tenant = await findTenant(deps, request.tenantId);
  const open = await openTenant(deps, tenant);
  const planned = await planOrStop(deps, open, deps.clock());
  // A read that was not proven complete may name somebody twice.
  const read = 'stopped' in planned ? new Map(open.lastRead().map((one) => [one.id, one])) : planned.listing.employees;
  const employees = [...read.values()];
  const search = { planned, employees };
  const listed = findPeople(employees, request.person).map((one) => ({ employeeId: one.id, name: nameOf(one) }));
  const { matches, lines } =
    listed.length > 0 ? { matches: listed, lines: [] } : await searchElsewhere(deps, open, search, request.person);
  const [match, ...others] = matches;
  if (match === undefined) return unknown(request, lines);
  if (others.length === 0) return explainPerson(deps, open, request, search, match);
  return { tenantId: tenant.id, matches: matches.slice(0, MATCHES), employeeId: null, steps: [], facts: null };
}
