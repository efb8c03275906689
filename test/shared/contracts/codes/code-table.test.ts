import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderCodePage } from '../../../../shared/contracts/codes/code-table.ts';
import { CODES } from '../../../../shared/contracts/codes/codes.ts';

const read = (page: string) => readFile(new URL(`../../../../docs/${page}`, import.meta.url), 'utf8');

describe('the page of codes', () => {
  it('is what the codes say today; `npm run codes` writes it', async () => {
    expect(await read('codes.md')).toBe(renderCodePage());
  });

  it('has a row for every code, with a cause and who fixes it', () => {
    const rows = renderCodePage().split('\n');
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
    const text = (await read('onboarding.md')) + (await read('codes.md'));
    const used = [
      ...text.matchAll(
        /personio-sync(?: --\w+ \S+)* ([a-z-]+(?: (?:add|list|show|message|set|pause|resume|remove|rotate|restore|purge))?)/g,
      ),
    ].map(([, name = '']) => (name === 'dead-letters' ? 'dead-letters list' : name));
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => name !== 'run' && !used.includes(name))).toEqual([]);
  });
});
