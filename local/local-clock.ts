import { join } from 'node:path';
import { InstantSchema } from '../shared/contracts/primitives.ts';
import * as z from '../shared/contracts/zod.ts';
import { unreadableFile } from './engine/engine-unavailable-error.ts';
import { readFileIfThere } from './engine/read-file-if-there.ts';
import { writeFileAtomically } from './engine/write-file-atomically.ts';

/** The clock of the embedded run: real time, or time that passes from a day that was set. */
export interface LocalClock {
  readonly now: () => Date;
  /** From now on it is this instant, and time goes on from there. `stays`: also for whoever opens the folder next. */
  readonly set: (instant: Date, stays?: boolean) => void;
  /** Whether a day that stays was set: real time has no say then. */
  readonly stands: () => boolean;
  /** Writes how late it is, so that it never goes back. */
  readonly close: () => void;
}

const StoredSchema = z.object({ now: InstantSchema });

function readStored(file: string | undefined): Date | undefined {
  const text = file === undefined ? undefined : readFileIfThere(file);
  if (file === undefined || text === undefined) return undefined;
  try {
    return new Date(StoredSchema.parse(JSON.parse(text)).now);
  } catch {
    throw unreadableFile(file);
  }
}

/** `dir`: where a day that stays is kept; without it, no other process knows. */
export function createLocalClock(real: () => Date, dir?: string): LocalClock {
  const file = dir === undefined ? undefined : join(dir, 'clock.json');
  const stored = readStored(file);
  let stays = stored !== undefined;
  let start = stored === undefined ? undefined : { instant: stored.getTime(), setAt: performance.now() };
  const now = () => (start === undefined ? real() : new Date(start.instant + performance.now() - start.setAt));
  const store = () => {
    if (stays && file !== undefined) writeFileAtomically(file, JSON.stringify({ now: now().toISOString() }));
  };
  return {
    now,
    set: (instant, toStay = false) => {
      start = { instant: instant.getTime(), setAt: performance.now() };
      stays ||= toStay;
      store();
    },
    stands: () => stays,
    close: store,
  };
}
