import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against WCAG 2.2 AA and its own advice: rule, and where. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // The script above put it there; the types of this file are Node's, and know of no page's globals.
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run({ runOnly: tags });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Every page that a link leads to, one address of each kind. */
async function listPages(page: Page): Promise<readonly string[]> {
  const { origin } = new URL(page.url());
  const found = new Set(['/', '/customers/nobody', '/nowhere']);
  const kinds = new Set<string>();
  for (const path of found) {
    await page.goto(origin + path);
    const links = await page.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    for (const link of links) {
      const [address = ''] = link.split('#');
      const kind = address.replace(/person\/\d+/, 'person/N').replace(/letter=\w+/, 'letter=L');
      if (!address.startsWith('/') || address.endsWith('.csv') || kinds.has(kind)) continue;
      kinds.add(kind);
      found.add(address);
    }
  }
  return [...found];
}

it('every link leads to a page, and the browser complains of nothing', async () => {
  const page = await world.open();
  const statuses = new Map<string, number>();
  page.on('response', (response) => statuses.set(new URL(response.url()).pathname, response.status()));
  const pages = await listPages(page);
  expect(pages.length).toBeGreaterThan(25);
  const missing = [...statuses].filter(([path, status]) => status >= 400 && !/nobody|nowhere/.test(path));
  // A first plan that nothing can be decided about, a customer whose credential is refused: said with a status of its own.
  expect(missing.filter(([path]) => !path.startsWith('/customers/brot/'))).toEqual([]);
  expect(world.complaints).toEqual([]);
});

describe.each([
  ['wide', {}],
  ['dark', { colorScheme: 'dark' }],
  ['at 360 pixels', { viewport: { width: 360, height: 740 } }],
] as const)('%s', (_, options) => {
  it('every page is without a barrier that axe-core knows, and none is wider than the screen', async () => {
    const page = await world.open(options);
    const { origin } = new URL(page.url());
    const barriers: string[] = [];
    for (const path of await listPages(page)) {
      await page.goto(origin + path);
      barriers.push(...(await findBarriers(page)).map((one) => `${path} ${one}`));
      const [content, screen] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, window.innerWidth]',
      );
      if (content > screen) barriers.push(`${path} is ${content} pixels wide`);
    }
    expect(barriers).toEqual([]);
  }, 180_000);
});
