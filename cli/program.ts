import { Command } from 'commander';
import { COMMAND } from '../shared/contracts/command-line.ts';
import { nameRelease, thisRelease } from '../shared/contracts/release.ts';
import { addConsoleCommand } from './commands/console.ts';
import { addCredentialCommands } from './commands/credentials.ts';
import { addLookBackCommands } from './commands/look-back.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addPlanCommands } from './commands/plan.ts';
import { addRepairCommands } from './commands/repair.ts';
import { addRunCommands } from './commands/run.ts';
import { addTenantCommands } from './commands/tenant.ts';

const OVERVIEW = `
Take a customer live:
  tenant add → check → preview → activate → the message to the customer
Every day:
  status · issues · explain · verify · approve · requeue · redrive
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 held`;

/** The whole command. Commands throw; whoever runs it tells the problem and sets the exit code. */
export function createProgram(): Command {
  const program = new Command(COMMAND)
    .description("Keeps a customer's Alleo users equal to the active employees of their Personio account.")
    .option('--stage <name>', 'work on a deployed stage (or PERSONIO_SYNC_STAGE)')
    .option('--local <dir>', 'work on this machine, with state in this folder (or PERSONIO_SYNC_LOCAL)')
    .option('--json', 'exactly one JSON document on standard output')
    .version(nameRelease(thisRelease()))
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for the right usage)')
    .addHelpText('after', OVERVIEW);
  addTenantCommands(program);
  addPlanCommands(program);
  addRunCommands(program);
  addPeopleCommands(program);
  addRepairCommands(program);
  addCredentialCommands(program);
  addLookBackCommands(program);
  addConsoleCommand(program);
  return exitByThrowing(program);
}

/** Commander ends the process itself otherwise, with exit code 1 for wrong usage; help goes to each command, too. */
function exitByThrowing(command: Command): Command {
  command.exitOverride();
  command.showSuggestionAfterError().showHelpAfterError('(add --help for the right usage)');
  for (const child of command.commands) exitByThrowing(child);
  return command;
}
