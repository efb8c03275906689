import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

let read: { readonly commit: string | undefined } | undefined;

/** The commit that is checked out, with a `+` where files differ from it; `undefined` where there is no repository. */
export function readCommit(): string | undefined {
  if (read !== undefined) return read.commit;
  let commit: string | undefined;
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
    commit = `${git('rev-parse', '--short=12', 'HEAD')}${isChanged ? '+' : ''}`;
  } catch {
    // A copy without its history, or a machine without git: the release is known by its version alone.
    commit = undefined;
  }
  read = { commit };
  return commit;
}
