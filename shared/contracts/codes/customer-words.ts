import { oneLine } from '../one-line.ts';
import type { Issue } from '../run-report.ts';
import { nameAttribute } from './attribute-words.ts';
import type { Language, Texts } from './code-info.ts';
import { codeInfo, placeOf } from './codes.ts';

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

/** How a letter is opened, headed and closed. Dutch says `jullie`, German `Sie`, to a team. */
export const LETTER = {
  subject: { en: 'Subject', nl: 'Onderwerp', de: 'Betreff' },
  greeting: { en: 'Dear HR team,', nl: 'Beste HR-team,', de: 'Liebes HR-Team,' },
  closing: {
    en: 'Kind regards,\nAlleo Support',
    nl: 'Met vriendelijke groet,\nAlleo Support',
    de: 'Mit freundlichen Grüßen\nAlleo Support',
  },
} as const satisfies { readonly [part: string]: Texts };

const CONCERNS: Texts = { en: 'Concerns', nl: 'Betreft', de: 'Betrifft' };
/** A person whose name is not known: one who is no longer in Personio. */
const NUMBER: Texts = { en: 'Personio id', nl: 'Personio-id', de: 'Personio-ID' };

/** What a code means, as a customer is told it; the code itself where it is not ours. */
export function tellCustomer(code: string, language: Language): string {
  const info = codeInfo(code);
  return (info?.customer ?? info?.text)?.[language] ?? code;
}

/** The issues that HR can mend. */
export function forHr<T extends Issue>(issues: readonly T[]): readonly T[] {
  return issues.filter((issue) => codeInfo(issue.code)?.mend.who === 'hr');
}

/** The fields that are meant, where the code's text leaves it open which. */
export function nameFields(issues: readonly Issue[], language: Language): string {
  const named = issues.flatMap(({ code, attribute }) =>
    attribute !== undefined && OF_A_FIELD.has(code) ? [nameAttribute(attribute, language)] : [],
  );
  return [...new Set(named)].join(', ');
}

/** People who share an address are named together: one of them has to change it. */
const concernOf = ({ employeeId = '', sameEmail = [] }: NamedIssue) => [employeeId, ...sameEmail].sort().join(' ');

function nameWho(issues: readonly NamedIssue[], language: Language): string {
  const fields = nameFields(issues, language);
  const names = issues.flatMap(({ employeeId, name }) =>
    employeeId === undefined ? [] : [name === null ? `${NUMBER[language]} ${employeeId}` : oneLine(name)],
  );
  if (names.length === 0) return fields;
  const who = [...new Set(names)].join(' / ');
  return fields === '' ? who : `${who} (${fields})`;
}

/** Where the trouble is mended, as the customer is told it. */
function sayPlace({ code, attribute }: Issue, language: Language): string | undefined {
  return (codeInfo(code)?.mend.customer ?? placeOf(code, attribute))?.[language];
}

/** `Personio: Employees → …` is said as `In Personio: Employees → …`. */
const writePlace = (place: string) => `  ${place.startsWith('Personio: ') ? 'In ' : ''}${place}`;

/** What HR can mend, one paragraph per kind of trouble and place: what is wrong, who it is about, where to change it. */
export function writeToMend(issues: readonly NamedIssue[], language: Language): string[] {
  const byTrouble = Map.groupBy(forHr(issues), (issue) => `${issue.code} ${sayPlace(issue, language)}`);
  return [...byTrouble.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const byPerson = Map.groupBy(some, concernOf);
    const who = [...byPerson.values()].map((those) => nameWho(those, language)).filter((text) => text !== '');
    const place = sayPlace(first, language);
    const lines = [
      `- ${tellCustomer(first.code, language)}`,
      ...(who.length === 0 ? [] : [`  ${CONCERNS[language]}: ${who.join(', ')}`]),
      ...(place === undefined ? [] : [writePlace(place)]),
    ];
    return [lines.join('\n')];
  });
}
