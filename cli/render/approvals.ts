import { oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { wrap } from './tables.ts';

const LINE = '-'.repeat(60);

/** What was activated, when the message may be sent, and the message, to be copied from between the lines. */
export function renderActivated({ tenant, message }: SupportAnswer<'activate'>): string {
  const { id } = tenant;
  const name = oneLine(tenant.name);
  return [
    `${name} is active; its first run is queued.`,
    wrap(
      `Send the message below once \`personio-sync status ${id}\` shows that run as ok or held. If it shows FIRST_RUN_CHANGED, nothing was sent: preview and activate again, which writes the message again. Later: \`personio-sync tenant message ${id}\`.`,
    ),
    '',
    LINE,
    message,
    LINE,
  ].join('\n');
}

/** What the approval lets out, and whose absence is only counted from now on. */
export function renderApproved({ tenantId, approved, remembered, countedMissing }: SupportAnswer<'approve'>): string {
  const kinds = Object.entries(approved).map(([kind, count]) => `${count} ${kind}`);
  return [
    ...(kinds.length === 0 ? [] : [`Approved: ${kinds.join(', ')}. The run that sends them is queued.`]),
    ...(remembered === 0
      ? []
      : [
          `Approved as paid before: ${remembered} one-off ${remembered === 1 ? 'budget' : 'budgets'}. Nothing is granted.`,
        ]),
    ...(countedMissing === 0
      ? []
      : [
          wrap(
            `Approved: the absence of ${countedMissing} people is counted from now on. Nobody is deactivated yet; when their days are over, the deactivations are held again and need an approval of their own.`,
          ),
        ]),
    `Then: personio-sync status ${tenantId}`,
  ].join('\n');
}
