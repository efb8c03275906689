import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Page } from 'playwright-core';
import { overLocal } from '../../../cli/transport/local.ts';
import { call } from '../../../cli/transport/transport.ts';
import { LUMEN, NOORDZEE } from '../../../local/demo/customers.ts';
import { personioPair } from '../../../local/demo/simulated-world.ts';
import { NEWCOMER } from '../play-story.ts';
import { openWorld, type World } from './open-world.ts';

/** How a screen is looked at. The last two leave the page as it was. */
const WAYS = {
  narrow: { width: 360, media: 'screen', scheme: 'light' },
  print: { width: 720, media: 'print', scheme: 'light' },
  dark: { width: 1100, media: 'screen', scheme: 'dark' },
  wide: { width: 1100, media: 'screen', scheme: 'light' },
} as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder for the pictures');
mkdirSync(folder, { recursive: true });

/** The page as it stands, whole, in every way. */
async function take(page: Page, name: string): Promise<void> {
  for (const [way, { width, media, scheme }] of Object.entries(WAYS)) {
    await page.setViewportSize({ width, height: 760 });
    await page.emulateMedia({ media, colorScheme: scheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(folder ?? '', `${name}-${way}.png`), fullPage: true });
  }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

async function look(page: Page, path: string, name: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await take(page, name);
}

/** A customer from nothing to live. */
async function takeNewcomer(page: Page, { story }: World): Promise<void> {
  await look(page, '/new', 'new');
  await page.getByLabel('A short id').fill('Hansen Druck');
  await page.getByLabel("The customer's name").fill('Hansen Druck');
  await page.getByLabel("The number of the customer's company in Alleo").fill('14');
  await press(page, 'Try both, and register');
  await heading(page, 'Register a customer');
  await take(page, 'new-wrong');
  const { clientId, clientSecret } = personioPair(NEWCOMER);
  await page.getByLabel('A short id').fill('hansen');
  await page.getByLabel('Language of new accounts').selectOption('de');
  await page.getByLabel('Who takes part?').selectOption('none');
  await page.getByLabel('Personio: client id').fill(clientId);
  await page.getByLabel('Personio: client secret').fill(clientSecret);
  await page.getByLabel('Alleo: access key').fill('hansen');
  await page.getByLabel('Alleo: secret key').fill('hansen-secret');
  await page.getByLabel('Address of Personio').fill(story.world.personio.url);
  await page.getByLabel('Address of Alleo').fill(story.world.alleo.url);
  await press(page, 'Try both, and register');
  await heading(page, 'Hansen Druck is registered');
  await take(page, 'new-registered');
  await look(page, '/customers/hansen', 'customer-pending');
  await look(page, '/customers/hansen/check', 'check');
  await look(page, '/customers/hansen/review', 'review-first');
  await page.getByLabel('How many people will get access?').fill('9');
  await press(page, 'Approve the first plan');
  await heading(page, 'The first plan');
  await take(page, 'review-first-wrong');
  await page.getByLabel('How many people will get access?').fill('4');
  await press(page, 'Approve the first plan');
  await heading(page, 'Hansen Druck is live');
  await take(page, 'new-live');
}

/** What a mistake of HR leads to, until it is approved. */
async function takeHeld(page: Page): Promise<void> {
  await look(page, '/customers/noordzee', 'customer-held');
  await look(page, '/customers/noordzee/review?all=1', 'review-held');
  await look(page, '/customers/noordzee/issues', 'issues');
  await look(page, '/customers/noordzee/review', 'review');
  const twice = await page.context().newPage();
  for (const one of [page, twice]) await one.goto(new URL('/customers/noordzee/review', page.url()).href);
  const seal = await page.locator('form[action$="/approvals"] input[name="seal"]').inputValue();
  await twice
    .locator('form[action$="/approvals"] input[name="seal"]')
    .evaluate((one, value) => one.setAttribute('value', value), seal);
  for (const [one, name, title] of [
    [page, 'approved', 'Approved'],
    [twice, 'sent-before', 'This form was sent before'],
  ] as const) {
    await one.getByLabel('How many people does this concern?').fill('6');
    await press(one, 'Approve what is held');
    await heading(one, title);
    await take(one, name);
  }
  await twice.close();
  await press(page, 'Run the schedule now');
  await heading(page, /customers? ran$/);
  await take(page, 'schedule');
  await look(page, '/customers/noordzee/review', 'review-nothing');
}

async function takePeople(page: Page): Promise<void> {
  await look(page, '/customers/lumen/person', 'person-search');
  await page.getByLabel('Who?').fill('a');
  await press(page, 'Explain');
  await heading(page, /fit$/);
  await take(page, 'person-several');
  await look(page, '/customers/lumen/person/313?values=1', 'person-blocked');
  await look(page, '/customers/noordzee/person/107', 'person');
  await look(page, '/customers/noordzee/person/999', 'person-nobody');
  await look(page, '/customers/lumen/issues?letter=de', 'issues-two');
  await look(page, '/customers/lumen/budgets', 'budgets');
  await look(page, '/customers/noordzee/budgets', 'budgets-none');
  await look(page, '/customers/lumen/days/2026-11-02', 'day');
  await look(page, '/customers/lumen/days/2026-10-02', 'day-none');
  await look(page, '/customers/lumen', 'customer');
  await look(page, '/customers/lumen/message', 'message');
  await look(page, '/customers/lumen/review?as-of=2026-12-24', 'review-forecast');
  await look(page, '/customers/lumen/settings', 'settings');
  await page.getByLabel('Days absent from Personio').fill('99');
  await press(page, 'Save');
  await heading(page, /^Settings/);
  await take(page, 'settings-wrong');
}

/** Somebody goes by hand in Alleo; accounts that seem to be somebody else's. */
async function takeAlleo(page: Page, { story }: World): Promise<void> {
  await look(page, '/customers/noordzee/verify', 'verify-none');
  await look(page, '/customers/noordzee/accounts', 'accounts-none');
  const company = story.world.alleo.companies.get(NOORDZEE.companyId);
  for (const id of ['113', '114']) company?.remove(company.findByExternalId(id)?.id ?? 0);
  story.world.accountOf(LUMEN).change(303, { lastName: 'Vermeer' });
  await look(page, '/customers/noordzee/verify', 'verify');
  await look(page, '/customers/noordzee/lost', 'lost');
  await look(page, '/customers/lumen/review', 'review-update');
}

async function takeTroubles(page: Page, { story }: World): Promise<void> {
  const { local } = story;
  await look(page, '/customers/brot', 'customer-refused');
  await look(page, '/customers/brot/review', 'review-stopped');
  await look(page, '/customers/brot/check', 'check-refused');
  await look(page, '/customers/brot/issues', 'issues-refused');
  await look(page, '/customers/brot/credentials', 'credentials');
  await page.getByLabel('Personio: client id').fill('brot-2');
  await press(page, 'Try it, and use it');
  await page.getByText('Nothing was changed').waitFor();
  await take(page, 'credentials-wrong');
  const SecretId = (await local.directory.readTenant('lumen'))?.secretArn ?? '';
  await local.clients.secrets().send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  await page.goto(new URL('/', page.url()).href);
  await press(page, 'Run the schedule now');
  await heading(page, /customers? ran$/);
  await look(page, '/customers/lumen', 'customer-secret-lost');
  await look(page, '/customers/lumen/review', 'review-secret-lost');
  await look(page, '/customers/lumen/restore', 'restore');
  await page.getByLabel('Personio: client id').fill('lumen');
  await page.getByLabel('Personio: client secret').fill('lumen-secret');
  await press(page, 'Try both, and restore');
  await page.getByText('Nothing was changed').waitFor();
  await take(page, 'restore-refused');
  await page.getByLabel('Personio: client id').fill('lumen');
  await page.getByLabel('Personio: client secret').fill('lumen-secret');
  await page.getByLabel('Alleo: access key').fill('lumen');
  await page.getByLabel('Alleo: secret key').fill('lumen-secret');
  await press(page, 'Try both, and restore');
  await heading(page, 'The credentials are restored');
  await take(page, 'restored');
  await look(page, '/queues', 'queues-none');
  const QueueUrl = local.env.support.TENANT_DEAD_LETTER_URL;
  const registration = (await local.directory.readTenant('noordzee'))?.registration;
  const run = {
    version: 1,
    tenantId: 'noordzee',
    registration,
    trigger: 'requeue',
    requestedAt: '2026-11-08T03:00:00Z',
  };
  for (const [n, MessageBody] of [JSON.stringify(run), 'not JSON'].entries())
    await local.clients
      .sqs()
      .send(
        new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'noordzee', MessageDeduplicationId: `${n}` }),
      );
  await look(page, '/queues', 'queues');
}

