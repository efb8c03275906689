import type { RunReport } from '../../shared/contracts/run-report.ts';
import { inWords, wrap } from './tables.ts';

type Held = RunReport['held'];

interface HeldPart {
  readonly kind: string;
  readonly code: string;
  readonly count: number;
}

/** What is held, apart by kind and code. */
function listHeld(held: Held): readonly HeldPart[] {
  return Object.entries(held).flatMap(([kind, { count, code, codes = { [code]: count } }]) =>
    Object.entries(codes).map(([one, many]) => ({ kind, code: one, count: many })),
  );
}

/** A line per kind and code. */
export function renderHeld(held: Held): string[] {
  return listHeld(held).map(({ kind, code, count }) =>
    wrap(`  held: ${count} ${kind}, ${code}: ${inWords(code)}`, '        '),
  );
}

/** What an approval would let out, by kind; what it only lets be counted is told apart. */
function nameReleased(held: Held): readonly string[] {
  const released = new Map<string, number>();
  for (const { kind, code, count } of listHeld(held)) {
    const name = code === 'TOO_MANY_MISSING' ? 'absences to be counted' : kind;
    if (code !== 'SEVERAL_MONTHLY_BUDGETS') released.set(name, (released.get(name) ?? 0) + count);
  }
  return [...released].map(([name, count]) => `${count} ${name}`);
}

/** How what is held is let out, all of it by one digest; `letter`: the option for the customer's language. */
export function renderRelease({ tenantId, held, digest, code }: RunReport, letter = ''): string[] {
  if (code === 'FIRST_RUN_CHANGED') return [`To look at it anew: personio-sync preview ${tenantId}`];
  const released = nameReleased(held);
  if (released.length === 0)
    return [`Nothing to approve: the customer mends it (personio-sync issues ${tenantId}${letter}).`];
  return [
    wrap(`To release all of it (${released.join(', ')}):`),
    `  personio-sync approve ${tenantId} --digest ${digest ?? ''}`,
  ];
}
