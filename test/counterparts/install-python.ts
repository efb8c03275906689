import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const OLDEST_PYTHON = [3, 10] as const;

/** Something that this machine lacks; the message says what to do. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
}

/** Where the virtual environment for the present requirements is: another list of versions is another folder. */
function venvDirectory(): string {
  const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  return join(ROOT, '.cache', `counterparts-${digest}`);
}

/** The Python that has the counterparts installed. */
export function pythonPath(): string {
  return join(venvDirectory(), 'bin', 'python');
}

/** Installs the pinned counterparts from PyPI into a virtual environment under `.cache/`; the second time it is there. */
export function installPython(): void {
  const directory = venvDirectory();
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return;
  checkPython();
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  runInstaller('python3', ['-m', 'venv', directory], 'Install the venv module (Debian and Ubuntu: python3-venv).');
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS];
  runInstaller(pythonPath(), install, 'The Python package index has to be reachable, or a mirror set in pip.conf.');
  runInstaller(pythonPath(), ['-m', 'pip', 'check'], 'The list in requirements.txt is not complete.');
  writeFileSync(complete, '');
}

function checkPython(): void {
  const [major, minor] = OLDEST_PYTHON;
  const program = `import sys; sys.exit(0 if sys.version_info >= (${major}, ${minor}) else 1)`;
  runInstaller('python3', ['-c', program], `Install Python ${major}.${minor} or newer as python3.`);
}

/** Runs an installer to its end. Throws `MissingError`, which says what is missing. */
export function runInstaller(program: string, args: readonly string[], advice: string): void {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? error.stderr : undefined;
    const said = Buffer.isBuffer(stderr) ? stderr.toString().trim().slice(-500) : '';
    const what = `The counterparts could not be installed: ${program} ${args.join(' ')} failed.`;
    throw new MissingError([what, advice, said].filter((line) => line !== '').join('\n'), { cause: error });
  }
}
