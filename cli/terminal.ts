/** Where a command writes. Standard output carries the answer alone, everything else goes to standard error. */
export interface Terminal {
  readonly json: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether somebody sits at it: only then are questions asked. */
  readonly isInteractive: boolean;
  exitCode: number;
}

export function createTerminal(json: boolean): Terminal {
  return {
    json,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    exitCode: 0,
  };
}

/** The answer: one JSON document with `--json`, else as text for people. */
export function print(terminal: Terminal, answer: unknown, render: () => string): void {
  terminal.out(terminal.json ? JSON.stringify(answer, null, 2) : render());
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
