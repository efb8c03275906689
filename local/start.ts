import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { COMMAND } from '../shared/contracts/command-line.ts';
import { CUSTOMERS } from './demo/customers.ts';
import { LEFT_BEHIND } from './demo/left-behind.ts';
import { playDay, type Theatre } from './demo/play-day.ts';
import { drawTable, wrap } from './demo/show-day.ts';
import { startWorld } from './demo/simulated-world.ts';
import { STORY } from './demo/story.ts';
import { EngineUnavailableError } from './engine/engine-unavailable-error.ts';
import { heedClosedPipes } from './heed-closed-pipes.ts';
import { openLocal } from './open-local.ts';
import { logLines } from './telemetry.ts';

const INTRO = `Personio → Alleo, on this machine: the real functions, over the real AWS protocol, for ${CUSTOMERS.length} simulated
customers on ${STORY.length} days. No account, no Docker, no internet. Every day at 04:00 the schedule fires: fan-out asks
for one run per customer, sync reads Personio and decides about each person, deliver makes Alleo so.`;

const OUTRO = `Where to go next: README.md says how it works. ${COMMAND} --local DIR lets you run it against your own
Personio account or a simulator of your making (npm run simulators -- --help), and shows a preview
before anything is sent. npm start -- --console leaves something to do, and opens the page for support on it. npm
test proves the rules.`;

/** The console as a process of its own, as support starts it, on what the story leaves; the simulators stay here. */
async function showConsole(theatre: Theatre, say: (text: string) => void): Promise<void> {
  say(`\n${wrap(LEFT_BEHIND.told)}`);
  await theatre.local.close();
  // What stops a run that day is there to be seen in the console, not here.
  theatre.local = await openLocal({ dir: theatre.dir, log: logLines(() => {}) });
  await playDay(theatre, LEFT_BEHIND);
  await theatre.local.close();
  const program = fileURLToPath(new URL('../cli/personio-sync.ts', import.meta.url));
  const args = ['--local', theatre.dir, 'console', '--date', LEFT_BEHIND.date];
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child, too: it ends first.
  process.removeAllListeners('SIGINT').on('SIGINT', () => {});
  await once(child, 'exit');
}

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
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  say(
    `\n${colors.bold('That was it')}: ${STORY.length} days, ${CUSTOMERS.length} customers, ${sent} mutations, ${seconds} seconds.`,
  );
  if (process.argv.includes('--console')) await showConsole(theatre, say);
  else {
    say(wrap(OUTRO));
    await theatre.local.close();
  }
  await world.close();
}

heedClosedPipes(() => process.exit());
try {
  await start();
} catch (error) {
  if (!(error instanceof EngineUnavailableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
