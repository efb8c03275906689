import { FIXERS, languageOf } from '../../shared/contracts/codes/code-info.ts';
import { codeInfo, inWords, placeOf } from '../../shared/contracts/codes/codes.ts';
import { foldLines, oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { colours } from './colours.ts';
import { table, wrap } from './tables.ts';

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
    oneLine(one.label ?? ''),
  ]);
  const notes = attributes.flatMap(({ wanted, note }) =>
    note === undefined ? [] : [wrap(`- ${wanted}: ${foldLines(note)}`, '  ')],
  );
  return [
    table(['Attribute', 'State', 'Filled', 'Label in Personio'], rows),
    '',
    ...(notes.length === 0 ? [] : ['To look at:', ...notes, '']),
  ];
}

/** What the credential shows, attribute by attribute, and what to click where it does not. */
export function renderCheck(answer: SupportAnswer<'check'>): string {
  const { people, companyName, code, warnings, ok, tenantId, attributes } = answer;
  const company = companyName === null ? 'The Alleo company was not read.' : `Alleo company: ${oneLine(companyName)}`;
  const next = ok ? `personio-sync preview ${tenantId}` : `fix the above, then personio-sync check ${tenantId}`;
  // Where the list itself could not be read, nobody knows how many there are.
  const isRead = people > 0 || code === null || code === 'LISTING_EMPTY' || attributes.length > 0;
  return [
    `${isRead ? `${people} people in Personio.` : 'The people in Personio were not read.'} ${company}`,
    ...(code === null ? [] : [`Nothing can go on: ${code}`]),
    '',
    ...renderAttributes(answer),
    ...warnings.map((warning) => wrap(`! ${foldLines(warning)}`, '  ')),
    ...(warnings.length === 0 ? [] : ['']),
    `Next: ${next}`,
  ].join('\n');
}

/** Each step from Personio to Alleo for one person. */
export function renderExplain(answer: SupportAnswer<'explain'>): string {
  const { employeeId, matches, steps } = answer;
  if (employeeId === null && matches.length > 1) {
    const rows = matches.map((one) => [one.employeeId, oneLine(one.name ?? '')]);
    const example = `For example: personio-sync explain ${answer.tenantId} ${matches[0]?.employeeId ?? 'ID'}`;
    return [
      `${matches.length} people fit. Ask again with one id:`,
      '',
      table(['Employee', 'Name'], rows),
      '',
      example,
    ].join('\n');
  }
  const title = employeeId === null ? [] : [`${oneLine(matches[0]?.name ?? 'Name not known')} (${employeeId})`];
  const blocks = steps.map((step) =>
    [colours.bold(step.title), ...step.lines.map((line) => wrap(`  ${foldLines(line)}`, '    '))].join('\n'),
  );
  return [...title, ...blocks].join('\n\n');
}

type Issue = SupportAnswer<'issues'>['issues'][number];

function renderFix({ code, attribute }: Issue, tenantId: string): string[] {
  const fix = codeInfo(code)?.fix;
  if (fix === undefined) return [];
  const place = (placeOf(code, attribute) ?? fix.where).en.replaceAll(/\bID\b/g, tenantId);
  return [wrap(`  ${FIXERS[fix.who]}${place === '–' ? '.' : `: ${place}`}`, '    ')];
}

function renderWho({ code, employeeId, name, attribute, sameEmail = [] }: Issue): string {
  if (code === 'NO_GROUP_FOR_DEPARTMENT') return wrap(`  department: ${oneLine(attribute ?? '')}`, '    ');
  const about = attribute === undefined ? '' : `: ${oneLine(attribute)}`;
  const others = sameEmail.length === 0 ? '' : `, the same as of ${sameEmail.join(', ')}`;
  if (employeeId === undefined) return wrap(`  the whole account${about}`, '    ');
  return wrap(`  ${oneLine(name ?? 'name not known')} (${employeeId})${about}${others}`, '    ');
}

function countIssues(issues: number, people: number): string {
  const counted = issues === 1 ? '1 issue' : `${issues} issues`;
  if (people === 0) return `${counted}, none about a person`;
  return `${counted} of ${people === 1 ? '1 person' : `${people} people`}`;
}

/** What a run would hold, by kind and code: how many, and whose. */
function renderHolds(holds: SupportAnswer<'issues'>['holds'], tenantId: string): string[] {
  const kinds = Map.groupBy(holds, ({ kind, code }) => `${kind}, ${code}`);
  const blocks = [...kinds].map(([kind, some]) => {
    const who = some.map(({ employeeId, name }) => `${oneLine(name ?? 'name not known')} (${employeeId})`);
    const code = some[0]?.code ?? '';
    return [wrap(`Held: ${some.length} ${kind}: ${inWords(code)}`, '  '), wrap(`  ${listSome(who)}`, '    ')].join(
      '\n',
    );
  });
  return blocks.length === 0 ? [] : [...blocks, `To look at it: personio-sync preview ${tenantId}`];
}

/** What was sent and is not applied, by code. */
function renderOpen(open: SupportAnswer<'issues'>['open'], tenantId: string): string[] {
  return [...Map.groupBy(open, ({ code }) => code)].map(([code, some]) => {
    const who = some.map(({ employeeId, name }) => `${oneLine(name ?? 'name not known')} (${employeeId})`);
    const said = code === null ? 'on its way' : `${code}: ${inWords(code)}`;
    const fix = code === null ? [] : renderFix({ code, name: null }, tenantId);
    return [wrap(`Open: ${some.length}, ${said}`, '  '), ...fix, wrap(`  ${listSome([...new Set(who)])}`, '    ')].join(
      '\n',
    );
  });
}

const listSome = (names: readonly string[]) =>
  names.length > 50 ? `${names.slice(0, 50).join(', ')} and ${names.length - 50} more` : names.join(', ');

/** Who has which trouble, by name: what is wrong, who fixes it where, and the people. */
export function renderIssueList(answer: SupportAnswer<'issues'>): string {
  const { issues, holds, open, tenantId, date } = answer;
  const tenantName = oneLine(answer.tenantName);
  const waiting = [...renderHolds(holds, tenantId), ...renderOpen(open, tenantId)];
  if (issues.length + waiting.length === 0) return `${tenantName}, ${date}: no issues; nothing is held or open.`;
  const people = new Set(issues.flatMap(({ employeeId }) => employeeId ?? [])).size;
  const kinds = Map.groupBy(issues, ({ code, attribute }) => `${code} ${placeOf(code, attribute)?.en}`);
  const blocks = [...kinds.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const { code } = first;
    return [
      [wrap(`${code}: ${inWords(code)}`, '  '), ...renderFix(first, tenantId), ...some.map(renderWho)].join('\n'),
    ];
  });
  const letter = `As a letter: personio-sync issues ${tenantId} --letter ${languageOf(answer.language)}`;
  return [`${tenantName}, ${date}: ${countIssues(issues.length, people)}`, ...blocks, ...waiting, letter].join('\n\n');
}
