import { describe, expect, it } from 'vitest';
import type { PlayOptions } from './history.ts';
import { shrink } from './shrink.ts';

/** A game in which something is wrong as soon as both of these happened. */
const needs = ['edit 3', 'kill 5'];
const all = Array.from({ length: 40 }, (_, n) => [`edit ${n}`, `kill ${n}`]).flat();

async function play({ seed, spared = new Set() }: PlayOptions) {
  const happened = all.filter((one) => !spared.has(one));
  const isWrong = needs.every((one) => happened.includes(one));
  const violation = isWrong ? { rule: 'rule', what: `of ${happened.length}` } : undefined;
  return { seed, violation, happened, steps: 0, days: 0, story: [] };
}

describe('shrink', () => {
  it('leaves what the fault needs, and nothing else', async () => {
    const smallest = await shrink(play, await play({ seed: 1 }));
    expect(smallest.happened).toEqual(needs);
    expect(smallest.violation?.rule).toBe('rule');
  });
});
