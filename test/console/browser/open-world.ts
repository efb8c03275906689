import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { overLocal } from '../../../cli/transport/local.ts';
import { type Serving, serveConsole } from '../../../console/serve-console.ts';
import type { Customer } from '../../../local/demo/customers.ts';
import { runDay } from '../../../local/run-day.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { type Played, playStory } from '../play-story.ts';
import { findBrowser } from './find-browser.ts';

/** What the story leaves, the console on it, and a browser before it. */
export interface World {
  readonly story: Played;
  /** A page that has opened the console's link. What the browser complains of is kept in `complaints`. */
  readonly open: (options?: BrowserContextOptions) => Promise<Page>;
  readonly complaints: string[];
  /** Every address that any page went to. */
  readonly addresses: string[];
  /** How long every answer of support takes, in milliseconds. */
  readonly slow: (ms: number) => void;
  /** Runs the next day of the customers, in which these people become inactive. */
  readonly lose: (customer: Customer, ids: readonly number[]) => Promise<void>;
  readonly serving: Serving;
  readonly close: () => Promise<void>;
}

export async function openWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'console-'));
  const story = await playStory(dir);
  const { local } = story;
  const transport = overLocal(local);
  let delay = 0;
  const serving = await serveConsole({
    place: 'practice',
    clock: local.clock.now,
    patienceMs: 400,
    runDay: async () => (await runDay(local)).reports,
    transport: {
      invoke: async (request: SupportRequest) => {
        if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
        return transport.invoke(request);
      },
    },
    onBug: (error) => complaints.push(String(error)),
  });
  const complaints: string[] = [];
  const addresses: string[] = [];
  const executablePath = findBrowser();
  if (executablePath === undefined)
    throw new Error('there is no Chromium: node test/console/browser/install-browser.ts');
  const browser: Browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1100, height: 760 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      // Chromium writes a line of its own for every answer that is not 200: those are looked at by the plays.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await page.goto(serving.issueLink());
    return page;
  }

  return {
    story,
    open,
    complaints,
    addresses,
    serving,
    slow: (ms) => {
      delay = ms;
    },
    lose: async (customer, ids) => {
      for (const id of ids) story.world.accountOf(customer).change(id, { status: 'inactive' });
      await runDay(local);
    },
    close: async () => {
      await browser.close();
      await serving.close();
      await story.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
