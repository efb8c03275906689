import type { Language, Texts } from '../../shared/contracts/codes/code-info.ts';
import { languageOf } from '../../shared/contracts/codes/code-info.ts';
import { forHr, nameFields, tellCustomer } from '../../shared/contracts/codes/customer-words.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { PreviewPerson } from '../../shared/contracts/preview.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';

const HEAD: { readonly [L in Language]: readonly string[] } = {
  en: [
    'Action',
    'Personio id',
    'Name',
    'Reason',
    'In words',
    'Changed',
    'Starts',
    'Alleo account',
    'Held',
    'To correct',
  ],
  nl: [
    'Actie',
    'Personio-id',
    'Naam',
    'Reden',
    'In woorden',
    'Gewijzigd',
    'Begint',
    'Alleo-account',
    'Wacht',
    'Aan te passen',
  ],
  de: [
    'Aktion',
    'Personio-ID',
    'Name',
    'Grund',
    'In Worten',
    'Geändert',
    'Beginnt',
    'Alleo-Konto',
    'Wartet',
    'Zu korrigieren',
  ],
};

const ACCOUNTS: { readonly [account: string]: Texts } = {
  create: { en: 'new', nl: 'nieuw', de: 'neu' },
  adopt: { en: 'linked', nl: 'gekoppeld', de: 'verknüpft' },
  ours: { en: 'linked', nl: 'gekoppeld', de: 'verknüpft' },
};

type Hold = NonNullable<PreviewPerson['holds']>[number];

const PASSES: Texts = { en: 'continues', nl: 'zet voort', de: 'führt fort' };

function tellHold({ code, attribute, amount, otherId }: Hold, currency: string, language: Language): string {
  const other = otherId === undefined ? '' : ` (Personio ${otherId})`;
  const text = `${tellCustomer(code, language)}${other}`;
  return amount === undefined ? text : `${oneLine(attribute ?? '')} ${amount} ${currency}: ${text}`.trim();
}

/** A preview for the customer, in their language: action first, then the person and the reason. */
export function previewRows(preview: SupportAnswer<'preview'>): string[][] {
  const language = languageOf(preview.language);
  const issues = Map.groupBy(forHr(preview.issues), (issue) => issue.employeeId ?? '');
  const rows = preview.people.map((one) => {
    const toMend = (issues.get(one.employeeId) ?? []).map((issue) => {
      const fields = nameFields([issue], language);
      return `${tellCustomer(issue.code, language)}${fields === '' ? '' : ` (${fields})`}`;
    });
    const account = one.accountCode ?? one.account;
    return [
      one.action,
      one.employeeId,
      oneLine(preview.names[one.employeeId] ?? preview.namesInAlleo?.[one.employeeId] ?? ''),
      one.reason,
      tellCustomer(one.reason, language),
      (one.changed ?? []).join(' '),
      one.startDate ?? '',
      one.passesFrom !== undefined
        ? `${PASSES[language]}: ${one.passesFrom} → ${one.employeeId}`
        : account === undefined
          ? ''
          : (ACCOUNTS[account]?.[language] ?? tellCustomer(account, language)),
      [...new Set((one.holds ?? []).map((hold) => tellHold(hold, preview.currency, language)))].join(' '),
      [...new Set(toMend)].join(' '),
    ];
  });
  return [[...HEAD[language]], ...rows];
}
