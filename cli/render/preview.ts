import type { PreviewPerson } from '../../shared/contracts/preview.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { renderFailure, renderFigures } from './reports.ts';
import { inWords, paint, table } from './tables.ts';

type Preview = SupportAnswer<'preview'>;

const ACTIONS: readonly PreviewPerson['action'][] = ['activate', 'update', 'deactivate', 'hold', 'none'];

const ACCOUNTS: Readonly<Record<string, string>> = {
  create: 'new account',
  adopt: 'account with this e-mail, to be linked',
  ours: 'account that carries our id',
};

function describePerson(person: PreviewPerson): string {
  const held = (person.holds ?? []).map(({ kind, code }) => `${kind} held: ${code}`);
  const account = person.accountCode ?? (person.account === undefined ? undefined : ACCOUNTS[person.account]);
  const details = [
    person.startDate === undefined ? undefined : `starts ${person.startDate}`,
    person.changed === undefined ? undefined : `changed: ${person.changed.join(', ')}`,
    account,
    ...held,
  ].filter((text) => text !== undefined);
  const why = person.reason === 'EMPLOYED' ? 'employed' : inWords(person.reason);
  return details.length === 0 ? why : `${why} (${details.join('; ')})`;
}

function nextStep({ approvable, tenantId, digest, status, tenantStatus }: Preview): string {
  if (!approvable) return 'Next: nothing; this is a forecast of another day and cannot be approved.';
  const named = digest ?? '';
  if (tenantStatus === 'pending') return `Next: personio-sync activate ${tenantId} --digest ${named}`;
  if (tenantStatus === 'paused') return `Next: personio-sync tenant resume ${tenantId}`;
  if (status === 'held') return `To release what is held: personio-sync approve ${tenantId} --digest ${named}`;
  return 'Next: nothing; the next run does this by itself.';
}

function renderPeople(preview: Preview, showAll: boolean): string[] {
  const shown = preview.people.filter((person) => showAll || person.action !== 'none' || person.holds !== undefined);
  const rows = shown
    .toSorted((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action))
    .map((person) => [
      person.action,
      `${preview.names[person.employeeId] ?? ''} (${person.employeeId})`.trim(),
      describePerson(person),
    ]);
  const others = preview.people.length - shown.length;
  return [
    rows.length === 0 ? 'Nobody changes.' : table(['Action', 'Who', 'Why'], rows),
    ...(others > 0 ? [`${others} more people stay as they are; --all shows them, with the reason.`] : []),
  ];
}

/** A dry run: action first, then who and why, as Alleo's dry-run reports have it; what to do next at the end. */
export function renderPreview(preview: Preview, showAll: boolean): string {
  const { tenantId, date, status, code, budgetTotal, currency, digest } = preview;
  const title = `Preview of ${tenantId} as of ${date}: ${paint(status)}${code === null ? '' : `, ${code}`}. Nothing was sent.`;
  if (status === 'failed') return [title, ...renderFailure(preview)].join('\n');
  return [
    title,
    '',
    ...renderPeople(preview, showAll),
    '',
    ...renderFigures(preview, 'would send'),
    `  budgets: ${budgetTotal} ${currency} in total`,
    '',
    `Digest: ${digest ?? 'none'}`,
    nextStep(preview),
  ].join('\n');
}
