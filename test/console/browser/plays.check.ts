import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROT, NOORDZEE } from '../../../local/demo/customers.ts';
import { personioPair } from '../../../local/demo/simulated-world.ts';
import { NEWCOMER } from '../play-story.ts';
import { openWorld, type World } from './open-world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const runSchedule = async (page: Page) => {
  await press(page, 'Run the schedule now');
  await heading(page, /customers? ran$/);
  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Customers' }).click();
};
/** The state of a customer, as its line of the list says it. */
const stateOf = async (page: Page, name: string) =>
  page.getByRole('row').filter({ hasText: name }).getByRole('cell').first().innerText();

it('takes a customer live from nothing: register, check, preview, approve, tell the customer', async () => {
  const page = await world.open();
  await follow(page, 'New customer');
  await page.getByLabel("The customer's name").fill('Hansen Druck');
  await page.getByLabel('A short id').fill('hansen');
  await page.getByLabel("The number of the customer's company in Alleo").fill('14');
  await page.getByLabel('Language of new accounts').selectOption('de');
  await page.getByLabel('Who takes part?').selectOption('none');
  const { clientId } = personioPair(NEWCOMER);
  await page.getByLabel('Personio: client id').fill(clientId);
  await page.getByLabel('Personio: client secret').fill('a wrong one');
  await page.getByLabel('Alleo: access key').fill('hansen');
  await page.getByLabel('Alleo: secret key').fill('hansen-secret');
  await page.getByLabel('Address of Personio').fill(world.story.world.personio.url);
  await page.getByLabel('Address of Alleo').fill(world.story.world.alleo.url);
  await press(page, 'Try both, and register');
  await page.getByText('Personio refuses this client id and client secret.').waitFor();
  expect(await page.getByLabel('A short id').inputValue()).toBe('hansen');
  for (const secret of ['Personio: client id', 'Personio: client secret', 'Alleo: secret key'])
    expect(await page.getByLabel(secret).inputValue()).toBe('');

  await page.getByLabel('Personio: client id').fill(clientId);
  await page.getByLabel('Personio: client secret').fill('hansen-secret');
  await page.getByLabel('Alleo: access key').fill('hansen');
  await page.getByLabel('Alleo: secret key').fill('hansen-secret');
  await press(page, 'Try both, and register');
  await heading(page, 'Hansen Druck is registered');
  await follow(page, 'Next: check');
  await heading(page, 'What the credentials show');
  await follow(page, 'Next: preview');
  await heading(page, 'The first plan');
  await page.getByText('1 left out').waitFor();
  await page.getByLabel('How many people will get access?').fill('4');
  await press(page, 'Approve the first plan');
  await heading(page, 'Hansen Druck is live');
  expect(await page.getByLabel('The message to the customer').inputValue()).toMatch(/^Betreff: /);
  await runSchedule(page);
  expect(await stateOf(page, 'Hansen Druck')).toContain('in sync');
});

async function approveHeld(page: Page, name: string, count: number): Promise<void> {
  await follow(page, `Review: ${name}`);
  await heading(page, new RegExp(`^${count} people lose access`));
  await page.getByLabel('How many people does this concern?').fill(String(count + 1));
  await press(page, 'Approve what is held');
  await page.getByText(`the page showed ${count} people. Nothing was done.`).waitFor();
  await page.getByLabel('How many people does this concern?').fill(String(count));
  await press(page, 'Approve what is held');
  await heading(page, 'Approved');
  await runSchedule(page);
  expect(await stateOf(page, name)).toContain('in sync');
}

it('questions a held run, and approves it with the mouse', async () => {
  const page = await world.open();
  expect(await stateOf(page, 'Noordzee')).toContain('waits for you');
  await approveHeld(page, 'Noordzee Logistiek', 6);
});

it('approves without JavaScript', async () => {
  await world.lose(NOORDZEE, [107, 108, 109, 110]);
  const page = await world.open({ javaScriptEnabled: false });
  expect(await page.getByRole('button', { name: 'Keys' }).isVisible()).toBe(false);
  await approveHeld(page, 'Noordzee Logistiek', 4);
});

it('answers two questions of HR: why somebody is not in Alleo, and what there is to fix, by copying', async () => {
  const page = await world.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await follow(page, 'Lumen Studio');
  await page
    .getByRole('navigation', { name: /^Customer/ })
    .getByRole('link', { name: 'Person' })
    .click();
  await page.getByLabel('Who?').fill('sofia');
  await press(page, 'Explain');
  await heading(page, /Sofia Marin/);
  await page.getByText('No account in Alleo. There is no e-mail address in Personio.', { exact: true }).waitFor();
  await press(page, 'Copy');
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain('You asked about Sofia Marin.');
  await page
    .getByRole('navigation', { name: /^Customer/ })
    .getByRole('link', { name: 'Issues' })
    .click();
  await follow(page, 'Nederlands');
  await page.getByLabel('The letter, Nederlands').waitFor();
  await press(page, 'Copy');
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toMatch(/^Onderwerp: [^]*Sofia Marin/);
});

