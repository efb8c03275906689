import { readFile, writeFile } from 'node:fs/promises';
import { replaceCodeTable } from './code-table.ts';

const page = new URL('../../../docs/onboarding.md', import.meta.url);
await writeFile(page, replaceCodeTable(await readFile(page, 'utf8')));
