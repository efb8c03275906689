import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUNDLING, ESBUILD_SUPPORTED } from '../../infra/constructs/bundling.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A bundle and what is in it. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly inputs: Metafile['inputs'];
}

/** Bundles one entry (a path in the repository) into a folder, as the stack bundles each function. */
export async function bundle(entry: string, folder: string): Promise<Bundle> {
  const file = join(folder, `${entry.replaceAll(/[/.]/g, '-')}.cjs`);
  const { externalModules = [], mainFields = [], minify = false, sourceMap = false, sourcesContent = true } = BUNDLING;
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify,
    mainFields,
    external: externalModules,
    sourcemap: sourceMap,
    sourcesContent,
    legalComments: 'none',
    supported: { ...ESBUILD_SUPPORTED },
    metafile: true,
    logLevel: 'warning',
  });
  const bytes = Object.entries(metafile.outputs).find(([path]) => path.endsWith('.cjs'))?.[1].bytes;
  if (bytes === undefined) throw new Error(`${entry} gave no bundle`);
  return { file, bytes, inputs: metafile.inputs };
}

/** A folder for bundles that is gone when `work` is done. In the repository, because a bundle finds nothing elsewhere. */
export async function withBundles<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
