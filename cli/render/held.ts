import { inWords } from '../../shared/contracts/codes/codes.ts';
import { holdOf } from '../../shared/contracts/codes/reasons.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { wrap } from './tables.ts';

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
    const approval = holdOf(code)?.approval ?? 'releases';
    const name = approval === 'counts' ? 'absences to be counted' : kind;
    if (approval !== 'nothing') released.set(name, (released.get(name) ?? 0) + count);
  }
  return [...released].map(([name, count]) => `${count} ${name}`);
}

/** Grants that may have been paid under another id: who approves says which of the two it is. */
function countPerhapsPaid(held: Held): number {
  const paid = listHeld(held).filter(({ code }) => code === 'GRANTED_UNDER_ANOTHER_ID');
  return paid.reduce((sum, { count }) => sum + count, 0);
}

/** How what is held is let out, all of it by one digest; `letter`: the option for the customer's language. */
export function renderRelease({ tenantId, held, digest, code, approval }: RunReport, letter = ''): string[] {
  if (code === 'FIRST_RUN_CHANGED') return [`To look at it again: personio-sync preview ${tenantId}`];
  const released = nameReleased(held);
  if (released.length === 0)
    return [`Nothing to approve: the customer fixes it (personio-sync issues ${tenantId}${letter}).`];
  // The digest of a first plan is that of all of it, sent by now: what it held has one of its own.
  if (approval?.result === 'released' && approval.digest === digest)
    return [
      wrap(`To release it (${released.join(', ')}), with the digest that it shows:`),
      `  personio-sync preview ${tenantId}`,
    ];
  const approve = `  personio-sync approve ${tenantId} --digest ${digest ?? ''}`;
  const perhapsPaid = countPerhapsPaid(held);
  if (perhapsPaid === 0) return [wrap(`To release all of it (${released.join(', ')}):`), approve];
  return [
    wrap(
      `To release all of it (${released.join(', ')}) without paying what may be paid (${perhapsPaid}): it is only remembered as paid:`,
    ),
    `${approve} --without-one-off`,
    wrap(`To release all of it and pay these ${perhapsPaid}, once it is sure that nobody got them before:`),
    approve,
  ];
}
