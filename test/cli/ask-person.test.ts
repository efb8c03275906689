import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askPerson } from '../../cli/ask-person.ts';
import type { Terminal } from '../../cli/terminal.ts';

const terminal: Terminal = { json: false, out: () => {}, err: () => {}, isInteractive: false, exitCode: 0 };

/** Stands in for standard input. */
function pipe(text: string): void {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([text]) as never);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('whom a command is about', () => {
  it('is as typed', async () => {
    expect(await askPerson(terminal, '1001')).toBe('1001');
    expect(await askPerson(terminal, '-x')).toBe('-x');
  });

  it('is read from standard input for -, which neither the history nor the list of processes shows', async () => {
    pipe('anna.smit@acme.example\n');
    expect(await askPerson(terminal, '-')).toBe('anna.smit@acme.example');
  });

  it('is not a whole file by mistake', async () => {
    pipe('x'.repeat(1_000_000));
    expect(await askPerson(terminal, '-')).toHaveLength(1_000);
  });
});
