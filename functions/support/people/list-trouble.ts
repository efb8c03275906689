import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { DomainChange, HeldFor, OpenFor } from '../../../shared/contracts/support/person-facts.ts';
import type { AccountIndex } from '../../../shared/core/accounts/index-accounts.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import type { Held } from '../../../shared/core/hold/assemble.ts';
import { indexSameEmail } from '../index-same-email.ts';
import { nameInAlleo, readAccounts } from '../name-gone.ts';
import { nameIssue } from '../name-issue.ts';
import { nameOf } from '../name-person.ts';
import type { OpenTenant } from '../open-tenant.ts';
import type { Planned, Stopped } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import { describeHeld } from './describe-held.ts';

type Employees = ReadonlyMap<string, Employee>;
type NameFor = (employeeId: string) => string | null;

/** Everything of a customer that is wrong, held or open now, by name. */
export interface Trouble {
  readonly issues: readonly ReturnType<typeof nameIssue>[];
  readonly holds: readonly HeldFor[];
  readonly open: readonly OpenFor[];
  readonly domains: readonly DomainChange[];
}

/** The same order on every page, whatever order Personio answers in: the company first, then by person and code. */
function compareIssues(a: Issue, b: Issue): number {
  const by = (one: Issue) => [one.employeeId ?? '', one.code, one.attribute ?? ''];
  const [first, second] = [by(a), by(b)];
  const differing = first.findIndex((text, index) => text !== second[index]);
  return differing < 0 ? 0 : (first[differing] ?? '').localeCompare(second[differing] ?? '', 'en', { numeric: true });
}

const domainOf = (email: string | null | undefined): string | null =>
  typeof email === 'string' && email.includes('@') ? email.slice(email.lastIndexOf('@') + 1).toLowerCase() : null;

/** From which domain to which one held changes of address go. One within a domain is none of them. */
function countDomains(held: readonly Held[], accounts: AccountIndex | undefined): DomainChange[] {
  const counts = new Map<string, DomainChange>();
  for (const { draft, code } of held) {
    if (code !== 'TOO_MANY_UPDATES' || !draft.changed.includes('email')) continue;
    const to = domainOf(draft.profile?.email);
    const from = domainOf(accounts?.byExternalId(draft.employeeId)?.email);
    if (to === null || to === from) continue;
    const key = `${from} ${to}`;
    counts.set(key, { from, to, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.to.localeCompare(b.to, 'en'));
}

/** Alleo is asked only for what it alone knows: names of people who are gone, and addresses that would change. */
function asksAlleo(ids: readonly (string | undefined)[], held: readonly Held[], employees: Employees): boolean {
  const isGone = ids.some((id) => id !== undefined && !employees.has(id));
  return isGone || held.some(({ draft }) => draft.changed.includes('email'));
}

/** What a run would report now: its issues, what it would hold and what is open; after a gate, that gate. */
export async function listTrouble(deps: SupportDeps, open: OpenTenant, planned: Planned | Stopped): Promise<Trouble> {
  const { tenant } = open;
  const isStopped = 'stopped' in planned;
  const refused = tenant.deliveryFlag === undefined ? [] : [{ code: tenant.deliveryFlag.code }];
  const found: readonly Issue[] = [
    ...refused,
    ...(isStopped ? [{ code: planned.stopped.code, ...ofAttribute(planned.stopped) }] : planned.resolved.plan.issues),
  ];
  const held = isStopped ? [] : planned.resolved.plan.held;
  const memory = isStopped ? await deps.memory.readMemory(tenant.id) : planned.memory;
  const employees: Employees = isStopped
    ? new Map(open.lastRead().map((one) => [one.id, one]))
    : planned.listing.employees;
  const ids = [...found, ...held.map(({ draft }) => draft), ...memory.open].map(({ employeeId }) => employeeId);
  const accounts = asksAlleo(ids, held, employees) ? await readAccounts(deps, open) : undefined;
  const nameFor: NameFor = (id) => nameOf(employees.get(id)) ?? nameInAlleo(accounts, id);
  const sameEmail = indexSameEmail(found, employees);
  return {
    issues: [...found].sort(compareIssues).map((issue) => nameIssue(issue, nameFor, sameEmail)),
    holds: held.map((one) => describeHeld(one, tenant, nameFor(one.draft.employeeId))),
    open: memory.open.map(({ employeeId, reservation: { kind }, code, attribute }) => ({
      employeeId,
      name: nameFor(employeeId),
      kind,
      code: code ?? null,
      ...(attribute === undefined ? {} : { attribute }),
    })),
    domains: countDomains(held, accounts),
  };
}

const ofAttribute = ({ attribute }: Stopped['stopped']) => (attribute === undefined ? {} : { attribute });
