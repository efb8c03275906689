import type { Carried } from '../../../core/ground/memory.ts';

/** Of every item, whatever its kind. */
const COMMON: ReadonlySet<string> = new Set(['pk', 'sk', 'ttl', 'v']);

/**
 * What an item holds beside the attributes of its schema: a newer release wrote it. It is put back as it is, so that a
 * release that was rolled back loses nothing of what the newer one will look for again. Made for no item but those: a run
 * reads a hundred thousand.
 */
export function carryUnknown(item: Readonly<Record<string, unknown>>, known: object): Carried {
  let unknown: Record<string, unknown> | undefined;
  for (const name in item) {
    if (name in known || COMMON.has(name)) continue;
    unknown ??= {};
    unknown[name] = item[name];
  }
  return unknown === undefined ? {} : { unknown };
}
