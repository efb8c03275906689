import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from './open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

const SCREENS = [
  ['customers', '/', /of 3 in sync/],
  ['review', '/customers/noordzee/review', /6 people lose access/],
  ['person', '/customers/noordzee/person/101', /Anna de Vries/],
] as const;

/** `PICTURES=docs/pictures` writes them, as `npm run pictures` does; otherwise it is only seen that they can be taken. */
it.each(SCREENS)('%s can be taken a picture of', async (name, path, title) => {
  const page = await world.open({ viewport: { width: 1000, height: 640 } });
  await page.goto(new URL(path, page.url()).href);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const folder = process.env['PICTURES'];
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const file = folder === undefined ? {} : { path: join(folder, `${name}.png`) };
  const picture = await page.screenshot(file);
  expect(picture.byteLength).toBeGreaterThan(10_000);
  expect(picture.byteLength).toBeLessThan(150_000);
});
