import type { Language, Texts } from '../contracts/codes/code-info.ts';
import { codeInfo, placeOf } from '../contracts/codes/codes.ts';
import type { Issue } from '../contracts/run-report.ts';
import { nameAttribute } from './attribute-words.ts';
import { CONCERNS } from './letter-words.ts';
import { listNames, writeName } from './style.ts';

/** An issue with the name of the person it is about. */
export type NamedIssue = Issue & {
  readonly name: string | null;
  /** Ids of the others who have the same e-mail address. */
  readonly sameEmail?: string[] | undefined;
};

/** Codes whose text leaves open which field is meant. */
const OF_A_FIELD: ReadonlySet<string> = new Set([
  'MISSING_NAME',
  'TEXT_TOO_LONG',
  'INVALID_DATE',
  'IMPLAUSIBLE_DATE',
  'REJECTED_BY_ALLEO',
  'INVALID_BUDGET',
  'BUDGET_FIELD_UNUSABLE',
  'SEVERAL_MONTHLY_BUDGETS',
  'ONE_OFF_REFILLED',
  'ATTRIBUTE_NOT_READABLE',
  'ATTRIBUTE_VANISHED',
]);

/** What Alleo objected to is not a field that is missing or wrong by a rule of ours. */
const OBJECTED: Texts = {
  en: 'Alleo objected to this field:',
  nl: 'Alleo heeft bezwaar tegen dit veld:',
  de: 'Alleo hat folgendes Feld beanstandet:',
};

/** What a code means, as a customer is told it; the code itself where it is not ours. */
export function tellCustomer(code: string, language: Language): string {
  const info = codeInfo(code);
  return (info?.customer ?? info?.text)?.[language] ?? code;
}

/** The issues that HR can fix. */
export function forHr<T extends { readonly code: string }>(issues: readonly T[]): readonly T[] {
  return issues.filter((issue) => codeInfo(issue.code)?.fix.who === 'hr');
}

/** The fields that are meant, where the code's text leaves it open which. */
export function nameFields(issues: readonly Issue[], language: Language): string {
  const named = issues.flatMap(({ code, attribute }) => {
    if (attribute === undefined || !OF_A_FIELD.has(code)) return [];
    const field = nameAttribute(attribute, language);
    return [code === 'REJECTED_BY_ALLEO' ? `${OBJECTED[language]} ${field}` : field];
  });
  return [...new Set(named)].join(', ');
}

/** People who share an address are named together: one of them has to change it. */
const concernOf = ({ employeeId = '', sameEmail = [] }: NamedIssue) => [employeeId, ...sameEmail].sort().join(' ');

function nameWho(issues: readonly NamedIssue[], language: Language): string {
  const fields = nameFields(issues, language);
  const names = issues.flatMap(({ employeeId, name }) =>
    employeeId === undefined ? [] : [writeName(name, employeeId, language)],
  );
  if (names.length === 0) return fields;
  const who = [...new Set(names)].join(' / ');
  return fields === '' ? who : `${who} (${fields})`;
}

/** `Concerns: Anna Smit, Bas Vos`, the first fifty by name; nothing where nobody is meant. */
export function writeConcerns(issues: readonly NamedIssue[], language: Language): string[] {
  const byPerson = Map.groupBy(issues, concernOf);
  const who = [...byPerson.values()].map((those) => nameWho(those, language)).filter((text) => text !== '');
  return who.length === 0 ? [] : [`  ${CONCERNS[language]}: ${listNames(who, language)}`];
}

/** Where the trouble is fixed, as the customer is told it. */
function sayPlace({ code, attribute }: Issue, language: Language): string | undefined {
  return (codeInfo(code)?.fix.customer ?? placeOf(code, attribute))?.[language];
}

/** `Personio: Employees → …` is said as `In Personio: Employees → …`. */
const writePlace = (place: string) => `  ${place.startsWith('Personio: ') ? 'In ' : ''}${place}`;

/** What HR can fix, one paragraph per kind of trouble and place: what is wrong, who it is about, where to change it. */
export function writeToFix(issues: readonly NamedIssue[], language: Language): string[] {
  const byTrouble = Map.groupBy(forHr(issues), (issue) => `${issue.code} ${sayPlace(issue, language)}`);
  return [...byTrouble.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const place = sayPlace(first, language);
    const lines = [
      `- ${tellCustomer(first.code, language)}`,
      ...writeConcerns(some, language),
      ...(place === undefined ? [] : [writePlace(place)]),
    ];
    return [lines.join('\n')];
  });
}
