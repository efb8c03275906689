import { mkdir, writeFile } from 'node:fs/promises';
import { renderContracts } from './render-contracts.ts';

const folder = new URL('../../docs/contracts/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, text] of renderContracts()) await writeFile(new URL(name, folder), text);
