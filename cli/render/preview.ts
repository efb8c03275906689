import { languageOf } from '../../shared/contracts/codes/code-info.ts';
import { inWords } from '../../shared/contracts/codes/codes.ts';
import { writeArgument } from '../../shared/contracts/command-line.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { PreviewPerson } from '../../shared/contracts/preview.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { renderRelease } from './held.ts';
import { renderFailure, renderFigures } from './reports.ts';
import { paint, table, wrap } from './tables.ts';

type Preview = SupportAnswer<'preview'>;

/** In which order they are shown. */
const RANKS: { readonly [A in PreviewPerson['action']]: number } = {
  activate: 0,
  update: 1,
  deactivate: 2,
  hold: 3,
  none: 4,
};

const ACCOUNTS: Readonly<Record<string, string>> = {
  create: 'new account',
  adopt: 'account with this e-mail, to be linked',
  ours: 'account that carries our id',
};

const SAID: Readonly<Record<string, string>> = { email: 'e-mail', last_name: 'last name', birthday: 'birthday' };

function describeAccount({ account, accountCode, accountDiffers = [], accountName }: PreviewPerson) {
  if (accountCode === undefined) return account === undefined ? undefined : ACCOUNTS[account];
  const whose = accountName === undefined ? '' : `, of ${oneLine(accountName)} in Alleo`;
  const differs = accountDiffers.map((field) => SAID[field]).join(', ');
  return `${accountCode}${whose}${differs === '' ? '' : `, other ${differs}`}`;
}

/** `last_name: Groot → Vermeer` with `--values`, the names of the fields without; Alleo's value where it is at hand. */
function sayChanged({ employeeId, changed }: PreviewPerson, { values }: Preview): string | undefined {
  const fields = values?.[employeeId];
  if (fields === undefined) return changed === undefined ? undefined : `changed: ${changed.join(', ')}`;
  return fields
    .map(({ field, from, to }) => `${field}: ${from === undefined ? '' : `${from ?? 'nothing'} → `}${to ?? 'nothing'}`)
    .join('; ');
}

function describePerson(person: PreviewPerson, preview: Preview): string {
  const { currency } = preview;
  const held = (person.holds ?? []).map(({ kind, code, attribute, amount, otherId }) => {
    const budget = amount === undefined ? '' : ` ${oneLine(attribute ?? '')} ${amount} ${currency}`;
    return `${kind}${budget} held: ${code}${otherId === undefined ? '' : ` (Personio id ${otherId})`}`;
  });
  const account = describeAccount(person);
  const details = [
    person.passesFrom === undefined ? undefined : `passes from ${person.passesFrom} to ${person.employeeId}`,
    person.startDate === undefined ? undefined : `starts ${person.startDate}`,
    sayChanged(person, preview),
    account,
    ...held,
  ].filter((text) => text !== undefined);
  const why = person.reason === 'EMPLOYED' ? 'employed' : inWords(person.reason);
  return details.length === 0 ? why : `${why} (${details.join('; ')})`;
}

function nextStep(preview: Preview): string {
  const { approvable, tenantId, digest, status, tenantStatus, undecided } = preview;
  if (!approvable) return 'Next: nothing; this is a forecast of another day and cannot be approved.';
  if (tenantStatus === 'pending' && undecided !== undefined) {
    const command = `personio-sync tenant set ${tenantId} --eligibility`;
    return wrap(
      `Next: \`${command} ${writeArgument(undecided, 'LABEL')}\` (only people with yes) or \`${command} none\` (everyone), then preview again.`,
    );
  }
  if (tenantStatus === 'pending') return `Next: personio-sync activate ${tenantId} --digest ${digest ?? ''}`;
  if (tenantStatus === 'paused') return `Next: personio-sync tenant resume ${tenantId}`;
  if (status === 'held') return renderRelease(preview, ` --letter ${languageOf(preview.language)}`).join('\n');
  if (preview.overtaken === true)
    return wrap(
      `Next: nothing. What the last run held is not so any more; \`personio-sync status\` says so after the next run, or after \`personio-sync requeue ${tenantId}\`.`,
    );
  return 'Next: nothing; the next run does this by itself.';
}

