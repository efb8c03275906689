import type { Language, Texts } from '../contracts/codes/code-info.ts';
import { languageOf } from '../contracts/codes/code-info.ts';
import { oneLine } from '../contracts/one-line.ts';
import type { PreviewPerson } from '../contracts/preview.ts';
import type { SupportAnswer } from '../contracts/support-answer.ts';
import { nameAttribute } from './attribute-words.ts';
import { forHr, nameFields, tellCustomer } from './customer-words.ts';
import { writeAmount, writeDate } from './style.ts';

type Preview = SupportAnswer<'preview'>;

const HEAD: { readonly [L in Language]: readonly string[] } = {
  en: ['What happens', 'Personio id', 'Name', 'Why', 'Waits', 'To correct', 'Changed', 'Starts', 'Alleo account'],
  nl: [
    'Wat er gebeurt',
    'Personio-id',
    'Naam',
    'Waarom',
    'Wacht',
    'Aan te passen',
    'Gewijzigd',
    'Begint',
    'Alleo-account',
  ],
  de: [
    'Was geschieht',
    'Personio-ID',
    'Name',
    'Warum',
    'Wartet',
    'Zu korrigieren',
    'Geändert',
    'Beginnt',
    'Alleo-Konto',
  ],
};

const ACTIONS: { readonly [A in PreviewPerson['action']]: Texts } = {
  hold: { en: 'waits', nl: 'wacht', de: 'wartet' },
  deactivate: { en: 'loses access', nl: 'verliest toegang', de: 'verliert den Zugang' },
  activate: { en: 'gets access', nl: 'krijgt toegang', de: 'erhält Zugang' },
  update: { en: 'is updated', nl: 'wordt bijgewerkt', de: 'wird aktualisiert' },
  none: { en: 'stays as it is', nl: 'blijft zoals het is', de: 'bleibt, wie es ist' },
};

const NOT_ACTIVATED: Texts = {
  en: 'does not take part',
  nl: 'doet niet mee',
  de: 'nimmt nicht teil',
};

const ACCOUNTS: { readonly [account: string]: Texts } = {
  create: { en: 'new', nl: 'nieuw', de: 'neu' },
  adopt: { en: 'linked', nl: 'gekoppeld', de: 'verknüpft' },
  ours: { en: 'linked', nl: 'gekoppeld', de: 'verknüpft' },
};

const PASSES: Texts = { en: 'continues', nl: 'zet voort', de: 'führt fort' };

const SUMS: { readonly [part in 'monthly' | 'oneOff']: Texts } = {
  monthly: {
    en: 'Monthly budgets together, per month',
    nl: 'Maandbudgetten samen, per maand',
    de: 'Monatliche Budgets zusammen, im Monat',
  },
  oneOff: { en: 'One-off budgets together', nl: 'Eenmalige budgetten samen', de: 'Einmalbudgets zusammen' },
};

type Hold = NonNullable<PreviewPerson['holds']>[number];

function tellHold({ code, attribute, amount, otherId }: Hold, currency: string, language: Language): string {
  const other = otherId === undefined ? '' : ` (Personio ${otherId})`;
  const text = `${tellCustomer(code, language)}${other}`;
  return amount === undefined
    ? text
    : `${oneLine(attribute ?? '')} ${writeAmount(amount, currency, language)}: ${text}`.trim();
}

/** What happens to this person, as the customer reads it: of a first plan, whether they take part. */
function tellAction({ action, accountCode }: PreviewPerson, { tenantStatus }: Preview, language: Language): string {
  if (tenantStatus !== 'pending') return ACTIONS[action][language];
  // The rules want them in: it is the account that stands in the way.
  if (action !== 'none' && accountCode !== undefined) return ACTIONS.hold[language];
  return (action === 'none' ? NOT_ACTIVATED : ACTIONS[action])[language];
}

function tellAccount(person: PreviewPerson, language: Language): string {
  const { passesFrom, employeeId, account, accountCode } = person;
  if (passesFrom !== undefined) return `${PASSES[language]}: ${passesFrom} → ${employeeId}`;
  const said = accountCode ?? account;
  return said === undefined ? '' : (ACCOUNTS[said]?.[language] ?? tellCustomer(said, language));
}

/** What somebody has to look at comes first: what waits or is to be corrected, who loses access, then all others. */
function rankOf({ action, holds, accountCode, reason }: PreviewPerson, isToFix: boolean, isFirst: boolean): number {
  if (holds !== undefined || accountCode !== undefined || isToFix) return 0;
  if (action === 'deactivate') return 1;
  if (isFirst && action === 'none' && reason !== 'STATUS_INACTIVE') return 2;
  return action === 'none' ? 4 : 3;
}

/** A preview for the customer, all of it in their language: exceptions first, and below the sums of budgets. */
export function previewRows(preview: Preview): string[][] {
  const language = languageOf(preview.language);
  const { currency, budgetTotals } = preview;
  const issues = Map.groupBy(forHr(preview.issues), (issue) => issue.employeeId ?? '');
  const isFirst = preview.tenantStatus === 'pending';
  const inOrder = preview.people.toSorted((a, b) => {
    const [first, second] = [a, b].map((one) => rankOf(one, issues.has(one.employeeId), isFirst));
    return (first ?? 0) - (second ?? 0);
  });
  const rows = inOrder.map((one) => {
    const toFix = (issues.get(one.employeeId) ?? []).map((issue) => {
      const fields = nameFields([issue], language);
      return `${tellCustomer(issue.code, language)}${fields === '' ? '' : ` (${fields})`}`;
    });
    return [
      tellAction(one, preview, language),
      one.employeeId,
      oneLine(preview.names[one.employeeId] ?? preview.namesInAlleo?.[one.employeeId] ?? ''),
      tellCustomer(one.reason, language),
      [...new Set((one.holds ?? []).map((hold) => tellHold(hold, currency, language)))].join(' '),
      [...new Set(toFix)].join(' '),
      (one.changed ?? []).map((field) => nameAttribute(field, language)).join(', '),
      one.startDate === undefined ? '' : writeDate(one.startDate, language),
      tellAccount(one, language),
    ];
  });
  const sums = (['monthly', 'oneOff'] as const).map((part) => {
    const row = HEAD[language].map(() => '');
    return row.with(0, SUMS[part][language]).with(2, writeAmount(budgetTotals[part], currency, language));
  });
  return [[...HEAD[language]], ...rows, HEAD[language].map(() => ''), ...sums];
}
