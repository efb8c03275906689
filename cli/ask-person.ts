import { text as readAll } from 'node:stream/consumers';
import { isCancel, text } from '@clack/prompts';
import { wrongUsage } from './problem.ts';
import type { Terminal } from './terminal.ts';

/** What the argument says in help: an argument stays in the shell's history, and others see it in the list of processes. */
export const PERSON = 'a Personio id, an e-mail, or part of a name; - asks for it, or reads standard input';

/** No person's name or address is longer. */
const MOST = 1_000;

/** Whom a command is about: as typed, or for `-` asked for on a terminal, else read from standard input. */
export async function askPerson(terminal: Terminal, given: string): Promise<string> {
  if (given !== '-') return given;
  if (!terminal.isInteractive) return (await readAll(process.stdin)).slice(0, MOST).trim();
  const answer = await text({ message: 'Who? A Personio id, an e-mail, or part of a name' });
  if (isCancel(answer)) throw wrongUsage('CANCELLED', 'Cancelled: nothing was asked.');
  return (answer ?? '').trim();
}
