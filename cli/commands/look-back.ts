import type { Command } from 'commander';
import { COMMAND } from '../../shared/contracts/command-line.ts';
import { tenantId } from '../arguments.ts';
import { ask } from '../ask.ts';
import { example } from '../example.ts';
import { renderAudit, renderDeadLetters, renderPurge } from '../render/look-back.ts';
import { withSession } from '../session.ts';

/** `audit`, `dead-letters` */
export function addLookBackCommands(program: Command): void {
  program
    .command('audit')
    .description('who did what, newest first: for one customer, or for all at once')
    .argument('[id]', 'the customer', tenantId)
    .option('--looks', 'who looked at what, too')
    .addHelpText('after', example('--stage prod audit acme'))
    .action((id: string | undefined, options: { looks?: boolean }, command: Command) =>
      withSession(command, (session) =>
        ask(session, 'audit', { tenantId: id, acts: options.looks !== true }, renderAudit),
      ),
    );
  addDeadLetters(
    program.command('dead-letters').description('what could not be handled: look at it, or take one away'),
  );
}

const PURGE_HELP = `
First without --digest: whose it is, what it was to do, why it could not be done, and what
becomes of that without it. Only if nothing is lost by it, repeat it with the digest.

Examples:
  ${COMMAND} --stage prod dead-letters purge 0d7c2f7a
  ${COMMAND} --stage prod dead-letters purge 0d7c2f7a --digest 0123456789abcdef`;

/** `dead-letters [ID] | purge` */
function addDeadLetters(letters: Command): void {
  letters
    .command('list', { isDefault: true })
    .description('whose, what, why, since when; moves nothing')
    .argument('[id]', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod dead-letters list acme'))
    .action((id: string | undefined, _options: unknown, command: Command) =>
      withSession(command, (session) => ask(session, 'dead-letters', { tenantId: id }, renderDeadLetters)),
    );
  letters
    .command('purge')
    .description('take one away for good, exactly the one of a digest')
    .argument('<letter>', 'its id as `dead-letters` shows it')
    .option('--digest <digest>', 'as it is shown without it')
    .addHelpText('after', PURGE_HELP)
    .action((letter: string, { digest }: { digest?: string }, command: Command) =>
      withSession(command, (session) => ask(session, 'dead-letters-purge', { letter, digest }, renderPurge)),
    );
}
