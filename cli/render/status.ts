import { oneLine } from '../../shared/contracts/one-line.ts';
import { nameRelease } from '../../shared/contracts/release.ts';
import type { TenantView } from '../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { Standing } from '../../shared/contracts/whose-turn.ts';
import { CUSTOMER_STATES } from '../../shared/contracts/whose-turn.ts';
import { countInWords, STATE_WORDS, sayWhatIsNotKnown, sayWhy } from './standing.ts';
import { inWords, table, wrap } from './tables.ts';
import { renderTenant } from './tenants.ts';

/** Why, since when; empty where nothing is wrong. */
function describeStanding(standing: Standing): string {
  const why = sayWhy(standing, (code) => `${code}: ${inWords(code)}`);
  return standing.since === null ? why : `${why} Since ${standing.since.slice(0, 10)}.`;
}

const nameOf = ({ id, name }: TenantView) => `${oneLine(name)} (${id})`;

const startLarge = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function renderOne(tenant: TenantView): string {
  const { command } = tenant.standing;
  const why = describeStanding(tenant.standing);
  const line = wrap(`  ${nameOf(tenant)}${why === '' ? '' : `: ${why}`}`, '    ');
  return command === null ? line : `${line}\n    ${command}`;
}

/** In sync, they are named as long as one looks at them. */
const NAMED = 20;

function renderInSync(tenants: readonly TenantView[], count: number): string[] {
  if (count === 0) return [];
  const shown = tenants.filter(({ standing }) => standing.state === 'in-sync');
  if (count > NAMED || shown.length < count) return ['', `In sync: the other ${count}.`];
  return ['', wrap(`In sync: ${shown.map(nameOf).join(', ')}.`, '  ')];
}

function renderAll({ at, counts, tenants, deliveryMode, release }: SupportAnswer<'status'>): string {
  if (tenants.length === 0) return 'No customers yet. Add one: personio-sync tenant add ID --name NAME --company N';
  const lines = [`${countInWords(counts)}, as of ${at.slice(0, 16).replace('T', ' ')} UTC.`];
  for (const state of CUSTOMER_STATES) {
    if (state === 'in-sync') continue;
    const some = tenants.filter(({ standing }) => standing.state === state);
    const left = counts[state] - some.length;
    if (some.length > 0) lines.push('', `${startLarge(STATE_WORDS[state].many)}:`, ...some.map(renderOne));
    if (some.length > 0 && left > 0) lines.push(`  and ${left} more.`);
  }
  lines.push(
    ...renderInSync(tenants, counts['in-sync']),
    '',
    wrap(sayWhatIsNotKnown(deliveryMode)),
    `Release ${nameRelease(release)}.`,
  );
  return lines.join('\n');
}

/** What no open change means: nothing where nobody is remembered, that all is applied, or what nobody here can tell. */
function sayNothingOpen(
  { deliveryMode }: SupportAnswer<'status'>,
  { id }: TenantView,
  { active, inactive }: NonNullable<SupportAnswer<'status'>['detail']>,
): string {
  if (active + inactive === 0) return 'Nothing is open.';
  if (deliveryMode === 'queue') return sayWhatIsNotKnown(deliveryMode);
  return `Nothing is open: what was sent for accounts is applied in Alleo; budgets were handed on for assignment (\`personio-sync budgets ${id} --csv FILE\`).`;
}

/** The state of all customers, or of one in depth. */
export function renderStatus(answer: SupportAnswer<'status'>): string {
  const [tenant] = answer.tenants;
  const { detail } = answer;
  if (detail === null || tenant === undefined) return renderAll(answer);
  const lines = [
    renderTenant(tenant),
    '',
    `In Alleo by our doing: ${detail.active} active, ${detail.inactive} inactive, ${detail.missing} missing from Personio.`,
  ];
  if (detail.approval !== null) lines.push(`Approval ${detail.approval.digest}: ${detail.approval.state}.`);
  if (detail.open.length === 0) lines.push(wrap(sayNothingOpen(answer, tenant, detail)));
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
