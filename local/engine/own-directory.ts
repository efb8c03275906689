import { lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { shellWord } from '../../shared/contracts/command-line.ts';
import { EngineUnavailableError } from './engine-unavailable-error.ts';

/**
 * The directory under its one true name, made for its owner alone where there is none.
 * @throws EngineUnavailableError where it is somebody else's, or others may look into it: credentials lie there.
 */
export function ownDirectory(dir: string): string {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new EngineUnavailableError(`${dir} cannot be made (${code}): name a folder in one that is yours.`);
  }
  // Of a link, whose it is: somebody else's could lead anywhere.
  const isOurs = [lstatSync(dir), statSync(dir)].every(({ uid }) => uid === (process.getuid?.() ?? uid));
  if (!isOurs) {
    throw new EngineUnavailableError(
      `${dir} belongs to somebody else, who could read the credentials in it: name another folder, which will be made for you alone.`,
    );
  }
  if (process.platform !== 'win32' && (statSync(dir).mode & 0o077) !== 0) {
    throw new EngineUnavailableError(
      `Others may look into ${dir}, where credentials are kept: close it with \`chmod 700 ${shellWord(dir)}\`, or name a folder that is not there yet.`,
    );
  }
  return realpathSync(dir);
}
