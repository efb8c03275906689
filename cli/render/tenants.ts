import { oneLine } from '../../shared/contracts/one-line.ts';
import type { TenantView } from '../../shared/contracts/support-answer.ts';
import { sayCounts } from './difference.ts';
import { STATE_WORDS } from './standing.ts';
import { inWords, paint, table, wrap } from './tables.ts';

/** Who has another access in Alleo than what was applied, as the last weekly look found it. */
function lost({ id, verified: last }: TenantView): string | undefined {
  if (last === undefined || last.counts.lost === 0) return undefined;
  return `${last.counts.lost} lost in Alleo on ${last.at.slice(0, 10)}: \`personio-sync verify ${id}\``;
}

/** Whose turn it is, and the code that says why. */
function turn(tenant: TenantView): string {
  const { state, code, since } = tenant.standing;
  const found = lost(tenant);
  if (state === 'in-sync' && found !== undefined) return `${STATE_WORDS.support.one}: ${found}`;
  const why = `${code === null ? '' : `: ${code}`}${since === null ? '' : ` since ${since.slice(0, 10)}`}`;
  return `${STATE_WORDS[state].one}${why}${found === undefined ? '' : `; ${found}`}`;
}

const lastRun = (tenant: TenantView) =>
  tenant.lastRun === undefined ? 'never' : `${tenant.lastRun.date} ${paint(tenant.lastRun.status)}`;

const verified = ({ verified: last }: TenantView) =>
  last === undefined ? 'never' : `${last.at.slice(0, 10)}: ${sayCounts(last.counts)}`;

/** All tenants on one screen: whose turn it is stands in the last column. */
export function renderTenants(tenants: readonly TenantView[]): string {
  if (tenants.length === 0) return 'No tenants yet. Add one: personio-sync tenant add ID --name NAME --company N';
  const rows = tenants.map((one) => [one.id, paint(one.status), lastRun(one), turn(one)]);
  return table(['Tenant', 'State', 'Last run', 'In sync?'], rows);
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
    ['In sync?', turn(tenant)],
    ...(tenant.standing.code === null ? [] : [['Why', inWords(tenant.standing.code)] as [string, string]]),
    ...(tenant.standing.command === null ? [] : [['Next', `\`${tenant.standing.command}\``] as [string, string]]),
    ['Alleo verified', verified(tenant)],
  ];
  const policies = Object.entries(tenant.policies).map(([name, value]) => `${name}=${value}`);
  const all: readonly (readonly [string, string])[] = [...facts, ['Policies', policies.join(' ')]];
  const width = Math.max(...all.map(([name]) => name.length)) + 2;
  const indent = ' '.repeat(width);
  return all.map(([name, value]) => `${name.padEnd(width)}${wrap(`${indent}${value}`, indent).trimStart()}`).join('\n');
}
