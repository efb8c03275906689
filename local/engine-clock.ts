import { join } from 'node:path';
import * as z from '../shared/contracts/zod.ts';
import { unreadableFile } from './engine/engine-unavailable-error.ts';
import { readFileIfThere } from './engine/read-file-if-there.ts';
import { writeFileAtomically } from './engine/write-file-atomically.ts';

/** SQS takes a message for a repeated one within five minutes (SQS developer guide, exactly-once processing). */
const SKIP_MS = 5 * 60_000 + 1_000;

const AheadSchema = z.object({ aheadMs: z.number().check(z.nonnegative()) });

/** The time of the embedded SQS and Secrets Manager: real time, and what was skipped. */
export interface EngineClock {
  readonly now: () => number;
  /** Skips SQS's deduplication interval. */
  readonly skip: () => void;
}

function readAhead(file: string, text: string): number {
  try {
    return AheadSchema.parse(JSON.parse(text)).aheadMs;
  } catch {
    throw unreadableFile(file);
  }
}

/**
 * Simulated days follow each other within seconds, but what one day offers again under its old id must not be taken for
 * the message of the day before. How far the clock is ahead is kept in `dir`, so that it never goes back.
 */
export function openEngineClock(dir: string | undefined): EngineClock {
  const file = dir === undefined ? undefined : join(dir, 'engine-clock.json');
  const text = file === undefined ? undefined : readFileIfThere(file);
  let aheadMs = file === undefined || text === undefined ? 0 : readAhead(file, text);
  return {
    now: () => Date.now() + aheadMs,
    skip: () => {
      aheadMs += SKIP_MS;
      if (dir === undefined || file === undefined) return;
      writeFileAtomically(file, JSON.stringify({ aheadMs }));
    },
  };
}
