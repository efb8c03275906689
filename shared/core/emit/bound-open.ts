import type { OpenItem } from '../ground/memory.ts';
import { streamKey } from '../ground/streams.ts';
import type { Emission } from '../hold/assemble.ts';

/** What is only remembered, before anything is sent; not of whom passes to another id later: theirs comes with that. */
function listSilent(later: readonly Emission[]): readonly Emission[] {
  const passing = new Set(later.flatMap(({ draft }) => (draft.pass === undefined ? [] : [draft.employeeId])));
  return later.filter(({ silent, draft }) => silent && !passing.has(draft.employeeId));
}

/**
 * The first of these emissions, in their order, with which no more than `most` mutations of the tenant are on their way:
 * one customer's backlog must not hide the others' messages (decisions/13). And all that are not sent. `open`: what earlier runs left open; of one
 * that says why, delivery has been.
 */
export function boundOpen(
  emissions: readonly Emission[],
  open: readonly OpenItem[],
  most: number,
): readonly Emission[] {
  const onTheWay = new Set(open.filter(({ code }) => code === undefined).map(streamKey));
  for (const [index, { draft, silent }] of emissions.entries()) {
    if (silent || onTheWay.has(streamKey(draft))) continue;
    if (onTheWay.size >= most) return [...emissions.slice(0, index), ...listSilent(emissions.slice(index))];
    onTheWay.add(streamKey(draft));
  }
  return emissions;
}
