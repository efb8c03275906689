import type { Language } from '../contracts/codes/code-info.ts';
import { codeInfo } from '../contracts/codes/codes.ts';
import { GATES, type HoldSubject, holdOf, isGate } from '../contracts/codes/reasons.ts';
import { oneLine } from '../contracts/one-line.ts';
import type { DomainChange, HeldFor } from '../contracts/support/person-facts.ts';
import type { SupportAnswer } from '../contracts/support-answer.ts';
import { nameAttribute } from './attribute-words.ts';
import type { NamedIssue } from './customer-words.ts';
import { forHr, tellCustomer, writeConcerns, writeToFix } from './customer-words.ts';
import { HOLD_QUESTIONS, subjectOf } from './hold-questions.ts';
import {
  CONCERNS,
  CORRECT,
  CREDENTIAL,
  CREDENTIAL_RIGHTS,
  LETTER,
  NOTHING,
  ON_THE_WAY,
  OURS,
  PARKED,
  QUESTION,
  STOPPED,
  SUBJECTS,
  TECHNICAL,
} from './letter-words.ts';
import { listNames, sumAmounts, writeAmount, writeName, writePeople } from './style.ts';

/** What a letter is written from: everything that is wrong, held or open. */
export type LetterFacts = Pick<
  SupportAnswer<'issues'>,
  'tenantStatus' | 'currency' | 'issues' | 'holds' | 'open' | 'domains'
>;

/** Holds about which a customer has nothing to say. */
const isSilent = (code: string) => holdOf(code)?.asks === null;

/** Codes that are ours and whose text a customer understands; of any other one they are told `TECHNICAL`. */
const SAYABLE: ReadonlySet<string> = new Set([
  'EMAIL_HELD_BY_FORMER',
  'EMAIL_SWAP',
  'EMAIL_TAKEN',
  'REJECTED_BY_ALLEO',
  'FORBIDDEN_BY_ALLEO',
  'USER_NOT_ACTIVE',
  'NO_GROUP_FOR_DEPARTMENT',
  'LISTING_INCOMPLETE',
  'ALLEO_UNAVAILABLE',
  'PERSONIO_UNAVAILABLE',
  'OPEN_LIMIT',
]);

const tellOurs = (code: string, language: Language): string =>
  codeInfo(code)?.customer !== undefined || SAYABLE.has(code) ? tellCustomer(code, language) : TECHNICAL[language];

function writeDomains(domains: readonly DomainChange[], language: Language): string[] {
  return domains.slice(0, 5).map(({ from, to, count }) => {
    const change = `${from === null ? '…' : `@${oneLine(from)}`} → @${oneLine(to)}`;
    return `  ${change}: ${writePeople(count, language)}`;
  });
}

/** `Anna Smit (alleo_monthly_all_budget: €5,000.00, agreed: €1,000.00)`: the maximum where it is what is exceeded. */
const AGREED = { en: 'agreed', nl: 'afgesproken', de: 'vereinbart' } as const;

function nameHeld(hold: HeldFor, currency: string, language: Language): string {
  const name = writeName(hold.name, hold.employeeId, language);
  if (hold.amount === undefined) return name;
  const amount = writeAmount(hold.amount, currency, language);
  const isAbove = hold.code === 'BUDGET_ABOVE_CEILING' && hold.maximum !== undefined;
  const agreed = isAbove ? `; ${AGREED[language]}: ${writeAmount(hold.maximum ?? '', currency, language)}` : '';
  const other = hold.otherId === undefined ? '' : `; Personio ${hold.otherId}`;
  return `${name} (${nameAttribute(hold.attribute ?? '', language)}: ${amount}${agreed}${other})`;
}

function writeQuestion(
  subject: HoldSubject,
  holds: readonly HeldFor[],
  { currency, domains }: LetterFacts,
  language: Language,
): string {
  const people = new Set(holds.map(({ employeeId }) => employeeId)).size;
  const fields = new Set(holds.flatMap(({ changed = [] }) => changed.map((field) => nameAttribute(field, language))));
  const { what, answer } = HOLD_QUESTIONS[language][subject];
  const total = writeAmount(sumAmounts(holds.map(({ amount = '0' }) => amount)), currency, language);
  const asked = { people: writePeople(people, language), count: people, fields: [...fields].join(', '), total };
  const reasons = new Set(holds.filter(({ kind }) => kind === 'deactivate').map(({ reason }) => reason));
  const names = holds.map((hold) => nameHeld(hold, currency, language));
  return [
    `- ${what(asked)}`,
    ...(subject === 'missing' ? [] : [...reasons].map((reason) => `  ${tellCustomer(reason, language)}`)),
    ...(subject === 'updates' ? writeDomains(domains, language) : []),
    `  ${CONCERNS[language]}: ${listNames([...new Set(names)], language)}`,
    `  ${answer}`,
  ].join('\n');
}

