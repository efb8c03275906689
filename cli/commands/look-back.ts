import type { Command } from 'commander';
import { makeRequest, tenantId } from '../arguments.ts';
import { example } from '../example.ts';
import { renderAudit, renderDeadLetters } from '../render/look-back.ts';
import { withSession } from '../session.ts';
import { print } from '../terminal.ts';
import { call } from '../transport/transport.ts';

/** `audit`, `dead-letters` */
export function addLookBackCommands(program: Command): void {
  program
    .command('audit')
    .description('who did what, newest first: for one customer, or for all at once')
    .argument('[id]', 'the customer', tenantId)
    .option('--looks', 'who looked at what, too')
    .addHelpText('after', example('--stage prod audit acme'))
    .action((id: string | undefined, options: { looks?: boolean }, command: Command) =>
      withSession(command, async ({ terminal, transport }) => {
        const asked = { acts: options.looks !== true, ...(id === undefined ? {} : { tenantId: id }) };
        const answer = await call(transport, makeRequest('audit', asked));
        print(terminal, answer, () => renderAudit(answer));
      }),
    );
  program
    .command('dead-letters')
    .description('what could not be handled: whose, what, why, since when; moves nothing')
    .argument('[id]', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod dead-letters acme'))
    .action((id: string | undefined, _options: unknown, command: Command) =>
      withSession(command, async ({ terminal, transport }) => {
        const answer = await call(transport, makeRequest('dead-letters', id === undefined ? {} : { tenantId: id }));
        print(terminal, answer, () => renderDeadLetters(answer));
      }),
    );
}
