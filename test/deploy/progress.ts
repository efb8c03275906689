import { setTimeout as wait } from 'node:timers/promises';

/** What was expected and not seen. The message is the finding. */
export class NotSeenError extends Error {
  override readonly name = 'NotSeenError';
}

/** Throws `NotSeenError` with the sentence unless it holds. */
export function expectThat(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new NotSeenError(sentence);
}

/** Throws `NotSeenError` unless both are the same as JSON. */
export function expectSame(what: string, seen: unknown, wanted: unknown): void {
  const [left, right] = [JSON.stringify(seen), JSON.stringify(wanted)];
  expectThat(left === right, `${what}: expected ${right}, saw ${left}.`);
}

/** Tries until there is an answer, with a second between two tries. Throws `NotSeenError` that names what was waited for, after so many seconds. */
export async function waitFor<T>(
  what: string,
  seconds: number,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new NotSeenError(`Waited ${seconds} s in vain: ${what}.`);
    await wait(1_000);
  }
}

const begun = performance.now();
const clock = (): string => `${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s`;

/** A heading, with the time since the beginning. */
export function tellChapter(title: string): void {
  console.log(`\n${clock()}  ${title}`);
}

/** Something that was seen to be true. */
export function tellSeen(fact: string): void {
  console.log(`        ✓ ${fact}`);
}

/** Something that this emulator cannot show, and what covers it otherwise. */
export function tellGap(gap: string): void {
  console.log(`        – ${gap}`);
}
