import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Nobody can prepare it: not a link, not a file that others may read. */
const unfinishedName = (file: string) => `.${basename(file)}.${randomBytes(8).toString('hex')}.new`;
const UNFINISHED = /^\..+\.[0-9a-f]{16}\.new$/;

/**
 * Replaces `file` as a whole by a new one that its owner alone can read: a reader or a crash sees the old text or the
 * new one. Of what stood there nothing is kept, neither its mode nor, where it was a link, what it led to.
 */
export function writeFileAtomically(file: string, text: string): void {
  const unfinished = join(dirname(file), unfinishedName(file));
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Removes what processes that died while they wrote have left in this folder. */
export function removeUnfinished(dir: string): void {
  for (const name of readdirSync(dir)) if (UNFINISHED.test(name)) rmSync(join(dir, name), { force: true });
}
