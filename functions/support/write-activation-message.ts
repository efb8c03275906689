import type { Language } from '../../shared/contracts/code-info.ts';
import { languageOf } from '../../shared/contracts/code-info.ts';
import { codeInfo } from '../../shared/contracts/codes.ts';
import type { Issue, PreviewPerson } from '../../shared/contracts/run-report.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { Draft } from '../../shared/core/draft.ts';
import type { Employee } from '../../shared/core/employee.ts';
import { formatMoney } from '../../shared/core/money.ts';
import type { ActivationWords } from './activation-words.ts';
import { ACTIVATION_WORDS } from './activation-words.ts';
import { nameOf } from './name-person.ts';

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

/** So many names are told per reason; then the number of the others. */
const NAMES = 20;

interface Line {
  readonly text: string;
  readonly names: string[];
}

function addLine(lines: Map<string, Line>, key: string, text: string, name: string): void {
  const line = lines.get(key) ?? { text, names: [] };
  line.names.push(name);
  lines.set(key, line);
}

const textOf = (code: string, language: Language) => codeInfo(code)?.text[language] ?? code;

function writeLine({ text, names }: Line, words: ActivationWords): string {
  const named = names.filter((name) => name !== '');
  const shown = named.slice(0, NAMES).join(', ');
  const more = named.length > NAMES ? ` ${words.more(named.length - NAMES)}` : '';
  return `- ${text} (${names.length})${shown === '' ? '' : ` ${shown}${more}`}`;
}

/** Why this person is not activated; `undefined` where they are. */
function leftOutBy(person: PreviewPerson): string | undefined {
  if (person.accountCode !== undefined) return person.accountCode;
  if (person.action === 'activate') return undefined;
  return person.holds?.[0]?.code ?? person.reason;
}

function writeLeftOut(activated: Activated, language: Language, words: ActivationWords): string[] {
  const lines = new Map<string, Line>();
  for (const person of activated.people) {
    const code = leftOutBy(person);
    if (code === undefined) continue;
    const name = nameOf(activated.employees.get(person.employeeId)) ?? person.employeeId;
    const start = person.startDate === undefined ? '' : ` (${words.from(person.startDate)})`;
    // Of former employees the number says enough.
    addLine(lines, code, textOf(code, language), code === 'STATUS_INACTIVE' ? '' : `${name}${start}`);
  }
  const all = [...lines.values()];
  const count = all.reduce((sum, line) => sum + line.names.length, 0);
  return count === 0 ? [words.nobodyLeftOut] : [words.leftOut(count), ...all.map((line) => writeLine(line, words))];
}

function writeToMend(activated: Activated, language: Language, words: ActivationWords): string[] {
  const lines = new Map<string, Line>();
  for (const { code, attribute, employeeId } of activated.issues) {
    const info = codeInfo(code);
    if (info === undefined || info.mend.who !== 'hr') continue;
    const field = attribute === undefined ? '' : ` [${attribute}]`;
    const name = employeeId === undefined ? '' : (nameOf(activated.employees.get(employeeId)) ?? employeeId);
    addLine(lines, `${code} ${attribute ?? ''}`, `${info.text[language]}${field} → ${info.mend.where[language]}`, name);
  }
  return lines.size === 0 ? [] : ['', words.toMend, ...[...lines.values()].map((line) => writeLine(line, words))];
}

function writeBudgets({ sent, tenant }: Activated, words: ActivationWords): string[] {
  const budgets = sent.filter((draft) => draft.budget !== undefined);
  if (budgets.length === 0) return [];
  const monthly = budgets.filter((draft) => draft.kind === 'set-monthly-budget').length;
  const total = budgets.reduce((sum, draft) => sum + (draft.budget?.cents ?? 0n), 0n);
  return [words.budgets(monthly, budgets.length - monthly, `${formatMoney(total)} ${tenant.policies.currency}`)];
}

/** The message to the customer after the activation, in the tenant's language, ready to send. */
export function writeActivationMessage(activated: Activated): string {
  const { tenant, date, people } = activated;
  const language = languageOf(tenant.policies.language);
  const words = ACTIVATION_WORDS[language];
  const takingPart = people.filter((person) => leftOutBy(person) === undefined);
  const adopted = takingPart.filter((person) => person.account === 'adopt' || person.account === 'ours').length;
  return [
    words.subject,
    '',
    words.greeting,
    '',
    words.active(tenant.name, date),
    words.added(takingPart.length, adopted),
    ...(tenant.eligibility.mode === 'attribute' ? [words.selective(tenant.eligibility.label)] : []),
    ...writeBudgets(activated, words),
    ...(activated.withoutOneOff ? [words.withoutOneOff] : []),
    words.daily,
    '',
    ...writeLeftOut(activated, language, words),
    ...writeToMend(activated, language, words),
    '',
    words.closing,
  ].join('\n');
}
