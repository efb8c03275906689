import { closeSync } from 'node:fs';
import type { Command } from 'commander';
import { openOwnFile } from '../../local/engine/open-own-file.ts';
import { runDay } from '../../local/run-day.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { calendarDate, makeRequest, tenantId } from '../arguments.ts';
import { ask } from '../ask.ts';
import { example } from '../example.ts';
import { EXIT, unwritable, wrongUsage } from '../problem.ts';
import { renderChanges, renderDay, renderRuns } from '../render/reports.ts';
import { renderStatus } from '../render/status.ts';
import { readTarget, withSession } from '../session.ts';
import { createTerminal, print, sayRun, whileTelling } from '../terminal.ts';
import { openFolder } from '../transport/local.ts';
import { readChanges } from '../transport/read-pages.ts';
import { call } from '../transport/transport.ts';

/** Makes the file where it is not there yet, before anything is run. Throws `Problem` where it cannot be written. */
function makeFile(file: string): void {
  try {
    closeSync(openOwnFile(file));
  } catch (error) {
    throw unwritable('MUTATIONS_FILE', file, error);
  }
}

async function run(command: Command, options: { date?: string; mutations?: string }): Promise<void> {
  const target = readTarget(command);
  if (target.local === undefined || target.stage !== undefined) {
    const hint = 'With --stage the schedule fires by itself; `requeue ID` asks for a run at once.';
    throw wrongUsage('LOCAL_ONLY', '`run` works with --local DIR only.', hint);
  }
  if (options.mutations !== undefined) makeFile(options.mutations);
  const terminal = createTerminal(target.json, target);
  const local = await openFolder(target.local);
  try {
    const day = { date: options.date, mutationsFile: options.mutations };
    const result = await whileTelling(terminal, 'Running', () => runDay(local, day));
    const { date, reports, earlier, missing } = result;
    const statuses = new Set(reports.map((report) => report.status));
    if (statuses.has('failed') || missing.length > 0) terminal.exitCode = EXIT.failed;
    else if (statuses.has('held')) terminal.exitCode = EXIT.held;
    const shown = { date, reports, ...(missing.length === 0 ? {} : { missing }) };
    print(terminal, shown, () => renderDay([...earlier, ...reports], missing));
  } finally {
    await local.close();
  }
  process.exitCode = terminal.exitCode;
}

function renderRedrive({ moved, kept, malformed, left }: SupportAnswer<'redrive'>): string {
  const some = moved.filter((one) => one.count > 0).map((one) => `${one.count} to ${one.queue}`);
  const lines = [some.length === 0 ? 'No dead letter was brought back.' : `Brought back: ${some.join(', ')}.`];
  if (kept > malformed) lines.push(`${kept - malformed} of other customers stay.`);
  if (malformed > 0) lines.push(`${malformed} that cannot be read stay: tell an engineer (docs/runbook.md).`);
  if (left > kept) lines.push(`SQS still counts about ${left - kept} more: repeat the command in a minute.`);
  return lines.join('\n');
}

/** `run`, `requeue`, `status`, `runs`, `redrive` */
export function addRunCommands(program: Command): void {
  program
    .command('run')
    .description('with --local: drain what waits, fire the schedule of a day, drain again')
    .option(
      '--date <date>',
      'the day, as of 04:00 in Amsterdam, on which every command stands from then on; where left out that day again, at first today',
      calendarDate,
    )
    .option('--mutations <file>', 'append every emitted CloudEvent to this file, one JSON line each')
    .addHelpText('after', example('--local ./demo run --date 2026-12-01 --mutations sent.jsonl'))
    .action((options: { date?: string; mutations?: string }, command: Command) => run(command, options));
  program
    .command('requeue')
    .description('ask for a run now, of one customer or of all')
    .argument('[id]', 'the customer', tenantId)
    .option('--all', 'every active customer')
    .addHelpText('after', example('--stage prod requeue acme'))
    .action((id: string | undefined, options: { all?: boolean }, command: Command) => {
      if ((id === undefined) === (options.all !== true)) {
        throw wrongUsage('TENANT_NEEDED', 'Which customer?', 'Use `requeue ID` or `requeue --all`.');
      }
      return withSession(command, async ({ terminal, transport }) => {
        const answer = await call(transport, makeRequest('requeue', { tenantId: id }));
        const { queued, failed } = answer;
        if (failed.length > 0) terminal.exitCode = EXIT.failed;
        print(terminal, answer, () => {
          const left = failed.length === 0 ? '' : `\nNot taken by the queue: ${failed.join(', ')}. Try again.`;
          return `Queued: ${queued.join(', ') || 'nobody'}.${left}${queued.length === 0 ? '' : sayRun(terminal)}`;
        });
      });
    });
  program
    .command('status')
    .description('who is in sync, and whose turn it is for the others; or one customer in depth')
    .argument('[id]', 'the customer', tenantId)
    .option('--find <text>', 'of all, those with this in their name or id')
    .addHelpText('after', example('--stage prod status acme'))
    .action((id: string | undefined, { find }: { find?: string }, command: Command) =>
      withSession(command, (session) => ask(session, 'status', { tenantId: id, find }, renderStatus)),
    );
  program
    .command('runs')
    .description('the last runs of a customer, newest first')
    .argument('<id>', 'the customer', tenantId)
    .option('--people <date>', 'who was changed on this day, and why', calendarDate)
    .addHelpText('after', example('--stage prod runs acme --people 2026-11-21'))
    .action((id: string, options: { people?: string }, command: Command) =>
      withSession(command, async (session) => {
        if (options.people === undefined) {
          await ask(session, 'runs', { tenantId: id }, ({ runs }) => renderRuns(runs));
          return;
        }
        const { terminal, transport } = session;
        const date = options.people;
        const changed = await readChanges((from) =>
          call(transport, makeRequest('changes', { tenantId: id, date, from })),
        );
        print(terminal, changed, () => renderChanges(changed));
      }),
    );
  program
    .command('redrive')
    .description('bring dead letters back to their queues, of one customer or of all')
    .argument('[id]', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod redrive acme'))
    .action((id: string | undefined, _options: unknown, command: Command) =>
      withSession(command, (session) => ask(session, 'redrive', { tenantId: id }, renderRedrive)),
    );
}
