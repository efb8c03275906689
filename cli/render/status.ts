import { oneLine } from '../../shared/contracts/one-line.ts';
import { nameRelease } from '../../shared/contracts/release.ts';
import type { SupportAnswer, TenantView } from '../../shared/contracts/support-answer.ts';
import type { CustomerState, Standing } from '../../shared/contracts/whose-turn.ts';
import { inWords, table, wrap } from './tables.ts';
import { renderTenant } from './tenants.ts';

type Counts = SupportAnswer<'status'>['counts'];

/** The first sentence's parts, by state: of one, and of more. */
const SAID: readonly (readonly [CustomerState, string, string])[] = [
  ['engineer', 'needs an engineer', 'need an engineer'],
  ['support', 'waits for you', 'wait for you'],
  ['customer', 'for the customer', 'for the customer'],
  ['nobody', 'fixes itself', 'fix themselves'],
  ['pending', 'not activated yet', 'not activated yet'],
  ['paused', 'paused', 'paused'],
];

const HEADINGS: Partial<Record<CustomerState, string>> = {
  engineer: 'Need an engineer',
  support: 'Wait for you',
  customer: 'For the customer',
  nobody: 'Fix themselves',
  pending: 'Not activated yet',
  paused: 'Paused',
};

/** "36 of 40 in sync · 2 wait for you · 1 for the customer · 1 fixes itself": of those that are activated and not paused. */
export function countInWords(counts: Counts): string {
  const { pending = 0, paused = 0 } = counts;
  const active = Object.values(counts).reduce((sum, count) => sum + count, 0) - pending - paused;
  const parts = SAID.flatMap(([state, one, more]) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  });
  return [`${counts['in-sync'] ?? 0} of ${active} in sync`, ...parts].join(' · ');
}

const WHAT: Readonly<Record<NonNullable<Standing['what']>, string>> = {
  stopped: 'the last run stopped',
  refused: 'Alleo refuses its credential',
  'no-run': 'no complete run for 26 hours',
  'not-known': 'no run yet that says how Alleo stands; the next one does',
  held: 'held',
  open: 'open in Alleo from before the last run',
  'not-applied': 'Alleo did not take something that the last run sent',
  'set-aside': 'set aside',
  unsent: 'not sent yet',
};

/** Why, since when; empty where nothing is wrong. */
export function describeStanding({ what, code, count, since, others }: Standing): string {
  if (what === null) return '';
  const times = count === 0 ? '' : `${count} × `;
  const why = code === null ? `${WHAT[what]}.` : `${code}: ${inWords(code)}`;
  const more = others === 0 ? '' : ` (${others} more ${others === 1 ? 'reason' : 'reasons'})`;
  return `${times}${why}${more}${since === null ? '' : ` Since ${since.slice(0, 10)}.`}`;
}

const nameOf = ({ id, name }: TenantView) => `${oneLine(name)} (${id})`;

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

/** What the figures cannot know, said beside them. */
function sayWhatIsNotKnown(mode: SupportAnswer<'status'>['deliveryMode']): string {
  return mode === 'queue'
    ? "In sync here means sent: Alleo's own consumer applies it, and nobody here can tell whether it did."
    : 'What the last run itself sent counts once the next one finds it open, or Alleo refuses it; dead letters likewise.';
}

function renderAll({ at, counts, tenants, deliveryMode, release }: SupportAnswer<'status'>): string {
  if (tenants.length === 0) return 'No customers yet. Add one: personio-sync tenant add ID --name NAME --company N';
  const lines = [`${countInWords(counts)}, as of ${at.slice(0, 16).replace('T', ' ')} UTC.`];
  for (const [state] of SAID) {
    const some = tenants.filter(({ standing }) => standing.state === state);
    const left = (counts[state] ?? 0) - some.length;
    if (some.length > 0) lines.push('', `${HEADINGS[state]}:`, ...some.map(renderOne));
    if (some.length > 0 && left > 0) lines.push(`  and ${left} more.`);
  }
  lines.push(
    ...renderInSync(tenants, counts['in-sync'] ?? 0),
    '',
    wrap(sayWhatIsNotKnown(deliveryMode)),
    `Release ${nameRelease(release)}.`,
  );
  return lines.join('\n');
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
