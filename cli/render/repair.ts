import { inWords } from '../../shared/contracts/codes/codes.ts';
import { MOST_OF_AN_EMAIL, oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { NOBODY_LOST } from './difference.ts';
import { table, wrap } from './tables.ts';
import { differenceRow } from './verify.ts';

/** What was sent for one person, or why nothing was. */
export function renderResend({ tenantId, employeeId, name, sent, reason }: SupportAnswer<'resend'>): string {
  const who = name === null ? employeeId : `${oneLine(name)} (${employeeId})`;
  if (sent.length === 0) return wrap(`Nothing to send for ${who}: ${reason}, ${inWords(reason)}`, '  ');
  const next = `What Alleo answers: personio-sync explain ${tenantId} ${employeeId}`;
  return `Sent for ${who}: ${sent.join(', ')}.\n${next}`;
}

/** Who is lost, and how to send them again; afterwards who was left as they are. */
export function renderResendLost(answer: SupportAnswer<'resend-lost'>): string {
  const { tenantId, people, others, resent, sent, unsent, digest } = answer;
  if (people.length === 0) return NOBODY_LOST;
  const list = table(['Employee', 'Name', 'In Alleo'], people.map(differenceRow));
  const more = others === 0 ? [] : [`${others} more are lost: they come with the next list.`];
  if (!resent)
    return [
      list,
      ...more,
      `To send exactly these again: personio-sync resend ${tenantId} --lost --digest ${digest}`,
    ].join('\n');
  const left =
    unsent.length === 0
      ? []
      : [
          wrap(
            `Not sent, since the rules leave them as they are, or hold it: ${unsent.join(', ')}. \`personio-sync explain ${tenantId} ${unsent[0]}\` says why.`,
          ),
        ];
  return [list, ...more, `Sent again: ${sent} mutations.`, ...left].join('\n');
}

/** Accounts that delivery takes for somebody else's, and how to take them over. */
export function renderRelink(answer: SupportAnswer<'relink'>): string {
  const { tenantId, accounts, relinked, sent, digest } = answer;
  if (accounts.length === 0)
    return wrap(
      `No account can be taken over here. One that is somebody else's in this Personio account, or that two people would be given, is never listed: \`personio-sync explain ${tenantId} -\` says whose it is.`,
    );
  const rows = accounts.map((one) => [
    one.employeeId,
    oneLine(one.name ?? ''),
    String(one.alleoId),
    oneLine(one.currentExternalId ?? 'no id'),
    [oneLine(one.accountName), oneLine(one.email ?? '', MOST_OF_AN_EMAIL)].filter((part) => part !== '').join(', '),
  ]);
  const list = table(['Employee', 'Name in Personio', 'Alleo id', 'Carries now', 'Name and e-mail in Alleo'], rows);
  if (!relinked) return `${list}\nTo take over exactly these: personio-sync relink ${tenantId} --digest ${digest}`;
  const waiting = sent === 0 ? 'What waits for them goes out with the next run.' : `Sent for them: ${sent} mutations.`;
  return `${list}\nThese accounts now carry the Personio ids. ${waiting}`;
}