it('rotates a credential; what was typed is nowhere afterwards', async () => {
  world.story.world
    .accountOf(BROT)
    .setCredentials([{ clientId: 'brot-2', clientSecret: 'brot-2-secret', unreadable: [] }]);
  const page = await world.open();
  await follow(page, 'Brot & Butter');
  await page
    .getByRole('navigation', { name: /^Customer/ })
    .getByRole('link', { name: 'Credentials' })
    .click();
  await page.getByLabel('Personio: client id').fill('brot-2');
  await page.getByLabel('Personio: client secret').fill('brot-2-secret');
  await press(page, 'Try it, and use it');
  await heading(page, "Personio's new pair is in use");
  await page.goBack();
  expect(await page.getByLabel('Personio: client secret').inputValue()).toBe('');
  await runSchedule(page);
  expect(await stateOf(page, 'Brot & Butter')).toContain('in sync');
});

it('restores credentials whose secret is lost, from the page that says so', async () => {
  const { local } = world.story;
  const SecretId = (await local.directory.readTenant('lumen'))?.secretArn;
  await local.clients.secrets().send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  const page = await world.open();
  await runSchedule(page);
  expect(await stateOf(page, 'Lumen Studio')).toContain('needs an engineer');
  await follow(page, 'Restore: Lumen Studio');
  await heading(page, 'Restore the credentials of Lumen Studio');
  await page.getByLabel('Personio: client id').fill('lumen');
  await page.getByLabel('Personio: client secret').fill('lumen-secret');
  await page.getByLabel('Alleo: access key').fill('lumen');
  await page.getByLabel('Alleo: secret key').fill('lumen-secret');
  await press(page, 'Try both, and restore');
  await heading(page, 'The credentials are restored');
  await runSchedule(page);
  expect(await stateOf(page, 'Lumen Studio')).toContain('in sync');
});

it('brings dead letters back', async () => {
  const { local } = world.story;
  const tenant = await local.directory.readTenant('noordzee');
  const body = {
    version: 1,
    tenantId: 'noordzee',
    registration: tenant?.registration,
    trigger: 'requeue',
    requestedAt: '2026-11-08T03:00:00Z',
  };
  const QueueUrl = local.env.support.TENANT_DEAD_LETTER_URL;
  const send = (MessageBody: string, MessageDeduplicationId: string) =>
    local.clients
      .sqs()
      .send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'noordzee', MessageDeduplicationId }));
  await send(JSON.stringify(body), 'one');
  const page = await world.open();
  await follow(page, 'Queues and audit');
  await heading(page, '1 dead letter');
  await page.getByRole('row').filter({ hasText: 'noordzee' }).getByText('a run, asked for by support').waitFor();
  await press(page, 'Bring back those of noordzee');
  await heading(page, '1 dead letter brought back');
});

it('shows itself at once while support answers slowly, and says what it waits for', async () => {
  const page = await world.open();
  world.slow(5_000);
  try {
    const { href } = new URL('/customers/lumen/check', page.url());
    await page.goto(href, { waitUntil: 'commit' });
    await page.getByText('Trying both credentials.').waitFor({ state: 'visible' });
    await heading(page, 'What the credentials show');
    expect(await page.getByText('Trying both credentials.').isVisible()).toBe(false);
  } finally {
    world.slow(0);
  }
});

it('opens for the browser that has the link, and for no other', async () => {
  const page = await world.open();
  const { origin } = new URL(page.url());
  const stranger = await page.context().browser()?.newContext();
  const other = await stranger?.newPage();
  await other?.goto(origin);
  expect(await other?.getByRole('heading', { level: 1 }).innerText()).toBe('This browser may not look in');
  await stranger?.close();
});

it('leaves nobody in addresses or in what the browser keeps, and the browser complained of nothing', async () => {
  const page = await world.open();
  await page.goto(new URL('/customers/noordzee/review?all=1', page.url()).href);
  const kept = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  );
  expect(kept).toBe('[{},{},""]');
  expect(world.addresses.length).toBeGreaterThan(30);
  for (const address of world.addresses) expect(address).not.toMatch(/sofia|marin|anna|vries|secret|@/i);
  expect(world.complaints).toEqual([]);
});
