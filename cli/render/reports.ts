import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { SupportAnswer } from '../../shared/contracts/support-operation.ts';
import { inWords, paint, table, wrap } from './tables.ts';

const counts = (of: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${count ?? 0} ${name}`)
    .join(', ') || 'nothing';

function renderHeld(report: RunReport): string[] {
  return Object.entries(report.held).map(([kind, held]) =>
    wrap(`  held: ${held.count} ${kind}, ${held.code}: ${inWords(held.code)}`, '        '),
  );
}

/** Issues by code, how many people each: who they are is told by `issues`. */
function renderIssues(report: RunReport): string[] {
  const byCode = new Map<string, number>();
  for (const issue of report.issues) byCode.set(issue.code, (byCode.get(issue.code) ?? 0) + 1);
  return [...byCode].map(([code, count]) => wrap(`  ${count} × ${code}: ${inWords(code)}`, '      '));
}

/** One run, in a few lines. */
export function renderReport(report: RunReport): string {
  const lines = [
    `${report.tenantId}  ${report.date}  ${paint(report.status)}${report.code === null ? '' : `  ${report.code}`}`,
  ];
  if (report.status === 'failed' && report.code !== null)
    return [...lines, wrap(`  ${inWords(report.code)}`, '  ')].join('\n');
  lines.push(
    wrap(`  ${report.listed} people in Personio, ${report.missing} missing: ${counts(report.decisions)}`, '  '),
    wrap(`  sent: ${counts(report.mutations)}`, '  '),
    ...renderHeld(report),
    ...renderIssues(report),
  );
  if (report.open.count > 0) lines.push(`  open in Alleo: ${report.open.count}`);
  if (report.approval?.result === 'void') {
    lines.push(`  The approval ${report.approval.digest} was void: the plan is no longer the one that was approved.`);
  }
  if (report.status === 'held')
    lines.push(`  To release it: personio-sync approve ${report.tenantId} --digest ${report.digest ?? ''}`);
  return lines.join('\n');
}

/** The runs of one tenant, newest first. */
export function renderRuns(runs: readonly RunReport[]): string {
  if (runs.length === 0) return 'No runs yet.';
  const rows = runs.map((run) => [
    run.date,
    run.trigger,
    paint(run.status),
    String(run.listed),
    `${run.code ?? ''} ${counts(run.mutations)}`.trim(),
  ]);
  return table(['Date', 'Asked by', 'State', 'People', 'What happened'], rows);
}

type PreviewAnswer = SupportAnswer<'preview'>;

function describePerson(person: PreviewAnswer['people'][number]): string {
  const holds = (person.holds ?? []).map((hold) => hold.code);
  const account = person.accountCode ?? (person.account === undefined ? undefined : `${person.account} account`);
  const details = [
    person.startDate === undefined ? undefined : `starts ${person.startDate}`,
    person.changed === undefined ? undefined : `changed: ${person.changed.join(', ')}`,
    account,
    ...new Set(holds),
  ].filter((text) => text !== undefined);
  const why = inWords(person.reason);
  return details.length === 0 ? why : `${why} (${details.join('; ')})`;
}

function nextStep(preview: PreviewAnswer, pending: boolean): string {
  if (!preview.approvable) return 'This is a forecast: it cannot be approved.';
  const digest = preview.digest ?? '';
  if (pending) return `Next: personio-sync activate ${preview.tenantId} --digest ${digest}`;
  if (preview.status === 'held')
    return `To release what is held: personio-sync approve ${preview.tenantId} --digest ${digest}`;
  return 'The next run does this by itself.';
}

/** A dry run: action first, then who and why, as Alleo's dry-run reports have it. */
export function renderPreview(preview: PreviewAnswer, showAll: boolean): string {
  const pending = preview.people.some((person) => person.account !== undefined);
  const shown = preview.people.filter((person) => showAll || person.action !== 'none');
  const rows = shown.map((person) => [
    person.action,
    preview.names[person.employeeId] ?? person.employeeId,
    describePerson(person),
  ]);
  const unchanged = preview.people.length - shown.length;
  return [
    renderReport(preview),
    '',
    rows.length === 0 ? 'Nobody changes.' : table(['Action', 'Who', 'Why'], rows),
    ...(unchanged > 0 ? [`${unchanged} more people stay as they are (--all shows them).`] : []),
    `Budgets that would be sent: ${preview.budgetTotal} ${preview.currency}`,
    `Digest: ${preview.digest ?? 'none'}`,
    nextStep(preview, pending),
  ].join('\n');
}
