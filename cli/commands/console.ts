import { createInterface, type Interface } from 'node:readline';
import type { Command } from 'commander';
import { serveConsole } from '../../console/serve-console.ts';
import type { Services } from '../../console/services.ts';
import { runDay, scheduleInstant } from '../../local/run-day.ts';
import { calendarDate } from '../arguments.ts';
import { example } from '../example.ts';
import { openBrowser } from '../open-browser.ts';
import { wrongUsage } from '../problem.ts';
import { readTarget, requireTarget, type Target } from '../session.ts';
import { createTerminal, harmless, type Terminal } from '../terminal.ts';
import { openFolder, overLocal } from '../transport/local.ts';
import { openStage } from '../transport/stage.ts';

/** A page that has its data by then is sent whole; else it shows itself and says what is being waited for. */
const PATIENCE_MS = 400;

type Opened = Omit<Services, 'origin' | 'patienceMs' | 'onBug'> & { readonly close: () => Promise<void> };

/** With `--local` the console also runs the schedule, and a day may stand for today. */
async function openServices(target: Target, date: string | undefined): Promise<Opened> {
  requireTarget(target);
  const { stage = '', local: dir } = target;
  if (dir === undefined) {
    if (date !== undefined) throw wrongUsage('LOCAL_ONLY', '`--date` works with --local DIR only.');
    const transport = openStage(stage);
    return { transport, place: stage, clock: () => new Date(), close: () => transport.close() };
  }
  const local = await openFolder(dir);
  // Some hours after the schedule: the run of that day is over.
  if (date !== undefined) local.clock.set(new Date(scheduleInstant(date).getTime() + 4 * 3_600_000));
  const play = async () => (await runDay(local)).reports;
  const transport = overLocal(local);
  return { transport, place: `practice, ${dir}`, clock: local.clock.now, runDay: play, close: () => transport.close() };
}

/** A bug as the terminal is told of it: where it was only for whoever asks by PERSONIO_SYNC_DEBUG. */
export function sayBug(error: unknown, env: NodeJS.ProcessEnv = process.env): string {
  const said = 'A page could not be made.';
  if (env['PERSONIO_SYNC_DEBUG'] !== '1')
    return `${said} Set PERSONIO_SYNC_DEBUG=1 and start the console again to see where.\n`;
  return `${said} ${harmless(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`;
}

const tellBug = (error: unknown) => {
  process.stderr.write(sayBug(error));
};

/** Resolves at Ctrl-C, or when whoever started this wants it to end. */
function waitForEnd(): Promise<'closed'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('closed'));
  });
}

async function serve(target: Target, terminal: Terminal, options: { date?: string; open: boolean }): Promise<void> {
  const { close, ...services } = await openServices(target, options.date);
  const serving = await serveConsole({ ...services, patienceMs: PATIENCE_MS, onBug: tellBug });
  let lines: Interface | undefined;
  try {
    const link = serving.issueLink();
    terminal.out(terminal.json ? JSON.stringify({ link }) : `Console of ${services.place}: ${link}`);
    terminal.err('The link opens it once. Enter: another link. Ctrl-C: end.');
    if (terminal.isInteractive) {
      lines = createInterface({ input: process.stdin }).on('line', () => terminal.err(serving.issueLink()));
      if (options.open) openBrowser(link);
    }
    const why = await Promise.race([serving.ended, waitForEnd()]);
    terminal.err(why === 'idle' ? 'Ended: nobody asked for an hour.' : 'Ended.');
  } finally {
    lines?.close();
    await serving.close();
    await close();
  }
}

/** `console` */
export function addConsoleCommand(program: Command): void {
  program
    .command('console')
    .description('the same as a page in the browser, on this machine, with your rights')
    .option('--no-open', 'only print the link')
    .option('--date <date>', 'with --local: the day that stands for today', calendarDate)
    .addHelpText('after', example('--stage prod console'))
    .action((options: { date?: string; open: boolean }, command: Command) => {
      const { json, ...target } = readTarget(command);
      return serve(target, createTerminal(json, target), options);
    });
}
