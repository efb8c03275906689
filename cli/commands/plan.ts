import type { Command } from 'commander';
import { languageOf } from '../../shared/contracts/codes/code-info.ts';
import { previewRows } from '../../shared/words/preview-rows.ts';
import { calendarDate, makeRequest, tenantId } from '../arguments.ts';
import { ask } from '../ask.ts';
import { example } from '../example.ts';
import { EXIT } from '../problem.ts';
import { renderCheck } from '../render/answers.ts';
import { renderActivated, renderApproved } from '../render/approvals.ts';
import { renderPreview } from '../render/preview.ts';
import type { Session } from '../session.ts';
import { withSession } from '../session.ts';
import { print, whileTelling } from '../terminal.ts';
import { readPreview } from '../transport/read-pages.ts';
import { call } from '../transport/transport.ts';
import { separatorOf, writeCsv } from '../write-csv.ts';

interface PreviewOptions {
  readonly asOf?: string;
  readonly csv?: string;
  readonly all?: boolean;
  readonly values?: boolean;
}

function readPlan({ transport }: Session, id: string, { asOf, values }: PreviewOptions) {
  return readPreview((from) => call(transport, makeRequest('preview', { tenantId: id, from, values, asOf })));
}

const EXIT_OF = { ok: EXIT.done, held: EXIT.held, failed: EXIT.failed } as const;

async function preview(session: Session, id: string, options: PreviewOptions): Promise<void> {
  const { terminal } = session;
  const answer = await whileTelling(terminal, 'Reading Personio', () => readPlan(session, id, options));
  if (options.csv !== undefined) {
    await writeCsv(options.csv, previewRows(answer), separatorOf(languageOf(answer.language)));
    terminal.err(`Written: ${options.csv}`);
  }
  terminal.exitCode = EXIT_OF[answer.status];
  print(terminal, answer, () => renderPreview(answer, options.all === true));
}

/** `check`, `preview`, `activate`, `approve` */
export function addPlanCommands(program: Command): void {
  program
    .command('check')
    .description('what the credential shows, attribute by attribute, and what to click in Personio')
    .argument('<id>', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod check acme'))
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, async ({ terminal, transport }) => {
        const answer = await whileTelling(terminal, 'Reading Personio', () =>
          call(transport, makeRequest('check', { tenantId: id })),
        );
        terminal.exitCode = answer.ok ? EXIT.done : EXIT.failed;
        print(terminal, answer, () => renderCheck(answer));
      }),
    );
  program
    .command('preview')
    .description('a dry run: who would be activated, changed or deactivated, and why; nothing is sent')
    .argument('<id>', 'the customer', tenantId)
    .option('--as-of <date>', 'as of the first run that is scheduled on this day', calendarDate)
    .option('--csv <file>', 'also write it as CSV for the customer')
    .option('--all', 'show people who stay as they are, too')
    .option('--values', 'show from which value to which somebody changes')
    .addHelpText('after', example('--stage prod preview acme --csv acme.csv'))
    .action((id: string, options: PreviewOptions, command: Command) =>
      withSession(command, (session) => preview(session, id, options)),
    );
  program
    .command('activate')
    .description('approve the first plan, by the digest that `preview` showed, and queue the first run')
    .argument('<id>', 'the customer', tenantId)
    .requiredOption('--digest <digest>', 'as the preview showed it')
    .option('--without-one-off', 'only remember one-off amounts: they were granted by hand before')
    .option('--as-of <date>', 'as given to the preview', calendarDate)
    .addHelpText('after', example('--stage prod activate acme --digest 0123456789abcdef'))
    .action((id: string, options: object, command: Command) =>
      withSession(command, (session) =>
        ask(session, 'activate', { tenantId: id, ...options }, renderActivated, 'Planning once more'),
      ),
    );
  program
    .command('approve')
    .description('release what a run holds, by the digest that the run or a preview showed')
    .argument('<id>', 'the customer', tenantId)
    .requiredOption('--digest <digest>', 'of the held part')
    .option('--without-one-off', 'only remember one-off amounts that were granted under another id')
    .option('--as-of <date>', 'as given to the preview', calendarDate)
    .addHelpText('after', example('--stage prod approve acme --digest 0123456789abcdef'))
    .action((id: string, options: object, command: Command) =>
      withSession(command, (session) =>
        ask(session, 'approve', { tenantId: id, ...options }, renderApproved, 'Planning once more'),
      ),
    );
}
