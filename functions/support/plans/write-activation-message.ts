import type { Language } from '../../../shared/contracts/codes/code-info.ts';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { codeInfo } from '../../../shared/contracts/codes/codes.ts';
import { LETTER, tellCustomer, writeToMend } from '../../../shared/contracts/codes/customer-words.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { PreviewPerson } from '../../../shared/contracts/preview.ts';
import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Draft } from '../../../shared/core/compare/draft.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import type { Cents } from '../../../shared/core/ground/money.ts';
import { formatMoney } from '../../../shared/core/ground/money.ts';
import { indexSameEmail } from '../index-same-email.ts';
import { nameIssue } from '../name-issue.ts';
import { nameOf } from '../name-person.ts';
import type { ActivationWords } from './activation-words.ts';
import { ACTIVATION_WORDS } from './activation-words.ts';

/** What was approved, as the message tells it. */
export interface Activated {
  readonly tenant: Tenant;
  readonly date: string;
  readonly people: readonly PreviewPerson[];
  readonly issues: readonly Issue[];
  readonly employees: ReadonlyMap<string, Employee>;
  /** What goes out, grants that are only remembered left out. */
  readonly sent: readonly Draft[];
  readonly withoutOneOff: boolean;
}

/** How the message is written. */
interface Style {
  readonly language: Language;
  readonly words: ActivationWords;
}

/** So many names are told per reason; then the number of the others. */
const NAMES = 20;

const LOCALES: { readonly [L in Language]: string } = { en: 'en-GB', nl: 'nl-NL', de: 'de-DE' };

/** `2 November 2026`, as the language has it. */
function writeDate(date: string, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

function writeAmount(cents: Cents, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  // Decimal text keeps every cent of a sum that a float could not hold.
  return format.format(formatMoney(cents) as Intl.StringNumericLiteral);
}

/** Names behind a reason; of former employees, whom everybody knows about, the number says enough. */
function writeNames(code: string, names: readonly string[], words: ActivationWords): string {
  if (code === 'STATUS_INACTIVE') return words.people(names.length);
  const more = names.length > NAMES ? ` ${words.more(names.length - NAMES)}` : '';
  return `${names.slice(0, NAMES).join(', ')}${more}`;
}

function writeByCode(named: readonly (readonly [code: string, name: string])[], { language, words }: Style): string[] {
  const byCode = Map.groupBy(named, ([code]) => code);
  return [...byCode].map(([code, some]) => {
    const names = some.map(([, name]) => name);
    return `- ${tellCustomer(code, language)}\n  ${writeNames(code, names, words)}`;
  });
}

/** Why this person is not activated; `undefined` where they are. */
function leftOutBy(person: PreviewPerson): string | undefined {
  if (person.accountCode !== undefined) return person.accountCode;
  return person.action === 'activate' ? undefined : person.reason;
}

function nameFor({ employees }: Activated, { employeeId, startDate }: PreviewPerson, style: Style): string {
  const name = nameOf(employees.get(employeeId)) ?? employeeId;
  if (startDate === undefined) return name;
  return `${name} (${style.words.from(writeDate(startDate, style.language))})`;
}

function writeLeftOut(activated: Activated, style: Style): string {
  const named = activated.people.flatMap((person) => {
    const code = leftOutBy(person);
    return code === undefined ? [] : [[code, nameFor(activated, person, style)] as const];
  });
  if (named.length === 0) return style.words.nobodyLeftOut;
  return [style.words.leftOut(named.length), ...writeByCode(named, style)].join('\n');
}

/** Budgets of people who take part that wait for a confirmation; what HR mends about budgets is told there. */
function writeHeldBudgets(activated: Activated, style: Style): string[] {
  const named = activated.people
    .filter((person) => leftOutBy(person) === undefined)
    .flatMap((person) => (person.holds ?? []).map(({ code }) => [code, nameFor(activated, person, style)] as const))
    .filter(([code]) => codeInfo(code)?.mend.who !== 'hr');
  return named.length === 0 ? [] : [[style.words.budgetsHeld, ...writeByCode(named, style)].join('\n')];
}

function writeToMendPart({ issues, employees }: Activated, { language, words }: Style): string[] {
  const sameEmail = indexSameEmail(issues, employees);
  const named = issues.map((issue) => nameIssue(issue, employees, sameEmail));
  const paragraphs = writeToMend(named, language);
  return paragraphs.length === 0 ? [] : [[words.toMend, ...paragraphs].join('\n')];
}

function writeBudgets({ sent, tenant, people }: Activated, { language, words }: Style): string[] {
  // A budget of somebody whose account is not ours to touch is not granted.
  const leftOut = new Set(people.filter((one) => leftOutBy(one) !== undefined).map((one) => one.employeeId));
  const budgets = sent.filter((draft) => draft.budget !== undefined && !leftOut.has(draft.employeeId));
  if (budgets.length === 0) return [];
  const monthly = budgets.filter((draft) => draft.kind === 'set-monthly-budget').length;
  const total = budgets.reduce((sum, draft) => sum + (draft.budget?.cents ?? 0n), 0n);
  const amount = writeAmount(total, tenant.policies.currency, language);
  return [`- ${words.budgets(monthly, budgets.length - monthly, amount)}`];
}

/** What was activated, a line each. */
function writeActivated(activated: Activated, style: Style): string {
  const { tenant, people } = activated;
  const { words } = style;
  const takingPart = people.filter((person) => leftOutBy(person) === undefined);
  const adopted = takingPart.filter((person) => person.account === 'adopt' || person.account === 'ours').length;
  return [
    `- ${words.added(takingPart.length)}`,
    ...(adopted === 0 ? [] : [`- ${words.adopted(adopted)}`]),
    ...(tenant.eligibility.mode === 'attribute' ? [`- ${words.selective(oneLine(tenant.eligibility.label))}`] : []),
    ...writeBudgets(activated, style),
    ...(activated.withoutOneOff ? [`- ${words.withoutOneOff}`] : []),
  ].join('\n');
}

/** The message to the customer after the activation, in the tenant's language, ready to send. */
export function writeActivationMessage(activated: Activated): string {
  const { tenant, date } = activated;
  const language = languageOf(tenant.policies.language);
  const words = ACTIVATION_WORDS[language];
  const style = { language, words };
  return [
    `${LETTER.subject[language]}: ${words.subject}`,
    LETTER.greeting[language],
    words.active(oneLine(tenant.name), writeDate(date, language)),
    writeActivated(activated, style),
    words.daily,
    ...(tenant.policies.onLeave === 'keep' ? [words.onLeave] : []),
    writeLeftOut(activated, style),
    ...writeHeldBudgets(activated, style),
    ...writeToMendPart(activated, style),
    LETTER.closing[language],
  ].join('\n\n');
}
