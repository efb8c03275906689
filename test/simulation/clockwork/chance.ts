/** What is drawn for one history: everything from its seed, by the name of what is drawn and how often it was before. */
export interface Chance {
  /** From 0 to below 1. */
  draw(name: string): number;
  /** A whole number from `least` to `most`. */
  between(name: string, least: number, most: number): number;
  pick<T>(name: string, list: readonly T[]): T;
  /**
   * Whether something out of the ordinary happens. Each that does is kept in `happened` by its name and number; one in
   * `spared` does not happen, which is how a history is made smaller.
   */
  strikes(name: string, share: number): boolean;
  readonly happened: readonly string[];
}

function hash(text: string): number {
  let h = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 16_777_619);
  return h >>> 0;
}

function mix(a: number, b: number): number {
  let h = Math.imul(a ^ (a >>> 16), 0x85eb_ca6b) ^ b;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  h = Math.imul(h ^ (h >>> 16), 0x27d4_eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}

interface Stream {
  readonly root: number;
  count: number;
}

/**
 * Each name has numbers of its own: what is spared under one name leaves those of the others as they were, so that a
 * smaller history is still much like the first one.
 */
export function createChance(seed: number, spared: ReadonlySet<string> = new Set()): Chance {
  const streams = new Map<string, Stream>();
  const happened: string[] = [];
  const next = (name: string): { readonly value: number; readonly nth: number } => {
    let stream = streams.get(name);
    if (stream === undefined) {
      stream = { root: mix(hash(name), mix(seed, 0x9e37_79b9)), count: 0 };
      streams.set(name, stream);
    }
    stream.count += 1;
    return { value: mix(stream.root, stream.count) / 4_294_967_296, nth: stream.count };
  };
  const between = (name: string, least: number, most: number) =>
    least + Math.floor(next(name).value * (most - least + 1));
  return {
    happened,
    draw: (name) => next(name).value,
    between,
    pick: (name, list) => {
      const one = list[between(name, 0, list.length - 1)];
      if (one === undefined) throw new Error(`nothing to pick from: ${name}`);
      return one;
    },
    strikes: (name, share) => {
      if (share <= 0) return false;
      const { value, nth } = next(name);
      if (value >= share) return false;
      const id = `${name} ${nth}`;
      if (spared.has(id)) return false;
      happened.push(id);
      return true;
    },
  };
}
