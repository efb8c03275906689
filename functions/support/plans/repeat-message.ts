import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { dateIn } from '../../../shared/core/ground/calendar.ts';
import { isActive } from '../../../shared/core/ground/memory.ts';
import { describePeople } from '../../../shared/core/report/report.ts';
import { findTenant } from '../find-tenant.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openCompany, openTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';
import { lookAhead } from './preview-plan.ts';
import { writeActivationMessage } from './write-activation-message.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-message' }>;

/** The message about a first plan that is approved and has not been sent, or not whole. */
export async function writeFirstMessage(
  deps: SupportDeps,
  open: OpenTenant,
  { resolved, listing, today }: Pick<Planned, 'resolved' | 'listing' | 'today'>,
  withoutOneOff: boolean,
): Promise<string> {
  const alleo = await openCompany(deps, open);
  const outlook = await lookAhead(deps, open.tenant, alleo, resolved, describePeople(resolved.plan));
  const sent = resolved.plan.emissions
    .map((one) => one.draft)
    .filter((draft) => !(withoutOneOff && draft.kind === 'grant-one-off-budget'));
  return writeActivationMessage({
    tenant: open.tenant,
    date: today,
    people: outlook.people,
    issues: [...resolved.plan.issues, ...outlook.issues],
    employees: listing.employees,
    sent,
    withoutOneOff,
  });
}

/**
 * The message to the customer after the activation, once more. Names and amounts are stored nowhere: it is written from
 * who takes part now, with the day of the activation; budgets and links of that day are left out. Refuses for a customer
 * who is not active.
 */
export async function repeatMessage(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-message'>> {
  const tenant = await findTenant(deps, request.tenantId);
  if (tenant.status === 'pending') {
    const hint = `\`personio-sync preview ${tenant.id}\`, then \`activate\` with its digest: it writes the message.`;
    throw failed('TENANT_PENDING', `${tenant.name} is not active yet: there is no message.`, hint);
  }
  const open = await openTenant(deps, tenant);
  const isFirst = tenant.activatedAt === undefined;
  const planned = await planOrRefuse(deps, open, deps.clock(), isFirst ? 'first' : 'stored');
  const { approval } = await deps.memory.readMemory(tenant.id);
  const withoutOneOff = approval?.first === true && approval.withoutOneOff;
  if (isFirst) return { tenantId: tenant.id, message: await writeFirstMessage(deps, open, planned, withoutOneOff) };
  const { resolved, listing, memory } = planned;
  // Whose account Alleo, or delivery, refused does not take part yet, and why is told.
  const refused = new Map(
    memory.open.flatMap(({ employeeId, reservation, code }) =>
      reservation.kind === 'activate' && code !== undefined ? [[employeeId, code] as const] : [],
    ),
  );
  const people = describePeople(resolved.plan).map((person) => {
    const accountCode = refused.get(person.employeeId);
    return accountCode === undefined ? person : { ...person, accountCode };
  });
  const takingPart = [...memory.employees.values()].filter(isActive).map(({ employeeId }) => employeeId);
  const message = writeActivationMessage({
    tenant,
    date: dateIn(tenant.policies.timeZone, new Date(tenant.activatedAt ?? deps.clock())),
    people,
    issues: resolved.plan.issues,
    employees: listing.employees,
    sent: [],
    withoutOneOff,
    takingPart: new Set(takingPart),
  });
  return { tenantId: tenant.id, message };
}
