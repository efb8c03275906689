import type { Command } from 'commander';
import { createProgram } from '../../cli/program.ts';
import { COMMAND } from '../../shared/contracts/command-line.ts';

/** What stands in texts for something of the reader's, and an example of it. */
const EXAMPLES: readonly (readonly [placeholder: RegExp, example: string])[] = [
  [/\bSTAGE\b/g, 'prod'],
  [/\bDIR\b/g, './try'],
  [/\bID\b/g, 'acme'],
  [/\bDIGEST\b|\bD\b/g, '0123456789abcdef'],
  [/\bPERSON\b/g, 'jansen'],
  [/\bCOMMAND\b/g, 'status'],
  [/\bLABEL\b|\bNAME\b/g, 'Alleo'],
  [/\bFILE\b/g, 'file.csv'],
  [/\bLETTER\b/g, '0d7c2f7a'],
  [/\bURL\b/g, 'https://api.personio.de/v1'],
  [/ N\b/g, ' 42'],
];

/** Words as a shell takes them. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g);
  return [...words].map(([word]) => word.replaceAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, '$1$2$3'));
}

/** Each command that a text prints, up to where it ends: a line, a backtick, a comment, a pipe. */
export function commandsIn(text: string): readonly string[] {
  const whole = text.replaceAll(/ *\\\n\s*/g, ' ');
  const found = whole.matchAll(/(?:npx|npm exec)[^\n`|<>#;)]*\bpersonio-sync\b[^\n`|<>#;)]*/g);
  return [...found].map(([command]) => command.trim().replace(/[.,:]$/, ''));
}

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

/** Lets the program read a printed line, without doing anything. Gives what it refuses, or undefined where it takes it. */
export async function refusalOf(line: string): Promise<string | undefined> {
  if (!line.startsWith(`${COMMAND} `)) return `does not begin with ${COMMAND}`;
  const filled = EXAMPLES.reduce((text, [placeholder, example]) => text.replaceAll(placeholder, example), line);
  const program = createProgram();
  let isDone = false;
  for (const leaf of leavesOf(program)) {
    leaf.configureOutput({ writeErr: () => {}, writeOut: () => {} }).action(() => {
      isDone = true;
    });
  }
  program.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  try {
    await program.parseAsync(['node', 'personio-sync', ...wordsOf(filled.slice(COMMAND.length))]);
    return isDone ? undefined : 'nothing is done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
