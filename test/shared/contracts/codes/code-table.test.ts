import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderCodePage } from '../../../../shared/contracts/codes/code-table.ts';
import { CODES } from '../../../../shared/contracts/codes/codes.ts';

const read = (page: string) => readFile(new URL(`../../../../docs/${page}`, import.meta.url), 'utf8');

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

const codesIn = (text: string) => [...text.matchAll(/'([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)'/g)].map(([, code = '']) => code);

/** Every code that the product writes down; `told`: but for those of a refusal, which says itself what it means. */
async function findWritten(): Promise<{ readonly all: ReadonlySet<string>; readonly told: ReadonlySet<string> }> {
  const [all, told] = [new Set<string>(), new Set<string>()];
  for await (const file of glob('{shared/{core,adapters,runtime},functions}/**/*.ts', { cwd: ROOT })) {
    const text = await readFile(join(ROOT, file), 'utf8');
    const rest = text.replaceAll(/\b(failed|wrongUsage)\(\s*'[A-Z_]+'|code: '[A-Z_]+',\s*message\b/g, '');
    for (const code of codesIn(text)) all.add(code);
    for (const code of codesIn(rest)) told.add(code);
  }
  return { all, told };
}

/** In capitals, and nothing that anybody is told: errors of the network, keys of Personio, and why within the adapters. */
const OTHERS: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ALLEO_SYNC',
  'NOT_ANSWERED',
  'TOO_LARGE',
  'NOT_CONFIRMED',
  'TOTAL_CHANGED',
  'TOTAL_DIFFERS',
]);

describe('the codes', () => {
  it('that the product writes down all have a row, and every row is written down somewhere', async () => {
    const { all, told } = await findWritten();
    const rows = Object.keys(CODES);
    const without = [...told].filter((code) => code.includes('_') && !rows.includes(code) && !OTHERS.has(code));
    expect(without).toEqual([]);
    expect(rows.filter((code) => !all.has(code))).toEqual([]);
  });
});

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
