import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROT } from '../../../local/demo/customers.ts';
import { personioPair } from '../../../local/demo/simulated-world.ts';
import { NEWCOMER } from '../play-story.ts';
import { openWorld, type World } from './open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

/** What has the focus, as it is called. */
const focused = (page: Page) =>
  page.evaluate<string>(
    '(document.activeElement.getAttribute("aria-label") ?? (document.activeElement.labels?.[0] ?? document.activeElement).textContent).trim()',
  );

/** Goes on with Tab until this has the focus; whoever has to press it too often gives up. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press('Tab');
    const text = await focused(page);
    if (typeof name === 'string' ? text === name : name.test(text)) return;
    seen.push(text);
  }
  throw new Error(`Tab does not reach ${String(name)}, but ${seen.join(' | ')}`);
}

async function choose(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

/** To a customer by its search: `/`, some letters, the first line. */
async function openCustomer(page: Page, text: string, name: string): Promise<void> {
  await page.goto(new URL('/', page.url()).href);
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await heading(page, name);
}

async function runSchedule(page: Page): Promise<void> {
  await choose(page, 'Run the schedule now');
  await heading(page, /customers? ran$/);
}

it('takes a customer live from nothing', async () => {
  const page = await world.open();
  await choose(page, 'New customer');
  await heading(page, 'Register a customer');
  await type(page, "The customer's name", 'Hansen Druck');
  await type(page, 'A short id', 'hansen');
  await type(page, "The number of the customer's company in Alleo", '14');
  await type(page, 'Language of new accounts and of letters', 'Deutsch');
  await type(page, 'Who takes part?', 'everyone');
  const { clientId, clientSecret } = personioPair(NEWCOMER);
  await type(page, 'Personio: client id', clientId);
  await type(page, 'Personio: client secret', clientSecret);
  await type(page, 'Alleo: access key', 'hansen');
  await type(page, 'Alleo: secret key', 'hansen-secret');
  await type(page, 'Address of Personio', world.story.world.personio.url);
  await type(page, 'Address of Alleo', world.story.world.alleo.url);
  await page.keyboard.press('Enter');
  await heading(page, 'Hansen Druck is registered');
  await choose(page, 'Next: check');
  await heading(page, 'What the credentials show');
  await choose(page, 'Next: preview');
  await heading(page, 'The first plan');
  await choose(page, 'To the decision');
  await type(page, 'How many people will get access?', '4');
  await page.keyboard.press('Enter');
  await heading(page, 'Hansen Druck is live');
  await runSchedule(page);
});

it('questions a held run by a letter, and approves it', async () => {
  const page = await world.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await openCustomer(page, 'noord', 'Noordzee Logistiek');
  await choose(page, 'Skip to content');
  await choose(page, 'Review');
  await heading(page, /^6 people lose access/);
  await choose(page, 'Ask the customer: the letter');
  await heading(page, /Noordzee/);
  await choose(page, 'Copy');
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^Onderwerp: .*is dit zo bedoeld/);
  await choose(page, 'Review');
  await heading(page, /^6 people lose access/);
  await type(page, 'How many people does this concern?', '6');
  await page.keyboard.press('Enter');
  await heading(page, 'Approved');
});

it('answers two questions of HR: why somebody is not in Alleo, and what there is to fix', async () => {
  const page = await world.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await openCustomer(page, 'lumen', 'Lumen Studio');
  await choose(page, 'Person');
  await heading(page, /^Why is somebody/);
  await page.keyboard.press('/');
  await page.keyboard.type('sofia');
  await page.keyboard.press('Enter');
  await heading(page, /Sofia Marin/);
  await choose(page, 'Nederlands');
  await page.getByLabel('The letter, Nederlands').waitFor();
  await choose(page, 'Copy');
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const about = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(about).toMatch(/^Onderwerp: [^]*Jullie vroegen naar Sofia Marin\./);
  await openCustomer(page, 'lumen', 'Lumen Studio');
  await choose(page, 'Issues');
  await heading(page, /3 issues/);
  await choose(page, 'Copy');
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain('Sofia Marin');
});

it('rotates a credential, after the letter that asked for it', async () => {
  world.story.world
    .accountOf(BROT)
    .setCredentials([{ clientId: 'brot-2', clientSecret: 'brot-2-secret', unreadable: [] }]);
  const page = await world.open();
  await choose(page, 'Letter: Brot & Butter');
  await page.getByLabel('The letter, Deutsch').waitFor();
  await openCustomer(page, 'brot', 'Brot & Butter');
  await choose(page, 'Credentials');
  await heading(page, 'New credentials for Brot & Butter');
  await type(page, 'Personio: client id', 'brot-2');
  await type(page, 'Personio: client secret', 'brot-2-secret');
  await page.keyboard.press('Enter');
  await heading(page, "Personio's new pair is in use");
  await runSchedule(page);
  await page.getByRole('row').filter({ hasText: 'brot' }).getByText('ok').waitFor();
});
