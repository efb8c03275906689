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
  let tries = 0;
  const attempt = async (more: readonly string[]): Promise<boolean> => {
    tries += 1;
    const without = new Set([...spared, ...more]);
    const played = await play({ seed: first.seed, spared: without });
    const isSame = played.violation?.rule === first.violation?.rule;
    if (!isSame || played.happened.length >= best.happened.length) return false;
    spared = without;
    best = played;
    return true;
  };
  for (let size = Math.ceil(best.happened.length / 2); size >= 1 && tries < MOST_TRIES; ) {
    let isSmaller = false;
    for (let from = 0; from < best.happened.length && tries < MOST_TRIES; ) {
      if (await attempt(best.happened.slice(from, from + size))) isSmaller = true;
      else from += size;
    }
    if (size === 1 && !isSmaller) break;
    size = isSmaller ? Math.min(size, Math.max(1, best.happened.length)) : Math.floor(size / 2);
  }
  return await play({ seed: first.seed, spared, isTold: true });
}
