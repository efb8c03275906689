import { oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer, TenantView } from '../../shared/contracts/support-answer.ts';
import { inWords, paint, table, wrap } from './tables.ts';
import { sayCounts } from './verify.ts';

function needs(tenant: TenantView): string {
  const flags = [tenant.flag, tenant.deliveryFlag].filter((flag) => flag !== undefined);
  if (flags.length > 0)
    return flags.map(({ code, since }) => `${code} since ${since.slice(0, 10)}: ${inWords(code)}`).join(' ');
  if (tenant.overdue) return 'no complete run for 26 hours';
  return tenant.status === 'pending' ? 'its first plan waits for approval' : '';
}

const lastRun = (tenant: TenantView) =>
  tenant.lastRun === undefined ? 'never' : `${tenant.lastRun.date} ${paint(tenant.lastRun.status)}`;

const verified = ({ verified: last }: TenantView) =>
  last === undefined ? 'never' : `${last.at.slice(0, 10)}: ${sayCounts(last.counts)}`;

/** All tenants on one screen: what a human has to look at stands in the last column. */
export function renderTenants(tenants: readonly TenantView[]): string {
  if (tenants.length === 0) return 'No tenants yet. Add one: personio-sync tenant add ID --name NAME --company N';
  const rows = tenants.map((one) => [one.id, paint(one.status), lastRun(one), needs(one)]);
  return table(['Tenant', 'State', 'Last run', 'Needs a human'], rows);
}

function describeEligibility(tenant: TenantView): string {
  const { eligibility } = tenant;
  if (eligibility.mode === 'attribute') return `only people whose attribute "${oneLine(eligibility.label)}" says yes`;
  return eligibility.mode === 'everyone' ? 'everyone (decided)' : 'not decided yet: --eligibility LABEL or none';
}

/** One tenant, a fact a line. */
export function renderTenant(tenant: TenantView): string {
  const facts: [string, string][] = [
    ['Tenant', `${tenant.id} (${oneLine(tenant.name)})`],
    ['State', paint(tenant.status)],
    ['Alleo company', `${tenant.company.id} (${oneLine(tenant.company.name)})`],
    ['Who', describeEligibility(tenant)],
    ['Personio', tenant.personioUrl],
    ['Alleo', tenant.alleoUrl],
    ['Last run', lastRun(tenant)],
    ['Alleo verified', verified(tenant)],
    ['Needs a human', needs(tenant) || 'nothing'],
  ];
  const policies = Object.entries(tenant.policies).map(([name, value]) => `${name}=${value}`);
  const all: readonly (readonly [string, string])[] = [...facts, ['Policies', policies.join(' ')]];
  const width = Math.max(...all.map(([name]) => name.length)) + 2;
  const indent = ' '.repeat(width);
  return all.map(([name, value]) => `${name.padEnd(width)}${wrap(`${indent}${value}`, indent).trimStart()}`).join('\n');
}

/** The state of all tenants, or of one in depth. */
export function renderStatus(answer: SupportAnswer<'status'>): string {
  const [tenant] = answer.tenants;
  const { detail } = answer;
  if (detail === null || tenant === undefined) return renderTenants(answer.tenants);
  const lines = [
    renderTenant(tenant),
    '',
    `In Alleo by our doing: ${detail.active} active, ${detail.inactive} inactive, ${detail.missing} missing from Personio.`,
  ];
  if (detail.approval !== null) lines.push(`Approval ${detail.approval.digest}: ${detail.approval.state}.`);
  if (detail.open.length === 0)
    lines.push(
      wrap(
        `Nothing is open: what was sent for accounts is applied in Alleo; budgets were handed on for assignment (\`personio-sync budgets ${tenant.id} --csv FILE\`).`,
      ),
    );
  else {
    const rows = detail.open.map((one) => [
      one.employeeId,
      one.kind,
      one.offeredOn,
      one.code === null ? 'no answer yet' : inWords(one.code),
    ]);
    lines.push('', table(['Employee', 'Open', 'Offered', 'Why'], rows));
  }
  return lines.join('\n');
}
