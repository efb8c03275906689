import type { SupportAnswer } from '../../shared/contracts/support-operation.ts';
import { inWords, table, wrap } from './tables.ts';

const STATE = {
  readable: 'readable',
  'empty-for-all': 'empty for everyone',
  'not-readable': 'NOT READABLE',
  unknown: 'not known',
} as const;

function renderAttributes({ attributes, people }: SupportAnswer<'check'>): string[] {
  if (attributes.length === 0) return [];
  const rows = attributes.map((one) => [
    one.wanted,
    STATE[one.state],
    one.state === 'not-readable' || one.state === 'unknown' ? '' : `${one.filled} of ${people}`,
    one.label ?? '',
  ]);
  const notes = attributes.flatMap(({ wanted, note }) =>
    note === undefined ? [] : [wrap(`- ${wanted}: ${note}`, '  ')],
  );
  return [
    table(['Attribute', 'State', 'Filled', 'Label in Personio'], rows),
    '',
    ...(notes.length === 0 ? [] : ['To look at:', ...notes, '']),
  ];
}

/** What the credential shows, attribute by attribute, and what to click where it does not. */
export function renderCheck(answer: SupportAnswer<'check'>): string {
  const { people, companyName, code, warnings, ok, tenantId } = answer;
  const company = companyName === null ? 'The Alleo company was not read.' : `Alleo company: ${companyName}`;
  const next = ok ? `personio-sync preview ${tenantId}` : `mend the above, then personio-sync check ${tenantId}`;
  return [
    `${people} people in Personio. ${company}`,
    ...(code === null ? [] : [`Nothing can go on: ${code}`]),
    '',
    ...renderAttributes(answer),
    ...warnings.map((warning) => wrap(`! ${warning}`, '  ')),
    ...(warnings.length === 0 ? [] : ['']),
    `Next: ${next}`,
  ].join('\n');
}

/** Each step from Personio to Alleo for one person. */
export function renderExplain(answer: SupportAnswer<'explain'>): string {
  if (answer.employeeId === null && answer.matches.length > 1) {
    const rows = answer.matches.map((one) => [one.employeeId, one.name ?? '']);
    return ['Several people fit. Ask again with one id:', table(['Employee', 'Name'], rows)].join('\n');
  }
  return answer.steps
    .map((step) => [step.title, ...step.lines.map((line) => wrap(`  ${line}`, '    '))].join('\n'))
    .join('\n\n');
}

/** Who has which trouble, by name. */
export function renderIssueList(issues: SupportAnswer<'issues'>['issues']): string {
  if (issues.length === 0) return 'No issues.';
  const rows = issues.map((one) => [
    one.name ?? one.employeeId ?? 'the whole company',
    one.code,
    `${inWords(one.code)}${one.attribute === undefined ? '' : ` (${one.attribute})`}`,
  ]);
  return table(['Who', 'Code', 'What it means'], rows);
}

/** Accounts that carry another id, and how to take them over. */
export function renderRelink(answer: SupportAnswer<'relink'>): string {
  if (answer.accounts.length === 0) return 'No account carries another id.';
  const rows = answer.accounts.map((one) => [
    one.employeeId,
    one.name ?? '',
    String(one.alleoId),
    one.currentExternalId,
  ]);
  const next = answer.relinked
    ? 'These accounts now carry our ids; a run is queued.'
    : `To take over exactly these: personio-sync relink ${answer.tenantId} --digest ${answer.digest}`;
  return [table(['Employee', 'Name', 'Alleo id', 'Carries now'], rows), next].join('\n');
}
