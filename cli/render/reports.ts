import { codeInfo, inWords } from '../../shared/contracts/codes/codes.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { renderHeld, renderRelease } from './held.ts';
import { paint, table, wrap } from './tables.ts';

const counts = (of: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${count ?? 0} ${name}`)
    .join(', ') || 'nothing';

/** Issues by code, how many people each: who they are is told by `issues`. What is held is told as that. */
function renderIssues({ issues, held }: RunReport): string[] {
  const codesHeld = new Set(Object.values(held).flatMap(({ code, codes = {} }) => [code, ...Object.keys(codes)]));
  const byCode = new Map<string, number>();
  for (const { code } of issues) if (!codesHeld.has(code)) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  return [...byCode].map(([code, count]) => wrap(`  ${count} × ${code}: ${inWords(code)}`, '      '));
}

/** Why there was no plan, which attribute is meant, and who fixes it where. */
export function renderFailure({ code, issues, tenantId }: RunReport): string[] {
  if (code === null) return [];
  const attribute = issues.find((issue) => issue.code === code)?.attribute;
  const place = codeInfo(code)?.fix.where.en.replaceAll(/\bID\b/g, tenantId);
  return [
    wrap(`  ${inWords(code)}${attribute === undefined ? '' : ` It is about: ${oneLine(attribute)}.`}`, '  '),
    ...(place === undefined || place === '–' ? [] : [wrap(`  ${place}`, '  ')]),
  ];
}

/** How many people, for which reasons, with which trouble; what was or would be sent, and what is held. */
export function renderFigures(report: RunReport, sends: 'sent' | 'would send'): string[] {
  return [
    wrap(`  ${report.listed} people in Personio, ${report.missing} missing: ${counts(report.decisions)}`, '  '),
    wrap(`  ${sends}: ${counts(report.mutations)}`, '  '),
    ...renderHeld(report.held),
    ...renderIssues(report),
    ...(report.open.count === 0 ? [] : [`  open in Alleo: ${report.open.count}`]),
  ];
}

/** A held part that is the approved one, entry by entry, was approved too long ago. */
function sayWhyVoid({ approval, status }: RunReport): string {
  const { added = 1, removed = 1, changed = 1 } = approval?.difference ?? {};
  const isExpired = status === 'held' && added + removed + changed === 0;
  return isExpired
    ? 'it was older than 24 hours; the plan is still the one that was approved.'
    : 'the plan is no longer the one that was approved.';
}

/** One run, in a few lines. */
export function renderReport(report: RunReport): string {
  const code = report.code === null ? '' : `  ${report.code}`;
  const title = `${report.tenantId}  ${report.date}  ${report.trigger}  ${paint(report.status)}${code}`;
  if (report.status === 'failed') return [title, ...renderFailure(report)].join('\n');
  const lines = [title, ...renderFigures(report, 'sent')];
  if (report.approval?.result === 'void') {
    lines.push(`  The approval ${report.approval.digest} was void: ${sayWhyVoid(report)}`);
  }
  if (report.status === 'held') lines.push(...renderRelease(report).map((line) => `  ${line}`));
  return lines.join('\n');
}

/** A day's reports, and the active tenants that have none of this day. */
export function renderDay(reports: readonly RunReport[], missing: readonly string[]): string {
  if (reports.length === 0 && missing.length === 0) return 'No active customer: nothing ran.';
  const without = missing.map((id) => `${id}: no run of this day came to an end. Run the day again.`);
  return [...reports.map(renderReport), ...without].join('\n\n');
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

/** Who was changed on a day, and why; what is usual needs no reason. */
export function renderChanges({ tenantId, date, changes }: SupportAnswer<'changes'>): string {
  if (changes.length === 0) return `${tenantId}, ${date}: nobody was changed, or it was ten changes of each ago.`;
  const rows = changes.map(({ employeeId, name, kind, reason }) => [
    name === null ? employeeId : `${name} (${employeeId})`,
    kind,
    reason === 'EMPLOYED' ? 'employed' : inWords(reason),
  ]);
  return [`${tenantId}, ${date}:`, table(['Who', 'What', 'Why'], rows)].join('\n');
}
