import type { Command } from 'commander';
import { COMMAND } from '../../shared/contracts/command-line.ts';
import type { NewCredentials } from '../../shared/contracts/support/fields.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { makeRequest, tenantId } from '../arguments.ts';
import { ask } from '../ask.ts';
import { readCredentials, readNewCredentials } from '../credentials.ts';
import { wrap } from '../render/tables.ts';
import type { Session } from '../session.ts';
import { withSession } from '../session.ts';
import { call } from '../transport/transport.ts';

/** Which pairs are in use now, what the probe saw, and whether a run follows. */
export function renderRotated(
  { tenantId: id, people, queued }: SupportAnswer<'credentials-rotate'>,
  { personio, alleo }: NewCredentials,
): string {
  const pairs =
    personio === undefined
      ? "Alleo's new pair is in use, Personio's stays"
      : alleo === undefined
        ? "Personio's new pair is in use, Alleo's stays"
        : 'Both new pairs are in use';
  const seen = people === null ? '' : `: same account, ${people} people, no attribute lost`;
  const next = queued ? 'A run is queued.' : `No run is queued, because ${id} is not active.`;
  const waiting = alleo === undefined || !queued ? '' : ' It offers Alleo again all that waits.';
  return wrap(`${pairs}${seen}. ${next}${waiting}`);
}

async function rotate(session: Session, id: string, source: string | undefined): Promise<void> {
  await call(session.transport, makeRequest('tenant-show', { tenantId: id }));
  const credentials = await readNewCredentials(session.terminal, source);
  const text = 'Probing the new credentials against the current ones';
  const render = (answer: SupportAnswer<'credentials-rotate'>) => renderRotated(answer, credentials);
  await ask(session, 'credentials-rotate', { tenantId: id, credentials }, render, text);
}

const EXAMPLE = `
What is left out stays as it is; this changes Alleo's pair alone:
  {"alleo":{"accessKey":"…","secretKey":"…"}}

Examples:
  ${COMMAND} --stage prod credentials rotate acme
  ${COMMAND} --stage prod credentials rotate acme --credentials - < new-pair.json`;

/** What the probe saw, what is kept, what support has to decide, and whether a run follows. */
export function renderRestored({
  tenantId: id,
  people,
  remembered,
  uncertain,
  queued,
}: SupportAnswer<'credentials-restore'>): string {
  const seen = `The pairs given are in use: same account, ${people} people, no attribute lost. What is remembered of ${remembered} people is kept; nobody was activated, deactivated or paid by this.`;
  const grants = `One-off budgets that were on their way, and may have arrived or not: ${uncertain}. The next run holds them for you, GRANT_UNCERTAIN.`;
  const next = queued
    ? `A run is queued. What Alleo has otherwise than Personio goes out with it, within the limits: \`personio-sync preview ${id}\` shows it.`
    : `No run is queued, because ${id} is not active.`;
  return [seen, ...(uncertain === 0 ? [] : [grants]), next].map((text) => wrap(text)).join('\n');
}

async function restore(session: Session, id: string, source: string | undefined): Promise<void> {
  await call(session.transport, makeRequest('tenant-show', { tenantId: id }));
  const credentials = await readCredentials(session.terminal, source);
  const text = 'Probing the credentials, and comparing both sides with what is remembered';
  await ask(session, 'credentials-restore', { tenantId: id, credentials }, renderRestored, text);
}

const RESTORE_EXAMPLE = `
For SECRET_MISSING, SECRET_INVALID and MEMORY_KEY_CHANGED. A secret that was deleted in the last
days is better brought back with its key: docs/runbook.md, "A lost secret", has the command.
Without "alleo" the stage's own pair is used.

Examples:
  ${COMMAND} --stage prod credentials restore acme
  ${COMMAND} --stage prod credentials restore acme --credentials - < both-pairs.json`;

/** `credentials rotate` and `credentials restore` */
export function addCredentialCommands(program: Command): void {
  const credentials = program.command('credentials').description("a customer's credentials");
  credentials
    .command('rotate')
    .description('store new credentials, probe them against the current ones, and only then use them')
    .argument('<id>', 'the customer', tenantId)
    .option('--credentials <file>', 'JSON with the new pairs; - reads standard input; asked for where left out')
    .addHelpText('after', EXAMPLE)
    .action((id: string, options: { credentials?: string }, command: Command) =>
      withSession(command, (session) => rotate(session, id, options.credentials)),
    );
  credentials
    .command('restore')
    .description('where the stored secret or its key is lost: probe both pairs, and keep what is remembered')
    .argument('<id>', 'the customer', tenantId)
    .option('--credentials <file>', 'JSON with both pairs; - reads standard input; asked for where left out')
    .addHelpText('after', RESTORE_EXAMPLE)
    .action((id: string, options: { credentials?: string }, command: Command) =>
      withSession(command, (session) => restore(session, id, options.credentials)),
    );
}
