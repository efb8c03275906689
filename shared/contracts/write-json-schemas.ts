import { mkdir, writeFile } from 'node:fs/promises';
import { renderJsonSchemas } from './json-schemas.ts';

const folder = new URL('../../docs/contracts/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, text] of renderJsonSchemas()) await writeFile(new URL(name, folder), text);
