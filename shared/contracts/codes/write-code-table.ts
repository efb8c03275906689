import { writeFile } from 'node:fs/promises';
import { renderCodePage } from './code-table.ts';

await writeFile(new URL('../../../docs/codes.md', import.meta.url), renderCodePage());
