import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import * as z from '../../shared/contracts/zod.ts';
import { EngineUnavailableError, unreadableFile } from './engine-unavailable-error.ts';
import { isAlive, startTick } from './process-identity.ts';
import { readFileIfThere } from './read-file-if-there.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const OwnerSchema = z.object({ pid: z.int().check(z.positive()), startTick: z.optional(z.string()) });

/**
 * Takes `dir` for this process alone and returns the release.
 * The owner's file is the lock: it names a process, so the lock of a killed process is void at once, without waiting
 * for a time-out. Reading and replacing it happens under a short lock of its own, so that two starters cannot both
 * find the same dead owner and both take over.
 * @throws EngineUnavailableError when a living process has it.
 */
export async function lockDirectory(dir: string): Promise<() => void> {
  const ownerFile = join(dir, 'owner.json');
  const releaseGuard = await lock(dir, {
    lockfilePath: join(dir, 'opening.lock'),
    stale: 2_000,
    retries: { retries: 100, factor: 1, minTimeout: 30 },
  });
  try {
    const owner = readOwner(ownerFile);
    if (owner !== undefined && isAlive(owner.pid) && startTick(owner.pid) === owner.startTick) {
      throw new EngineUnavailableError(
        `${dir} is in use by another command or a console (process ${owner.pid}): wait until it has ended, or stop it, then try again.`,
      );
    }
    writeFileAtomically(ownerFile, JSON.stringify({ pid: process.pid, startTick: startTick(process.pid) }));
  } finally {
    await releaseGuard();
  }
  return () => rmSync(ownerFile, { force: true });
}

function readOwner(file: string): z.infer<typeof OwnerSchema> | undefined {
  const text = readFileIfThere(file);
  if (text === undefined) return undefined;
  try {
    return OwnerSchema.parse(JSON.parse(text));
  } catch {
    throw unreadableFile(file);
  }
}
