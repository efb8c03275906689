#!/usr/bin/env node
// The command is TypeScript that Node 24 runs as it is. An older Node on the machine starts the one that came with `npm ci`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const program = new URL('./personio-sync.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import(program.href);
} else {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  if (existsSync(node)) {
    const { status } = spawnSync(node, [fileURLToPath(program), ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } else {
    process.stderr.write(`personio-sync needs Node ${NEEDED}, and this is ${process.version}: run \`npm ci\` first.\n`);
    process.exitCode = 1;
  }
}
