import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../shared/contracts/codes/codes.ts';
import { LIMIT_WORDS, LIMITS } from '../../shared/contracts/limits.ts';
import { defaultPolicies } from '../../shared/contracts/policies.ts';
import * as z from '../../shared/contracts/zod.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFile(path.join(root, file), 'utf8');
const Manifest = z.object({
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const manifest = Manifest.parse(JSON.parse(await read('package.json')));

const isOurs = (file: string) => !/^(node_modules|cdk\.out|reports|coverage|\.)/.test(file);
const pages = globSync('**/*.md', { cwd: root, exclude: (file) => !isOurs(file) }).sort();

/** The headings of a page as GitHub makes anchors of them. */
function anchorsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}

async function findBrokenLinks(page: string): Promise<string[]> {
  const links = [...(await read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken: string[] = [];
  for (const link of links.filter((one) => !/^[a-z]+:/.test(one))) {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? page : path.join(path.dirname(page), file);
    const isThere = existsSync(path.join(root, target));
    if (!isThere || (anchor !== undefined && !anchorsOf(await read(target)).includes(anchor))) broken.push(link);
  }
  return broken;
}

describe('the documents', () => {
  it('are found', () => {
    expect(pages).toContain('docs/decisions/README.md');
    expect(pages.filter((page) => page.includes('node_modules'))).toEqual([]);
  });

  it.each(pages)('%s: every relative link leads somewhere', async (page) => {
    expect(await findBrokenLinks(page)).toEqual([]);
  });

  it.each(pages)('%s: every npm script that it names exists', async (page) => {
    const named = [...(await read(page)).matchAll(/npm run(?: --silent)? ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });

  it.each(pages)('%s: every path of this repository that it names exists', async (page) => {
    const spans = [...(await read(page)).matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span);
    // A drawing is made by a run.
    const isPath = /^(infra|functions|shared|cli|local|scripts|test|docs)\/[\w./-]+(?<!\.svg)$/;
    const paths = spans.filter((span) => isPath.test(span));
    expect(paths.filter((one) => !existsSync(path.join(root, one)))).toEqual([]);
  });

  it('the list of decisions has every page', async () => {
    const index = await read('docs/decisions/README.md');
    const decisions = pages.filter((page) => /^docs\/decisions\/\d/.test(page)).map((page) => path.basename(page));
    expect(decisions.filter((name) => !index.includes(`(${name})`))).toEqual([]);
  });

  it('every dependency has its reason', async () => {
    const text = await read('docs/decisions/09-dependencies.md');
    const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name);
    const isNamed = (name: string) =>
      named.some((one) => one === name || (one.endsWith('*') && name.startsWith(one.slice(0, -1))));
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const all = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(all.filter((name) => !isNamed(name))).toEqual([]);
  });
});

describe('the runbook', () => {
  it('says of every code that needs an engineer what to do', async () => {
    const [, section = ''] = (await read('docs/runbook.md')).split(/^# Codes /m);
    const codes = Object.entries(CODES).flatMap(([code, { fix }]) => (fix.who === 'engineer' ? [code] : []));
    expect(codes.length).toBeGreaterThan(3);
    expect(codes.filter((code) => !section.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the mails to a customer', () => {
  it('go on after the salutation with a capital in English and Dutch, and in lower case in German', async () => {
    const mails = [...(await read('docs/onboarding.md')).matchAll(/^> (?:Dear|Beste|Guten) .+,\n>\n> (.)/gm)];
    expect(mails.map(([, letter]) => letter)).toEqual(['T', 'F', 's']);
  });
});

/** What stands in backticks in each cell of the rows of a table, whose first column names something of ours. */
const cellsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(' | ').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one)));

describe('the rules', () => {
  const sectionsOf = (text: string) =>
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => ({ name: section.split('\n')[0] ?? '', section }));

  it('end, section by section, with where their code and their tests are', async () => {
    const sections = sectionsOf(await read('docs/behaviour.md'));
    expect(sections.length).toBeGreaterThan(10);
    const ends =
      /\n\nCode: (?:`(?:shared|functions)\/[^`]+\.ts`(?:, |\. ))+Tests: (?:`test\/[^`]+\.test\.ts`(?:, |\.))+\n*$/;
    expect(sections.filter(({ section }) => !ends.test(section)).map(({ name }) => name)).toEqual([]);
  });

  it('name no code that the files of its section do not know', async () => {
    const strangers: string[] = [];
    for (const { name, section } of sectionsOf(await read('docs/behaviour.md'))) {
      const codes = [...section.matchAll(/`([A-Z]+(?:_[A-Z0-9]+)+)`/g)].map(([, code = '']) => code);
      for (const folders of ['shared|functions', 'test']) {
        const files = [...section.matchAll(new RegExp(`\`((?:${folders})/[^\`]+\\.ts)\``, 'g'))];
        const texts = (await Promise.all(files.map(([, file = '']) => read(file)))).join('\n');
        strangers.push(...codes.filter((code) => !texts.includes(code)).map((code) => `${name}: ${code}`));
      }
    }
    expect(strangers).toEqual([]);
  });

  it('are there by the name by which the code speaks of them', async () => {
    const rules = await read('docs/behaviour.md');
    const files = globSync('{shared,functions,cli,console,local}/**/*.ts', { cwd: root });
    const texts = await Promise.all(files.map(async (file) => (await read(file)).replaceAll(/\n \* /g, ' ')));
    const named = texts.flatMap((text) =>
      [...text.matchAll(/behaviour: ((?:"[^"]+"(?:, | and )?)+)/g)].flatMap(([, names = '']) =>
        names.match(/[^"]{3,}/g),
      ),
    );
    const all = named.filter((name) => name !== null && !/^(?:, | and )$/.test(name));
    expect(all.length).toBeGreaterThan(30);
    const isThere = (name: string | null) =>
      new RegExp(`^(?:## |.*\\*\\*)${name?.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'm').test(rules);
    expect([...new Set(all)].filter((name) => !isThere(name))).toEqual([]);
  });

  it('list every policy with its default, in their order, and what each word for the limits sets', async () => {
    const policies = sectionsOf(await read('docs/behaviour.md')).find(({ name }) => name === 'Policies');
    const rows = cellsOf(policies?.section ?? '');
    const defaults = rows.flatMap(([names = [], , values]) => names.map((name, index) => [name, values?.[index]]));
    expect(defaults).toEqual(
      Object.entries(defaultPolicies())
        .filter(([name]) => !(name in LIMITS.normal))
        .map(([name, value]) => [name, String(value)]),
    );
    const numbers = rows.flatMap(([, names = [], ...words]) =>
      words.length < 3 ? [] : names.map((name, index) => [name, ...words.map((values) => values[index])]),
    );
    const wanted = Object.keys(LIMITS.normal) as (keyof typeof LIMITS.normal)[];
    expect(numbers).toEqual(wanted.map((name) => [name, ...LIMIT_WORDS.map((word) => String(LIMITS[word][name]))]));
  });
});

describe('the way in', () => {
  it('is a page, and the tests that it prints are there and pass', { timeout: 60_000 }, async () => {
    const text = await read('CONTRIBUTING.md');
    expect(text.split('\n').length).toBeLessThan(60);
    const printed = [...text.matchAll(/^npm test -- (\S+) -t "([^"]+)"$/gm)];
    expect(printed.length).toBeGreaterThan(0);
    for (const [, file = '', name = ''] of printed) {
      const args = ['scripts/launch.js', 'vitest', 'run', file, '-t', name, '--no-color'];
      const { stdout } = await promisify(execFile)(process.execPath, args, {
        cwd: root,
        env: { PATH: process.env['PATH'] },
      });
      expect(stdout).toMatch(/Tests {2}[1-9]\d* passed/);
    }
  });
});

describe('the workflow', () => {
  it.each(['ci', 'audit', 'laws'])('%s pins every action to a commit, with its version beside it', async (name) => {
    const text = await read(`.github/workflows/${name}.yml`);
    const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, one = '']) => one);
    expect(uses.length).toBeGreaterThan(1);
    expect(uses.filter((one) => !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
  });
});