/** A question per kind of hold, with who, how many, what would happen, and what to answer. */
function writeQuestions(facts: LetterFacts, language: Language): string[] {
  const asked = facts.holds.filter(({ code }) => !isSilent(code));
  return [...Map.groupBy(asked, subjectOf)].map(([subject, some]) => writeQuestion(subject, some, facts, language));
}

/** What is open for a reason, as an issue of that person. */
function issuesOfOpen({ open, issues }: LetterFacts): NamedIssue[] {
  const known = new Set(issues.map(({ employeeId, code }) => `${employeeId} ${code}`));
  return open.flatMap(({ employeeId, name, code, attribute }) => {
    if (code === null || known.has(`${employeeId} ${code}`)) return [];
    return [{ employeeId, name, code, ...(attribute === undefined ? {} : { attribute }) }];
  });
}

/** What we take care of: trouble that is not HR's, holds that ask nothing, and what is on its way. */
function writeOurs(facts: LetterFacts, troubles: readonly NamedIssue[], language: Language): string[] {
  const hr = new Set<NamedIssue>(forHr(troubles));
  const asked = new Set(facts.holds.filter(({ code }) => !isSilent(code)).map(({ code }) => code));
  const uncertain = facts.holds.filter(({ code }) => isSilent(code) && codeInfo(code)?.fix.who !== 'hr');
  const ours = [...troubles.filter((one) => !hr.has(one) && !asked.has(one.code)), ...uncertain];
  const byText = Map.groupBy(ours, ({ code }) => tellOurs(code, language));
  const paragraphs = [...byText].map(([text, some]) => {
    const departments = some.flatMap(({ code, attribute }) =>
      code === 'NO_GROUP_FOR_DEPARTMENT' && attribute !== undefined ? [nameAttribute(attribute, language)] : [],
    );
    const who =
      departments.length > 0
        ? [`  ${CONCERNS[language]}: ${listNames(departments, language)}`]
        : writeConcerns(some, language);
    return [`- ${text}`, ...who].join('\n');
  });
  const waiting = new Set(facts.open.flatMap(({ code, employeeId }) => (code === null ? [employeeId] : []))).size;
  const say = (facts.tenantStatus === 'active' ? ON_THE_WAY : PARKED)[language];
  return waiting === 0 ? paragraphs : [...paragraphs, `- ${say(writePeople(waiting, language))}`];
}

/** After a salutation with a comma German goes on in lower case. */
const begin = ([first = '', ...rest]: readonly string[], language: Language): readonly string[] =>
  language === 'de' ? [first.charAt(0).toLowerCase() + first.slice(1), ...rest] : [first, ...rest];

/** Whose absence is asked about is not told besides that it ends by itself. */
function withoutAsked({ issues, holds }: LetterFacts): NamedIssue[] {
  const asked = new Set(holds.flatMap(({ kind, employeeId }) => (kind === 'deactivate' ? [employeeId] : [])));
  return issues.filter(({ code, employeeId = '' }) => code !== 'MISSING' || !asked.has(employeeId));
}

/** What there is to tell, and what of it the subject names. */
export function writeTrouble(
  facts: LetterFacts,
  language: Language,
): readonly [keyof typeof SUBJECTS, readonly string[]] {
  const troubles = [...withoutAsked(facts), ...issuesOfOpen(facts)];
  const toFix = writeToFix(troubles, language);
  const ours = writeOurs(facts, troubles, language);
  const oursPart = ours.length === 0 ? [] : [[OURS[language], ...ours].join('\n')];
  if (troubles.some(({ code }) => isGate(code) && GATES[code].needs === 'credential'))
    return ['credential', [CREDENTIAL[language], ...toFix, CREDENTIAL_RIGHTS[language], ...oursPart]];
  const stopped = troubles.some(({ code }) => isGate(code)) ? [STOPPED[language]] : [];
  const questions = writeQuestions(facts, language);
  const parts = [
    ...stopped,
    ...(questions.length === 0 ? [] : [QUESTION[language], ...questions]),
    ...(toFix.length === 0 ? [] : [CORRECT[facts.tenantStatus][language], ...toFix]),
    ...oursPart,
  ];
  if (questions.length > 0) return ['question', parts];
  if (toFix.length > 0) return ['correct', parts];
  return [parts.length > 0 ? 'ours' : 'nothing', parts];
}

/**
 * Everything that the customer should know, as a letter in their language: what waits for an answer of theirs, what HR
 * corrects where, and what we take care of. Pure. It says that all is well only where nothing is wrong, held or open.
 */
export function writeLetter(facts: LetterFacts, language: Language): string {
  const [subject, trouble] = writeTrouble(facts, language);
  const body = subject === 'nothing' ? [NOTHING[language]] : trouble;
  return [
    `${LETTER.subject[language]}: ${SUBJECTS[subject][language]}`,
    LETTER.greeting[language],
    ...begin(body, language),
    ...(subject === 'nothing' ? [] : [LETTER.questions[language]]),
    LETTER.closing[language],
  ].join('\n\n');
}
