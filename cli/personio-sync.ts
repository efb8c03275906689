import { CommanderError } from 'commander';
import { heedClosedPipes } from '../local/heed-closed-pipes.ts';
import { type Place, writeCommands } from '../shared/contracts/command-line.ts';
import { EXIT, Problem } from './problem.ts';
import { createProgram } from './program.ts';
import { errorColours } from './render/colours.ts';
import { readTarget } from './session.ts';
import { harmless, writeDocument } from './terminal.ts';

const EXIT_OF = { usage: EXIT.usage, failed: EXIT.failed, held: EXIT.held } as const;

function tellProblem(problem: Problem, json: boolean, place: Place): void {
  const { code, message, hint, kind } = problem;
  if (json) {
    const error = { code, message, ...(hint === undefined ? {} : { hint }) };
    process.stdout.write(`${writeDocument({ error }, place)}\n`);
  }
  const text = `${errorColours.red(code)}: ${message}\n${hint === undefined ? '' : `${hint}\n`}`;
  process.stderr.write(harmless(writeCommands(text, place)));
  process.exitCode = EXIT_OF[kind];
}

function tell(error: unknown, json: boolean, place: Place): void {
  if (error instanceof CommanderError) {
    // Help and version were printed; for everything else commander has said what is wrong.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (json && error.exitCode !== 0) {
      const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
      const document = { error: { code: 'WRONG_USAGE', message, hint: 'Add --help for the right usage.' } };
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    }
    return;
  }
  if (error instanceof Problem) {
    tellProblem(error, json, place);
    return;
  }
  const message = 'Something went wrong that should not have.';
  const hint = 'Set PERSONIO_SYNC_DEBUG=1 and run it again to see where.';
  if (process.env['PERSONIO_SYNC_DEBUG'] === '1')
    process.stderr.write(harmless(`${error instanceof Error ? error.stack : String(error)}\n`));
  tellProblem(new Problem({ code: 'INTERNAL_ERROR', message, hint, kind: 'failed' }), json, place);
}

heedClosedPipes();
const json = process.argv.includes('--json');
const program = createProgram();
try {
  await program.parseAsync(process.argv);
} catch (error) {
  tell(error, json, readTarget(program));
}
