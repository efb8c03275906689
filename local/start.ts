import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import pc from 'picocolors';
import { COMMAND } from '../shared/contracts/command-line.ts';
import { CUSTOMERS } from './demo/customers.ts';
import { playDay, type Theatre } from './demo/play-day.ts';
import { drawTable, wrap } from './demo/show-day.ts';
import { startWorld } from './demo/simulated-world.ts';
import { STORY } from './demo/story.ts';
import { EngineUnavailableError } from './engine/engine-unavailable-error.ts';
import { openLocal } from './open-local.ts';

const INTRO = `Personio → Alleo, on this machine: the real functions, over the real AWS protocol, for ${CUSTOMERS.length} simulated
customers on ${STORY.length} days. No account, no Docker, no internet. Every day at 04:00 the schedule fires: fan-out asks
for one run per customer, sync reads Personio and decides about each person, deliver makes Alleo so.`;

const OUTRO = `Where to go next: README.md says how it works. ${COMMAND} --local DIR lets you run it against your own
Personio account or a simulator of your making (npm run simulators -- --help), and shows a preview
before anything is sent. npm test proves the rules.`;

async function start(): Promise<void> {
  const startedAt = performance.now();
  const colors = pc.createColors(isatty(process.stdout.fd) && process.env['NO_COLOR'] === undefined);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const dir = mkdtempSync(join(tmpdir(), 'personio-sync-'));
  const removeDir = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', removeDir);
  process.once('SIGINT', () => process.exit(130));
  const world = await startWorld(CUSTOMERS);
  const theatre: Theatre = { world, customers: CUSTOMERS, dir, local: await openLocal({ dir }) };
  say(wrap(INTRO));
  let sent = 0;
  for (const day of STORY) {
    const weekday = new Date(day.date).toLocaleDateString('en-GB', { dateStyle: 'full' });
    say(`\n${colors.bold(`${weekday} · ${day.title}`)}\n${wrap(day.told)}`);
    const { tables, figures, crash } = await playDay(theatre, day);
    sent += figures.mutations;
    if (crash !== undefined) say(wrap(crash));
    for (const { customer, rows } of tables) say(`\n${colors.bold(customer.name)}\n${drawTable(colors, rows)}`);
    const { mutations, personio, alleo } = figures;
    say(
      `Sent: ${mutations} ${mutations === 1 ? 'mutation' : 'mutations'}. Requests: ${personio} to Personio, ${alleo} to Alleo.`,
    );
  }
  await theatre.local.close();
  await world.close();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  say(
    `\n${colors.bold('That was it')}: ${STORY.length} days, ${CUSTOMERS.length} customers, ${sent} mutations, ${seconds} seconds.`,
  );
  say(wrap(OUTRO));
}

try {
  await start();
} catch (error) {
  if (!(error instanceof EngineUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
