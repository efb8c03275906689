/**
 * Runs a program of this project on a Node that can, whatever Node the machine has:
 *
 *   node scripts/launch.js [OPTIONS OF NODE] FILE|TOOL [ARGUMENTS]
 *
 * FILE is a path, TOOL a command of an installed package. Input, output, arguments, signals and the exit code are the
 * program's. Nothing depends on `node_modules/.bin/node`: the packages that bring Node, one for each platform, all claim
 * that name, and npm before 11.6 removes it together with those that it does not install. Plain JavaScript, which an
 * old Node can read, too.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The oldest Node with which the install is tested. */
const OLDEST = [20, 0];
/** The first Node that runs TypeScript as it is, without a warning. */
const NEEDED = [24, 3];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ readonly dev?: boolean, readonly optional?: boolean, readonly bin?: Readonly<Record<string, string>> }} Package */

/** Why a program cannot be run, in a sentence that says what to do. */
class LaunchError extends Error {}

/** @param {readonly number[]} version @returns {boolean} whether the Node that runs this is older */
function isOlderThan([major = 0, minor = 0]) {
  const [thisMajor = 0, thisMinor = 0] = process.versions.node.split('.').map(Number);
  return thisMajor < major || (thisMajor === major && thisMinor < minor);
}

/** @returns {[place: string, one: Package][]} what npm noted at the end of an install, if all of it is there */
function readInstalled() {
  const installed = readNoted().filter(([place, { optional }]) => optional !== true || isThere(place));
  if (installed.length === 0 || !installed.every(([place]) => isThere(place))) {
    throw new LaunchError('The packages are not installed, or not all of them: run `npm ci`.');
  }
  // The tools come with a package for each platform, so that some are there wherever the tools are.
  if (installed.some(([, { dev }]) => dev === true) && !installed.some(([, { optional }]) => optional === true)) {
    throw new LaunchError(
      'The optional packages, which the tools need, are not installed: run `npm ci --include=optional`.',
    );
  }
  return installed;
}

/** @returns {[place: string, one: Package][]} of the optional packages, some versions of npm note other platforms', too */
function readNoted() {
  try {
    const note = /** @type {{ packages: Record<string, Package> }} */ (readJson('node_modules/.package-lock.json'));
    return Object.entries(note.packages);
  } catch {
    // No note, or half of one: npm did not come to its end.
    return [];
  }
}

/** @param {string} file @returns {unknown} */
const readJson = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** @param {string} place @returns {boolean} */
const isThere = (place) => existsSync(join(ROOT, place, 'package.json'));

/** @returns {string} the Node that runs this where it is new enough, else the one that came with the install */
function findNode() {
  if (!isOlderThan(NEEDED)) return process.execPath;
  const name = `node-${process.platform.replace('win32', 'win')}-${process.arch}`;
  const packaged = join(ROOT, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  const manifest = /** @type {{ optionalDependencies: object }} */ (readJson('package.json'));
  const comesAlong = Object.keys(manifest.optionalDependencies).includes(name);
  const remedy = comesAlong ? 'run `npm ci --include=optional`, which brings it along' : 'install it';
  throw new LaunchError(`This is Node ${process.version}, and Node ${NEEDED.join('.')} or newer is needed: ${remedy}.`);
}

/** @param {string} name @param {[string, Package][]} installed @returns {string} the file of a tool's command */
function findTool(name, installed) {
  for (const [place, { bin }] of installed) {
    const file = bin?.[name];
    if (file !== undefined) return join(ROOT, place, file);
  }
  throw new LaunchError(`There is no ${name} among the installed packages: run \`npm ci --include=dev\`.`);
}

/** @param {readonly string[]} args @returns {[node: string, args: string[]]} what to start */
function prepare(args) {
  if (isOlderThan(OLDEST)) {
    throw new LaunchError(`This is Node ${process.version}: install Node ${OLDEST[0]} or newer.`);
  }
  const installed = readInstalled();
  const node = findNode();
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const program = args[at];
  if (program === undefined || extname(program) !== '') return [node, [...args]];
  return [node, [...args.slice(0, at), findTool(program, installed), ...args.slice(at + 1)]];
}

/** @param {unknown} error */
function fail(error) {
  if (!(error instanceof LaunchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** @param {string} node @param {string[]} args */
function run(node, args) {
  // Whatever the program starts by the name `node` runs on the same one.
  const path = process.env['PATH'] ?? '';
  const first = path
    .split(delimiter)
    .map((folder) => join(folder, basename(node)))
    .find((file) => existsSync(file));
  if (first === undefined || realpathSync(first) !== realpathSync(node)) {
    process.env['PATH'] = `${dirname(node)}${delimiter}${path}`;
  }
  const child = spawn(node, args, { stdio: 'inherit' });
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends its Ctrl-C to the program itself, for which a second one may mean more than the first.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('error', () => {
    fail(new LaunchError(`${node} does not run on this machine: install Node ${NEEDED.join('.')} or newer.`));
  });
  child.once('exit', (code, signal) => {
    for (const one of signals) process.removeAllListeners(one);
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}

try {
  run(...prepare(process.argv.slice(2)));
} catch (error) {
  fail(error);
}
