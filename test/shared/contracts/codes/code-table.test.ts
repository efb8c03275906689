import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderCodeTable, replaceCodeTable } from '../../../../shared/contracts/codes/code-table.ts';
import { CODES } from '../../../../shared/contracts/codes/codes.ts';

/** The formatter aligns tables with spaces and dashes. */
const unaligned = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
const page = new URL('../../../../docs/onboarding.md', import.meta.url);

describe('the table of codes in docs/onboarding.md', () => {
  it('is what the codes say today; `npm run codes` writes it', async () => {
    const text = await readFile(page, 'utf8');
    expect(unaligned(text)).toBe(unaligned(replaceCodeTable(text)));
  });

  it('has a row for every code, with a cause and who mends it', () => {
    const rows = renderCodeTable().split('\n');
    for (const code of Object.keys(CODES)) {
      const row = rows.filter((line) => line.startsWith(`| \`${code}\` |`));
      expect(row, code).toHaveLength(1);
      expect(row[0]?.split(' | ').slice(1, 3).join(''), code).toMatch(/\w+/);
    }
  });

  it('names every command as it is called', async () => {
    const { createProgram } = await import('../../../../cli/program.ts');
    const names = createProgram().commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : command.commands.map((child) => `${command.name()} ${child.name()}`),
    );
    const text = await readFile(page, 'utf8');
    const used = [
      ...text.matchAll(/personio-sync(?: --\w+ \S+)* ([a-z]+(?: (?:add|list|show|set|pause|resume|remove|rotate))?)/g),
    ].map(([, name]) => name ?? '');
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => name !== 'run' && !used.includes(name))).toEqual([]);
  });

  it('refuses a page without a place for it', () => {
    expect(() => replaceCodeTable('nothing')).toThrow(/no place/);
  });
});
