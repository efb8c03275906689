#!/usr/bin/env node
// The command is TypeScript, for which the launcher finds a Node.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, fileURLToPath(new URL('./personio-sync.ts', import.meta.url)));
await import('../scripts/launch.js');