/** Names as long as Personio takes them, and as short. */
async function takeNames(page: Page, { story }: World): Promise<void> {
  const account = story.world.accountOf(NOORDZEE);
  account.change(107, { firstName: 'Wolfeschlegelsteinhausen'.repeat(8), lastName: 'bergerdorff' });
  account.change(108, { firstName: 'Ö', lastName: 'O', email: '' });
  account.change(109, { firstName: 'x', lastName: 'y'.repeat(200), email: '' });
  await look(page, '/customers/noordzee/settings', 'names-settings');
  await page
    .getByLabel('Name', { exact: true })
    .fill(`Maatschappij tot ${'exploitatie'.repeat(3)} van havens en kaden`);
  await press(page, 'Save');
  await heading(page, /^Changed/);
  await look(page, '/customers/noordzee', 'names-customer');
  await look(page, '/customers/noordzee/review?all=1', 'names-review');
  await look(page, '/customers/noordzee/issues', 'names-issues');
  await look(page, '/customers/noordzee/person/107', 'names-person');
  await look(page, '/customers/noordzee/verify', 'names-verify');
  await look(page, '/', 'names-customers');
}

/** What nobody has yet, and what is not there at once. */
async function takeEmpty(page: Page, { story, slow }: World): Promise<void> {
  slow(6_000);
  await page.goto(new URL('/customers/noordzee/check', page.url()).href, { waitUntil: 'commit' });
  await page.getByText('Trying both credentials.').waitFor();
  await take(page, 'waiting');
  slow(0);
  const transport = overLocal(story.local);
  for (const tenantId of ['noordzee', 'brot', 'lumen', 'hansen']) {
    const shown = await call(transport, { operation: 'tenant-show', tenantId });
    await call(transport, { operation: 'tenant-remove', tenantId, confirm: shown.tenant.name });
  }
  await look(page, '/', 'customers-none');
}

async function takeAll(world: World): Promise<void> {
  const page = await world.open();
  await take(page, 'customers');
  await look(page, '/?q=nobody+of+this+name', 'customers-not-found');
  await takeNewcomer(page, world);
  await takeHeld(page);
  await takePeople(page);
  await takeAlleo(page, world);
  await takeTroubles(page, world);
  await look(page, '/', 'customers-troubled');
  await look(page, '/customers/nobody', 'no-such-customer');
  await look(page, '/nowhere', 'no-such-page');
  await page.goto(new URL('/', page.url()).href);
  await press(page, 'Keys');
  await take(page, 'keys');
  await page.keyboard.press('Escape');
  await takeNames(page, world);
  await takeEmpty(page, world);
  await page.context().clearCookies();
  await look(page, '/', 'not-open');
}

const world = await openWorld();
try {
  await takeAll(world);
} finally {
  await world.close();
}
