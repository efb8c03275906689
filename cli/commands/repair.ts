import type { Command } from 'commander';
import { COMMAND } from '../../shared/contracts/command-line.ts';
import { tenantId } from '../arguments.ts';
import { ask } from '../ask.ts';
import { askPerson, PERSON } from '../ask-person.ts';
import { wrongUsage } from '../problem.ts';
import { renderRelink, renderResend, renderResendLost } from '../render/repair.ts';
import type { Session } from '../session.ts';
import { withSession } from '../session.ts';

const RESEND_HELP = `
The rules decide what Alleo should have: somebody who is out is not activated, what is held
is not sent, and a one-off budget is never granted a second time. It may also deactivate:
what the next run would do for this person is done now. The answer says what was sent.
A name or an address is typed when you are asked, with -: an argument stays in the shell's
history, and other users of this machine see it in the list of processes.
With --lost: first the list, person by person; with the digest that stands below it exactly
these are sent again.

Examples:
  ${COMMAND} --stage prod resend acme 1001
  ${COMMAND} --stage prod resend acme -
  ${COMMAND} --stage prod resend acme --lost
  ${COMMAND} --stage prod resend acme --lost --digest 0123456789abcdef`;

const RELINK_HELP = `
First without --digest: the list, person by person. Compare the names; only if every line is
right, repeat it with the digest that stands below the list.

Examples:
  ${COMMAND} --stage prod relink acme
  ${COMMAND} --stage prod relink acme --digest 0123456789abcdef`;

const BOTH = 'Reading Personio and Alleo';

interface ResendOptions {
  readonly lost?: boolean;
  readonly digest?: string;
}

async function resendOne(session: Session, id: string, given: string): Promise<void> {
  const person = await askPerson(session.terminal, given);
  await ask(session, 'resend', { tenantId: id, person }, renderResend, 'Reading Personio');
}

function addResend(program: Command): void {
  program
    .command('resend')
    .description('make Alleo equal to the rules again, for one person or for all who are lost')
    .argument('<id>', 'the customer', tenantId)
    .argument('[person]', PERSON)
    .option('--lost', 'everybody who is lost, as verify tells it')
    .option('--digest <digest>', 'exactly these, as the list of --lost shows')
    .addHelpText('after', RESEND_HELP)
    .action((id: string, given: string | undefined, { lost, digest }: ResendOptions, command: Command) =>
      withSession(command, async (session) => {
        if (lost === true && given === undefined)
          return ask(session, 'resend-lost', { tenantId: id, digest }, renderResendLost, BOTH);
        if (lost !== true && given !== undefined && digest === undefined) return resendOne(session, id, given);
        throw wrongUsage('BAD_ARGUMENT', 'Name one person, or take --lost, which --digest goes with.');
      }),
    );
}

function addRelink(program: Command): void {
  program
    .command('relink')
    .description('take over accounts that carry another id, exactly those of a digest')
    .argument('<id>', 'the customer', tenantId)
    .option('--digest <digest>', 'as the list without it shows')
    .addHelpText('after', RELINK_HELP)
    .action((id: string, { digest }: { digest?: string }, command: Command) =>
      withSession(command, (session) => ask(session, 'relink', { tenantId: id, digest }, renderRelink, BOTH)),
    );
}

/** `resend`, `relink` */
export function addRepairCommands(program: Command): void {
  addResend(program);
  addRelink(program);
}
