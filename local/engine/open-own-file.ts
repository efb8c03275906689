import { closeSync, constants, fchmodSync, fstatSync, openSync } from 'node:fs';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

/**
 * Opens a file to append to, made where there is none, and closed to others whatever its mode was. Gives its descriptor.
 * Throws an error with a `code` where it is a link (`ELOOP`), no plain file or another user's (`EACCES`), or cannot be
 * opened.
 */
export function openOwnFile(file: string): number {
  const descriptor = openSync(file, O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_WRONLY, 0o600);
  const { mode, uid } = fstatSync(descriptor);
  const isPlain = (mode & constants.S_IFMT) === constants.S_IFREG;
  if (!isPlain || (process.getuid !== undefined && uid !== process.getuid())) {
    closeSync(descriptor);
    throw Object.assign(new Error('not a file of this user'), { code: 'EACCES' });
  }
  if ((mode & 0o077) !== 0) fchmodSync(descriptor, 0o600);
  return descriptor;
}