function nameWho({ employeeId, action, holds }: PreviewPerson, { names, namesInAlleo }: Preview): string {
  const name = names[employeeId];
  if (name !== undefined) return `${oneLine(name)} (${employeeId})`;
  const inAlleo = namesInAlleo?.[employeeId];
  if (inAlleo !== undefined) return `${oneLine(inAlleo)}, as in Alleo (${employeeId})`;
  const isAsked = action === 'deactivate' || (holds ?? []).some(({ kind }) => kind === 'deactivate');
  return isAsked ? `name not known (${employeeId}): look up external id ${employeeId} in Alleo` : `(${employeeId})`;
}

/** Of a first plan the customer wants to see who is left out; former employees are as expected. */
function isShown({ action, holds, reason }: PreviewPerson, { tenantStatus }: Preview): boolean {
  const isLeftOut = tenantStatus === 'pending' && reason !== 'STATUS_INACTIVE';
  return action !== 'none' || holds !== undefined || isLeftOut;
}

function sayOthers(count: number, { tenantStatus }: Preview): string[] {
  if (count === 0) return [];
  const [others, are, stay] =
    count === 1 ? ['1 other person', 'is', 'stays'] : [`${count} other people`, 'are', 'stay'];
  const why = tenantStatus === 'pending' ? `${are} not employed any more` : `${stay} as before`;
  return [`${others} ${why}; --all shows them, with the reason.`];
}

function renderPeople(preview: Preview, showAll: boolean): string[] {
  const shown = preview.people.filter((person) => showAll || isShown(person, preview));
  const rows = shown
    .toSorted((a, b) => RANKS[a.action] - RANKS[b.action])
    .map((person) => [person.action, nameWho(person, preview), describePerson(person, preview)]);
  return [
    rows.length === 0 ? 'Nobody changes.' : table(['Action', 'Who', 'Why'], rows),
    ...sayOthers(preview.people.length - shown.length, preview),
  ];
}

function sayUndecided({ undecided }: Preview): string[] {
  if (undecided === undefined) return [];
  const text = `! Personio shows an attribute "${oneLine(undecided)}", and nobody decided whether it selects the people who take part.`;
  return [wrap(text, '  ')];
}

/** Before the digest: whoever types it would pay again what an earlier registration paid. */
function sayGrantsToKnown({ grantsToKnown, currency, tenantId, digest, approvable }: Preview): string[] {
  if (grantsToKnown === undefined) return [];
  const { people, total } = grantsToKnown;
  const who = people === 1 ? '1 person whose account carries' : `${people} people whose accounts carry`;
  const text = `! One-off budgets of ${total} ${currency} would be granted to ${who} our id already: this customer was connected before, and they may have been paid then.`;
  const command = `personio-sync activate ${tenantId} --digest ${digest ?? ''} --without-one-off`;
  return [wrap(approvable ? `${text} \`${command}\` only remembers the amounts.` : text, '  ')];
}

/** A dry run: action first, then who and why, as Alleo's dry-run reports have it; what to do next at the end. */
export function renderPreview(preview: Preview, showAll: boolean): string {
  const { tenantId, date, status, code, budgetTotals: totals, currency, digest } = preview;
  const title = `Preview of ${tenantId} as of ${date}: ${paint(status)}${code === null ? '' : `, ${code}`}. Nothing was sent.`;
  if (status === 'failed') return [title, ...renderFailure(preview)].join('\n');
  return [
    title,
    '',
    ...renderPeople(preview, showAll),
    '',
    ...renderFigures(preview, 'would send'),
    `  budgets: ${totals.monthly} ${currency} monthly, ${totals.oneOff} ${currency} one-off`,
    '',
    ...sayUndecided(preview),
    ...sayGrantsToKnown(preview),
    `Digest: ${digest ?? 'none'}`,
    nextStep(preview),
  ].join('\n');
}
