import { languageOf } from '../../shared/contracts/codes/code-info.ts';
import { inWords } from '../../shared/contracts/codes/codes.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import { nameRelease } from '../../shared/contracts/release.ts';
import type { TenantView } from '../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { CustomerState, Standing } from '../../shared/contracts/whose-turn.ts';
import { CUSTOMER_STATES } from '../../shared/contracts/whose-turn.ts';
import { sayNextStep } from '../../shared/words/next-step.ts';
import { countAll, countInWords, STATE_WORDS, sayWhatIsNotKnown, sayWhy } from './standing.ts';
import { table, wrap } from './tables.ts';
import { renderTenant } from './tenants.ts';

/** Why, since when; empty where nothing is wrong. */
function describeStanding(standing: Standing): string {
  const why = sayWhy(standing, (code) => `${code}: ${inWords(code)}`);
  if (standing.since === null) return why;
  const end = /[.)]$/.test(why) ? '' : '.';
  return `${why}${end} Since ${standing.since.slice(0, 10)}.`;
}

const nameOf = ({ id, name }: TenantView) => `${oneLine(name)} (${id})`;

const startLarge = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function renderOne(tenant: TenantView): string {
  const next = sayNextStep(tenant.standing, languageOf(tenant.policies.language));
  const why = describeStanding(tenant.standing);
  const line = wrap(`  ${nameOf(tenant)}${why === '' ? '' : `: ${why}`}`, '    ');
  // A command alone is copied as it stands.
  return next === '' ? line : `${line}\n${wrap(`    ${next.replace(/^`([^`]+)`$/, '$1')}`, '    ')}`;
}

/** In sync, they are named as long as one looks at them. */
const NAMED = 20;

function renderInSync(tenants: readonly TenantView[], count: number): string[] {
  if (count === 0) return [];
  const shown = tenants.filter(({ standing }) => standing.state === 'in-sync');
  if (count > NAMED || shown.length < count) return ['', `In sync: the other ${count}.`];
  return ['', wrap(`In sync: ${shown.map(nameOf).join(', ')}.`, '  ')];
}

/** What a search found is told whole; of all customers, those that did not fit into the answer are counted. */
function renderAll({ at, counts, found, tenants, deliveryMode, release }: SupportAnswer<'status'>): string {
  const all = countAll(counts);
  if (all === 0) return 'No customers yet. Add one: personio-sync tenant add ID --name NAME --company N';
  const lines = [`${countInWords(counts)}, as of ${at.slice(0, 16).replace('T', ' ')} UTC.`];
  const isSearch = found !== undefined && found < all;
  if (isSearch) lines.push('', `${found} of ${all} fit.`);
  const countOf = (state: CustomerState) =>
    isSearch ? tenants.filter(({ standing }) => standing.state === state).length : counts[state];
  for (const state of CUSTOMER_STATES) {
    if (state === 'in-sync') continue;
    const some = tenants.filter(({ standing }) => standing.state === state);
    const left = countOf(state) - some.length;
    if (some.length > 0) lines.push('', `${startLarge(STATE_WORDS[state].many)}:`, ...some.map(renderOne));
    if (some.length > 0 && left > 0) lines.push(`  and ${left} more.`);
  }
  lines.push(
    ...renderInSync(tenants, countOf('in-sync')),
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
    `Told to Alleo: ${detail.active} active, ${detail.inactive} not active; ${detail.missing} missing from Personio.`,
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
