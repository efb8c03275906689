import type { Played } from './history.ts';
import type { PlayHistory } from './play-in-thread.ts';

/** So many histories are played to make one smaller. */
const MOST_TRIES = 400;

/**
 * The smallest history found that breaks the same rule: of all that went wrong or was done, as much as possible is left
 * out, in halves, then in smaller parts, until nothing more can be.
 */
export async function shrink(play: PlayHistory, first: Played): Promise<Played> {
  let best = first;
  let spared = new Set<string>();
  let triesLeft = MOST_TRIES;
  const attempt = async (more: readonly string[]): Promise<boolean> => {
    triesLeft -= 1;
    const without = new Set([...spared, ...more]);
    const played = await play({ seed: first.seed, spared: without });
    const isSame = played.violation?.rule === first.violation?.rule;
    if (!isSame || played.happened.length >= best.happened.length) return false;
    spared = without;
    best = played;
    return true;
  };
  /** Leaves out so many at once, wherever that can be done. */
  const thin = async (size: number): Promise<boolean> => {
    let isSmaller = false;
    let from = 0;
    while (from < best.happened.length) {
      if (triesLeft <= 0) return false;
      if (await attempt(best.happened.slice(from, from + size))) isSmaller = true;
      else from += size;
    }
    return isSmaller;
  };
  for (let size = Math.ceil(best.happened.length / 2); size >= 1; ) {
    if (!(await thin(size))) size = Math.floor(size / 2);
  }
  return await play({ seed: first.seed, spared, isTold: true });
}
