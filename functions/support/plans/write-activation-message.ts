import type { Language } from '../../../shared/contracts/codes/code-info.ts';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { codeInfo } from '../../../shared/contracts/codes/codes.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { PreviewPerson } from '../../../shared/contracts/preview.ts';
import type { Issue } from '../../../shared/contracts/run-report.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Draft } from '../../../shared/core/compare/draft.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import { formatMoney } from '../../../shared/core/ground/money.ts';
import { tellCustomer, writeToFix } from '../../../shared/words/customer-words.ts';
import { LETTER } from '../../../shared/words/letter-words.ts';
import { listNames, writeAmount, writeDate, writePeople } from '../../../shared/words/style.ts';
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
  /** Who took part already, where the message is written again: budgets and links of then are not known any more. */
  readonly takingPart?: ReadonlySet<string>;
}

/** How the message is written. */
interface Style {
  readonly language: Language;
  readonly words: ActivationWords;
}

/** So many names are told per reason; then the number of the others. */
const NAMES = 20;

/** Names behind a reason; of former employees, whom everybody knows about, the number says enough. */
function writeNames(code: string, names: readonly string[], language: Language): string {
  return code === 'STATUS_INACTIVE' ? writePeople(names.length, language) : listNames(names, language, NAMES);
}

function writeByCode(named: readonly (readonly [code: string, name: string])[], { language }: Style): string[] {
  const byCode = Map.groupBy(named, ([code]) => code);
  return [...byCode].map(([code, some]) => {
    const names = some.map(([, name]) => name);
    return `- ${tellCustomer(code, language)}\n  ${writeNames(code, names, language)}`;
  });
}

/** Why this person does not take part; `undefined` where they do, or are about to. */
function leftOutBy({ takingPart }: Activated, person: PreviewPerson): string | undefined {
  if (person.accountCode !== undefined) return person.accountCode;
  if (takingPart?.has(person.employeeId) === true || person.action === 'activate') return undefined;
  return (person.holds ?? []).find(({ kind }) => kind === 'activate')?.code ?? person.reason;
}

function nameFor({ employees }: Activated, { employeeId, startDate }: PreviewPerson, style: Style): string {
  const name = nameOf(employees.get(employeeId)) ?? employeeId;
  if (startDate === undefined) return name;
  return `${name} (${style.words.from(writeDate(startDate, style.language))})`;
}

function writeLeftOut(activated: Activated, style: Style): string {
  const named = activated.people.flatMap((person) => {
    const code = leftOutBy(activated, person);
    return code === undefined ? [] : [[code, nameFor(activated, person, style)] as const];
  });
  if (named.length === 0) return style.words.nobodyLeftOut;
  return [style.words.leftOut(named.length), ...writeByCode(named, style)].join('\n');
}

/** Budgets of people who take part that wait for a confirmation; what HR fixes about budgets is told there. */
function writeHeldBudgets(activated: Activated, style: Style): string[] {
  const named = activated.people
    .filter((person) => leftOutBy(activated, person) === undefined)
    .flatMap((person) => (person.holds ?? []).map(({ code }) => [code, nameFor(activated, person, style)] as const))
    .filter(([code]) => codeInfo(code)?.fix.who !== 'hr');
  return named.length === 0 ? [] : [[style.words.budgetsHeld, ...writeByCode(named, style)].join('\n')];
}

function writeToFixPart({ issues, employees }: Activated, { language, words }: Style): string[] {
  const sameEmail = indexSameEmail(issues, employees);
  const named = issues.map((issue) => nameIssue(issue, (id) => nameOf(employees.get(id)), sameEmail));
  const paragraphs = writeToFix(named, language);
  return paragraphs.length === 0 ? [] : [[words.toFix, ...paragraphs].join('\n')];
}

/** Monthly and one-off budgets apart: the ones come every month, the others once. */
function writeBudgets(activated: Activated, { language, words }: Style): string[] {
  const { sent, tenant, people } = activated;
  // A budget of somebody whose account is not ours to touch is not granted.
  const leftOut = new Set(people.filter((one) => leftOutBy(activated, one) !== undefined).map((one) => one.employeeId));
  return (['set-monthly-budget', 'grant-one-off-budget'] as const).flatMap((kind) => {
    const budgets = sent.filter((draft) => draft.kind === kind && !leftOut.has(draft.employeeId));
    if (budgets.length === 0) return [];
    const total = budgets.reduce((sum, draft) => sum + (draft.budget?.cents ?? 0n), 0n);
    const amount = writeAmount(formatMoney(total), tenant.policies.currency, language);
    return [
      `- ${kind === 'set-monthly-budget' ? words.monthly(budgets.length, amount) : words.oneOff(budgets.length, amount)}`,
    ];
  });
}

/** What was activated, a line each. */
function writeActivated(activated: Activated, style: Style): string {
  const { tenant, people } = activated;
  const { words } = style;
  const takingPart = people.filter((person) => leftOutBy(activated, person) === undefined);
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
    ...writeToFixPart(activated, style),
    LETTER.closing[language],
  ].join('\n\n');
}
