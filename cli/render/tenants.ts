import { languageOf } from '../../shared/contracts/codes/code-info.ts';
import { inWords } from '../../shared/contracts/codes/codes.ts';
import { shownPolicies } from '../../shared/contracts/limits.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { TenantView } from '../../shared/contracts/support/tenant-view.ts';
import { sayNextStep } from '../../shared/words/next-step.ts';
import { sayCounts } from './difference.ts';
import { STATE_WORDS, sayWhy } from './standing.ts';
import { paint, table, wrap } from './tables.ts';

/** Whose turn it is, and why, a code as it is. */
function turn({ standing }: TenantView): string {
  const { state, what, since } = standing;
  const why = what === null ? '' : `: ${sayWhy(standing, (code) => code)}`;
  return `${STATE_WORDS[state].one}${why}${since === null ? '' : ` since ${since.slice(0, 10)}`}`;
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
  const next = sayNextStep(tenant.standing, languageOf(tenant.policies.language));
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
    ...(next === '' ? [] : [['Next', next] as [string, string]]),
    ['Alleo verified', verified(tenant)],
  ];
  const policies = shownPolicies(tenant.policies).map(([name, value]) => `${name}=${value}`);
  const all: readonly (readonly [string, string])[] = [...facts, ['Policies', policies.join(' ')]];
  const width = Math.max(...all.map(([name]) => name.length)) + 2;
  const indent = ' '.repeat(width);
  return all.map(([name, value]) => `${name.padEnd(width)}${wrap(`${indent}${value}`, indent).trimStart()}`).join('\n');
}
