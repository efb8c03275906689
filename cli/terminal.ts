import { type Place, writeCommands } from '../shared/contracts/command-line.ts';

/** Where a command writes. Standard output carries the answer alone, everything else goes to standard error. */
export interface Terminal {
  readonly json: boolean;
  readonly place?: Place;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether somebody sits at it: only then are questions asked. */
  readonly isInteractive: boolean;
  exitCode: number;
}

/** The only escape sequences that we write ourselves: bold and the three colours of a status, on and off. */
const OURS = String.raw`\u001b\[(?:1|22|31|32|33|39)m`;
/** Every other control character, and those that turn the direction of what follows. */
const OBEYED = String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]`;
const CONTROL = new RegExp(`${OURS}|${OBEYED}`, 'gu');

/** Text that a terminal shows and does not obey: names come from the customer, and could hold commands to it. */
export function harmless(text: string): string {
  return text.replace(CONTROL, (found) => (found.length > 1 ? found : '\uFFFD'));
}

/** The same for a JSON document, which stays the same document: what JSON itself leaves unescaped is escaped. */
export function harmlessJson(json: string): string {
  return json.replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, (found) => {
    const digits = found.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${digits}`;
  });
}

/** Texts of ours in an answer: what they name as a command is to be typed. */
const OUR_TEXTS: ReadonlySet<string> = new Set(['message', 'command', 'hint', 'next', 'note', 'warnings', 'lines']);

/** An answer, or a problem, as one JSON document, each command in our texts as it can be typed. */
export function writeDocument(answer: unknown, place: Place): string {
  const write = (value: unknown): unknown => {
    if (typeof value === 'string') return writeCommands(value, place);
    return Array.isArray(value) ? value.map(write) : value;
  };
  const document = JSON.stringify(answer, (key, value: unknown) => (OUR_TEXTS.has(key) ? write(value) : value), 2);
  return harmlessJson(document);
}

/** `place`: where commands that are printed are to work. */
export function createTerminal(json: boolean, place: Place): Terminal {
  return {
    json,
    place,
    out: (text) => process.stdout.write(`${json ? text : harmless(writeCommands(text, place))}\n`),
    err: (text) => process.stderr.write(`${harmless(writeCommands(text, place))}\n`),
    isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    exitCode: 0,
  };
}

/** The answer: one JSON document with `--json`, else as text for people. */
export function print(terminal: Terminal, answer: unknown, render: () => string): void {
  terminal.out(terminal.json ? writeDocument(answer, terminal.place ?? {}) : render());
}

/** On this machine nothing runs by itself: behind what was queued, how it is run. Empty on a stage. */
export function sayRun({ place }: Terminal): string {
  return place?.local === undefined ? '' : '\nNothing runs by itself here: `personio-sync run` does it now.';
}

/** Says what is going on while it takes a while; on a terminal only. */
export async function whileTelling<T>(terminal: Terminal, text: string, work: () => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY || terminal.json) return work();
  process.stderr.write(`${text} …`);
  try {
    return await work();
  } finally {
    process.stderr.write('\r\u001b[2K');
  }
}
