import { oneLine } from './one-line.ts';

/** As a shell takes it for one word. */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * How support's command is called, in a checkout with its packages: `--no` never fetches a package, so that where the
 * checkout is missing the command fails, and nobody else's program of that name runs. It needs `--` behind it (tried with
 * npm 10.8 to 11.19: without, npm takes the name for its value). Packed into one file, it is called by that file.
 */
export const COMMAND =
  process.env['PERSONIO_SYNC_PACKED'] === undefined
    ? 'npx --no -- personio-sync'
    : `node ${shellWord(process.argv[1] ?? 'personio-sync.mjs')}`;

/** Where a printed command is to work: a deployed stage, or a folder on this machine. */
export interface Place {
  readonly stage?: string | undefined;
  readonly local?: string | undefined;
}

/**
 * Somebody else's text as an argument, quoted so that a shell runs nothing of it; where it could not be typed on one
 * line, only what is meant.
 */
export function writeArgument(text: string, meant: string): string {
  if (oneLine(text) !== text) return meant;
  return /[$`"\\!]/.test(text) ? shellWord(text) : `"${text}"`;
}

/** Its commands by their first word. */
const FIRST_WORDS =
  'activate|approve|audit|budgets|check|console|credentials|dead-letters|explain|help|issues|preview|redrive|relink|requeue|resend|run|runs|status|tenant|verify';
/** Our texts name a command as `personio-sync preview acme`, whoever prints them. */
const NAMED = new RegExp(`(?<!-- |[\\w./-])personio-sync (?=(?:${FIRST_WORDS})\\b)`, 'g');

/** The same text with each command as it can be typed, for the place where it is known. */
export function writeCommands(text: string, { stage, local }: Place = {}): string {
  const where =
    stage !== undefined ? ` --stage ${shellWord(stage)}` : local !== undefined ? ` --local ${shellWord(local)}` : '';
  return text.replaceAll(NAMED, () => `${COMMAND}${where} `);
}
