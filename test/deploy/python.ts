import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ended, Programs } from './programs.ts';
import { ROOT } from './root.ts';

const HERE = join(ROOT, 'test/deploy');
/** Kept between runs, ignored by git. */
const VENV = join(ROOT, '.cache/deploy-test/venv');

/** The Python that has the emulator, and nothing of the machine's own. */
export const PYTHON = join(VENV, 'bin/python');

async function runOrThrow(programs: Programs, command: string, args: readonly string[], advice: string): Promise<void> {
  let ended: Ended | undefined;
  try {
    // The machine's own environment: it says where packages come from.
    ended = await programs.run({ command, args, cwd: ROOT, env: process.env, timeoutMs: 240_000 });
  } catch (cause) {
    throw new Error(advice, { cause });
  }
  if (ended.code !== 0) throw new Error(`${advice}\n${ended.stdout}${ended.stderr}`);
}

/**
 * Makes the virtual environment with the emulator, unless it is there as `requirements.txt` says. Returns whether it had
 * to be made. Throws an `Error` that says what the machine lacks.
 */
export async function makeVenv(programs: Programs): Promise<boolean> {
  const requirements = join(HERE, 'requirements.txt');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const stamp = join(VENV, 'made-from');
  const found = await readFile(stamp, 'utf8').catch(() => '');
  if (found === wanted) return false;
  await rm(VENV, { recursive: true, force: true });
  await mkdir(join(VENV, '..'), { recursive: true });
  const noVenv =
    'The deploy test needs `python3` (3.10 or newer) with the module venv (Debian: apt install python3-venv).';
  await runOrThrow(programs, 'python3', ['-m', 'venv', VENV], noVenv);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  const noPackages = 'The emulator could not be installed from PyPI (test/deploy/requirements.txt).';
  await runOrThrow(programs, PYTHON, [...pip, '--only-binary', ':all:', '-r', requirements], noPackages);
  await writeFile(stamp, wanted);
  return true;
}

/** Where a script of this folder is. */
export const scriptFile = (name: string): string => join(HERE, name);
