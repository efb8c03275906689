import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readCommit } from './read-commit.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Writes the command as one file that needs Node and nothing else, for work on a stage. `outfile`: where to.
 * Throws what esbuild throws.
 */
export async function packCommand(outfile: string): Promise<void> {
  const commit = readCommit();
  await build({
    entryPoints: [`${ROOT}cli/personio-sync.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    legalComments: 'eof',
    define: {
      'process.env.PERSONIO_SYNC_PACKED': '"yes"',
      ...(commit !== undefined && { 'process.env.PERSONIO_SYNC_COMMIT': JSON.stringify(commit) }),
    },
    // Some packages ask for Node's own modules by `require`, which an ES module does not have.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as personioSyncRequire } from 'node:module';const require = personioSyncRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'without-the-embedded-run',
        setup: (packing) => {
          packing.onResolve({ filter: /\/transport\/local\.ts$/ }, () => ({ path: `${ROOT}cli/transport/packed.ts` }));
        },
      },
    ],
  });
}

const [, program, outfile = 'personio-sync.mjs'] = process.argv;
if (program === fileURLToPath(import.meta.url)) {
  await packCommand(outfile);
  console.log(`${outfile}: copy it to a machine with Node 20 or newer, then \`node ${outfile} --stage NAME status\`.`);
}
