import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** One place in which something is added: what stands there now, and what stands there then. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A copy of the tree, to be changed and looked at. */
export interface Tree {
  readonly root: string;
  /** Makes the edits, does the work, and takes them back. */
  readonly with: <T>(edits: readonly Edit[], work: () => Promise<T>) => Promise<T>;
  /** The files that do not compile. */
  readonly compile: () => Promise<readonly string[]>;
  /** The output of a program in the copy, and whether it ended well. */
  readonly run: (args: readonly string[]) => Promise<{ readonly ok: boolean; readonly output: string }>;
  readonly remove: () => Promise<void>;
}

async function edit(root: string, { file, find, replace }: Edit): Promise<() => Promise<void>> {
  const path = join(root, file);
  const before = await readFile(path, 'utf8');
  if (before.split(find).length !== 2) throw new Error(`${file} has not exactly one place that reads: ${find}`);
  await writeFile(
    path,
    before.replace(find, () => replace),
  );
  return () => writeFile(path, before);
}

/** Copies what is committed or about to be; the packages are those of the tree itself. */
export async function copyTree(): Promise<Tree> {
  const root = await mkdtemp(join(tmpdir(), 'one-place-'));
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    maxBuffer: 10_000_000,
  });
  for (const file of stdout.split('\n').filter((name) => name !== '')) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(join(ROOT, file), join(root, file)).catch((error: NodeJS.ErrnoException) => {
      // Listed, and deleted since.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));

  const launch: Tree['run'] = async (args) => {
    const options = { cwd: root, maxBuffer: 10_000_000, env: { ...process.env, NO_COLOR: '1' } };
    try {
      const done = await run(process.execPath, [join(root, 'scripts/launch.js'), ...args], options);
      return { ok: true, output: done.stdout + done.stderr };
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
      return { ok: false, output: stdout + stderr };
    }
  };
  return {
    root,
    async with(edits, work) {
      const undo = await Promise.all(edits.map((one) => edit(root, one)));
      try {
        return await work();
      } finally {
        for (const one of undo) await one();
      }
    },
    async compile() {
      const { output } = await launch(['tsc', '--noEmit']);
      const files = [...output.matchAll(/^(\S+\.ts)\(\d+,\d+\): error/gm)].map(([, file = '']) => file);
      return [...new Set(files)].sort();
    },
    run: launch,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
