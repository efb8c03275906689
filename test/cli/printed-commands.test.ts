import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { createTerminal, sayRun, writeDocument } from '../../cli/terminal.ts';
import type { CodeInfo } from '../../shared/contracts/codes/code-info.ts';
import { CODES } from '../../shared/contracts/codes/codes.ts';
import { COMMAND, writeArgument, writeCommands } from '../../shared/contracts/command-line.ts';
import { commandsIn, refusalOf } from './take-command.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root }).sort();

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

async function refusalsOf(commands: readonly string[]): Promise<string[]> {
  const refused = await Promise.all(commands.map(async (one) => [one, await refusalOf(one)] as const));
  return refused.flatMap(([one, why]) => (why === undefined ? [] : [`${one}: ${why}`]));
}

describe('our package', () => {
  it('has a name of ours, and is never published', () => {
    expect(JSON.parse(read('package.json'))).toMatchObject({ name: '@alleo/personio-sync', private: true });
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({ name: '@alleo/personio-sync' });
  });
});

describe('commands in documents', () => {
  it.each(pages)('%s: each is taken by the program, and fetches nobody else’s', async (page) => {
    expect(await refusalsOf(commandsIn(read(page)))).toEqual([]);
  });

  it('are found', () => {
    expect(commandsIn(read('README.md')).length).toBeGreaterThan(1);
    expect(commandsIn(read('docs/onboarding.md')).length).toBeGreaterThan(20);
    expect(commandsIn(read('docs/codes.md')).length).toBeGreaterThan(30);
    expect(commandsIn(read('docs/runbook.md')).length).toBeGreaterThan(10);
  });

  it.each(pages)('%s names no other package that npx would fetch', (page) => {
    const called = [...read(page).matchAll(/\b(?:npx|npm exec)((?: -\S*)*) ([\w@/.-]+)/g)];
    const manifest = JSON.parse(read('package.json')) as Record<string, object>;
    const ours = new Set([
      'node',
      'cdk',
      ...Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] }),
    ]);
    const others = called.filter(([, options, name = '']) => options !== ' --no --' && !ours.has(name));
    expect(others.map(([text]) => text)).toEqual([]);
  });
});

describe('commands in texts of ours', () => {
  it('are known by their first word, every one', async () => {
    const names = leavesOf(createProgram()).map(nameOf);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names)
      expect(writeCommands(`See personio-sync ${name} acme`)).toBe(`See ${COMMAND} ${name} acme`);
  });

  it('of every code, where something is fixed, can be typed', async () => {
    const codes: readonly CodeInfo[] = Object.values(CODES);
    const texts = codes.flatMap(({ fix }) => [...Object.values(fix.where), ...Object.values(fix.customer ?? {})]);
    const commands = texts.flatMap((text) => commandsIn(writeCommands(text, { stage: 'prod' })));
    expect(commands.length).toBeGreaterThan(50);
    expect(commands.filter((one) => !one.startsWith(`${COMMAND} --stage prod `))).toEqual([]);
    expect(await refusalsOf([...new Set(commands)])).toEqual([]);
  });

  it('of help can be typed', async () => {
    const help = leavesOf(createProgram()).map((command) => {
      let text = '';
      command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
      return text.slice(text.search(/Examples?:/));
    });
    expect(await refusalsOf(help.flatMap(commandsIn))).toEqual([]);
  });

  it('name the place where the command works', () => {
    const text = 'Next: personio-sync preview acme, or `personio-sync status`';
    expect(writeCommands(text, { stage: 'prod' })).toBe(
      `Next: ${COMMAND} --stage prod preview acme, or \`${COMMAND} --stage prod status\``,
    );
    expect(writeCommands('personio-sync run', { local: "./it's mine" })).toBe(
      `${COMMAND} --local './it'\\''s mine' run`,
    );
    expect(writeCommands('personio-sync run')).toBe(`${COMMAND} run`);
  });

  it('are written once, and nothing else is', () => {
    for (const text of [
      `${COMMAND} status`,
      `${COMMAND} --stage prod status`,
      'personio-sync needs Node',
      'personio-sync-prod-fan-out',
      '@alleo/personio-sync status',
    ])
      expect(writeCommands(text, { stage: 'prod' })).toBe(text);
  });

  it('quote what others wrote so that a shell runs nothing of it', () => {
    expect(writeArgument('Takes part in Alleo', 'LABEL')).toBe('"Takes part in Alleo"');
    for (const text of ['$(id)', '`id`', 'a"; id; "', "it's $HOME", '!!', 'a\\']) {
      expect(writeArgument(text, 'LABEL')).toBe(`'${text.replaceAll("'", "'\\''")}'`);
    }
    expect(writeArgument('a\nb', 'LABEL')).toBe('LABEL');
    expect(writeArgument('x'.repeat(81), 'LABEL')).toBe('LABEL');
  });
});

describe('the terminal', () => {
  it('says where nothing runs by itself how it is run', () => {
    expect(sayRun(createTerminal(false, { stage: 'dev' }))).toBe('');
    expect(sayRun(createTerminal(false, { local: './try' }))).toBe(
      '\nNothing runs by itself here: `personio-sync run` does it now.',
    );
  });

  it('prints each command for its place, as text and in JSON, and changes no value of others', () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((part) => written.push(String(part)) > 0);
    createTerminal(false, { stage: 'dev' }).out('Next: personio-sync check acme');
    write.mockRestore();
    expect(written.join('')).toBe(`Next: ${COMMAND} --stage dev check acme\n`);
    const answer = {
      next: 'personio-sync check acme',
      warnings: ['personio-sync status'],
      name: 'personio-sync status',
    };
    expect(JSON.parse(writeDocument(answer, { local: 'a b' }))).toEqual({
      next: `${COMMAND} --local 'a b' check acme`,
      warnings: [`${COMMAND} --local 'a b' status`],
      name: 'personio-sync status',
    });
  });
});
