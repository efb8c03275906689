import type { SpelledField } from '../../../contracts/attributes.ts';
import { COMPARED_FIELDS, SPELLED_FIELDS } from '../../../contracts/attributes.ts';
import { CalendarDateSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';
import { type BudgetMemory, type Carried, type EmployeeMemory } from '../../../core/ground/memory.ts';
import { canonicalKey } from '../../../core/ground/streams.ts';
import { fromReservationItem, ReservationItemSchema, toReservationItem } from './reservation-item.ts';
import { carryUnknown } from './unknown-attributes.ts';

/** Between the fingerprints of `f` and `w`; base64url has no space. */
const SEPARATOR = ' ';

/** One pattern for all of them: a schema of its parts would cost more than the rest of the item, a hundred thousand times. */
const atLeast = (fields: number) => new RegExp(`^[^${SEPARATOR}]*(?:${SEPARATOR}[^${SEPARATOR}]*){${fields - 1},}$`);

/** As many as the first items had that had any. */
const FINGERPRINTS = atLeast(7);
const FOLDED = atLeast(3);

/**
 * Employee memory. Names are short because a run reads all of these and names are paid for:
 * `n` version, `s` status (a, i), `q` sequence, `k` key id, `h` settled, `g` gone since,
 * `f` the fields' fingerprints in the order of COMPARED_FIELDS, separated by spaces, empty where there is none (a field
 * that a later release compares stands behind them: an older item lacks it, an older release carries it along),
 * `w` the folded ones in the order of SPELLED_FIELDS, as `f`, each behind the beginning of what it is the folded one of:
 * a release without it that was rolled back to carries it along, and writes over `f`,
 * `b` budgets (`a` amount, `g` grant, `e` empty since), `r` reservations by stream,
 * `m` missing (`s` since, `l` last day, `d` days, `a` allowed), `i` former ids,
 * `l` the last changes.
 */
export const EmployeeItemSchema = z.object({
  v: z.literal(1),
  sk: z.string().check(z.regex(/^EMP#./)),
  n: z.int().check(z.positive()),
  s: z.enum(['a', 'i']),
  q: z.int().check(z.nonnegative()),
  k: z.string(),
  h: z.exactOptional(z.string()),
  f: z.string().check(z.regex(FINGERPRINTS)),
  w: z.exactOptional(z.string().check(z.regex(FOLDED))),
  b: z.exactOptional(
    z.record(
      z.string(),
      z.object({
        a: z.string(),
        g: z.exactOptional(z.int().check(z.positive())),
        e: z.exactOptional(CalendarDateSchema),
      }),
    ),
  ),
  r: z.exactOptional(z.record(z.string(), ReservationItemSchema)),
  m: z.exactOptional(
    z.object({
      s: CalendarDateSchema,
      // Empty text: an earlier release wrote it for nobody counted yet.
      l: z.exactOptional(z.union([CalendarDateSchema, z.literal('')])),
      d: z.int().check(z.nonnegative()),
      a: z.exactOptional(z.boolean()),
    }),
  ),
  g: z.exactOptional(CalendarDateSchema),
  i: z.exactOptional(z.array(z.string())),
  l: z.exactOptional(z.string()),
});
type EmployeeItem = z.infer<typeof EmployeeItemSchema>;

/** The attributes beside the key; `version` is stored as given. */
export function toEmployeeItem(memory: EmployeeMemory, version: number): Omit<EmployeeItem, 'sk'> {
  const { status, sequence, keyId, settled, fields, folded, budgets, reservations } = memory;
  const { missing, goneSince, formerIds, history } = memory;
  const { f: laterFields, ...unknown } = memory.unknown ?? {};
  const fingerprints = COMPARED_FIELDS.map((field) => fields[field] ?? '');
  if (fingerprints.some((text) => text.includes(SEPARATOR))) throw new Error('a fingerprint cannot contain a space');
  return {
    ...unknown,
    v: 1,
    n: version,
    s: status === 'active' ? 'a' : 'i',
    q: sequence,
    k: keyId,
    f: [...fingerprints, ...(typeof laterFields === 'string' ? [laterFields] : [])].join(SEPARATOR),
    ...(folded !== undefined && { w: writeFolded(fields, folded) }),
    ...(settled !== undefined && { h: settled }),
    ...(hasAny(budgets) && { b: mapValues(budgets, toBudgetItem) }),
    ...(hasAny(reservations) && { r: mapValues(reservations, toReservationItem) }),
    ...(missing !== undefined && {
      m: {
        s: missing.since,
        ...(missing.lastDay !== undefined && { l: missing.lastDay }),
        d: missing.days,
        ...(missing.allowed !== undefined && { a: missing.allowed }),
      },
    }),
    ...(goneSince !== undefined && { g: goneSince }),
    ...(formerIds !== undefined && { i: [...formerIds] }),
    ...(history !== undefined && { l: history }),
  };
}

/** `raw`: the item as it came, which tells what a newer release stored beside the attributes known here. */
export function fromEmployeeItem(item: EmployeeItem, raw: Readonly<Record<string, unknown>>): EmployeeMemory {
  const { sk, n, s, q, k, h, f, w, b, r, m, g, i, l } = item;
  const fingerprints = f.split(SEPARATOR);
  const fields = nameFields(COMPARED_FIELDS, fingerprints);
  const folded = w === undefined ? undefined : readFolded(fields, w);
  return {
    employeeId: sk.slice('EMP#'.length),
    version: n,
    status: s === 'a' ? 'active' : 'inactive',
    sequence: q,
    keyId: k,
    fields,
    ...(folded !== undefined && { folded }),
    budgets: b === undefined ? {} : renameKeys(mapValues(b, fromBudgetItem)),
    reservations: r === undefined ? {} : renameKeys(mapValues(r, fromReservationItem)),
    ...(h !== undefined && { settled: h }),
    ...(m !== undefined && {
      missing: { since: m.s, ...(m.l && { lastDay: m.l }), days: m.d, ...(m.a !== undefined && { allowed: m.a }) },
    }),
    ...(g !== undefined && { goneSince: g }),
    ...(i !== undefined && { formerIds: i }),
    ...(l !== undefined && { history: l }),
    ...carryUnknownOf(raw, fingerprints),
  };
}

/** What a newer release stored; the fingerprints of fields that only it compares, under `f`. */
function carryUnknownOf(raw: Readonly<Record<string, unknown>>, fingerprints: readonly string[]): Carried {
  const carried = carryUnknown(raw, EmployeeItemSchema.shape);
  if (fingerprints.length <= COMPARED_FIELDS.length) return carried;
  return { unknown: { ...carried.unknown, f: fingerprints.slice(COMPARED_FIELDS.length).join(SEPARATOR) } };
}

function nameFields<F extends string>(names: readonly F[], fingerprints: readonly string[]): { [N in F]?: string } {
  const fields: { [N in F]?: string } = {};
  let index = 0;
  for (const field of names) {
    const fingerprint = fingerprints[index];
    if (fingerprint) fields[field] = fingerprint;
    index += 1;
  }
  return fields;
}

/** How much of a fingerprint tells that it is still the same: 24 bits. */
const BEGINNING = 4;
const beginningOf = (fields: EmployeeMemory['fields'], field: SpelledField) =>
  (fields[field] ?? '').slice(0, BEGINNING);

function writeFolded(fields: EmployeeMemory['fields'], folded: NonNullable<EmployeeMemory['folded']>): string {
  return SPELLED_FIELDS.map((field) => `${beginningOf(fields, field)}${folded[field] ?? ''}`).join(SEPARATOR);
}

/** `undefined` where they are of other values than those that were sent last. */
function readFolded(fields: EmployeeMemory['fields'], w: string): EmployeeMemory['folded'] {
  const parts = w.split(SEPARATOR);
  const beginnings = SPELLED_FIELDS.map((field) => beginningOf(fields, field));
  if (beginnings.some((beginning, index) => !parts[index]?.startsWith(beginning))) return undefined;
  return nameFields(
    SPELLED_FIELDS,
    beginnings.map((beginning, index) => parts[index]?.slice(beginning.length) ?? ''),
  );
}

type BudgetItem = NonNullable<EmployeeItem['b']>[string];

function toBudgetItem({ amount, grant, emptySince }: BudgetMemory): BudgetItem {
  return { a: amount, ...(grant !== undefined && { g: grant }), ...(emptySince !== undefined && { e: emptySince }) };
}

function fromBudgetItem({ a, g, e }: BudgetItem): BudgetMemory {
  return { amount: a, ...(g !== undefined && { grant: g }), ...(e !== undefined && { emptySince: e }) };
}

function hasAny(record: object): boolean {
  return Object.keys(record).length > 0;
}

/** A key that is stored in another spelling is the same field: an amount of it is not granted twice. */
function renameKeys<A>(record: { readonly [key: string]: A }): Record<string, A> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [canonicalKey(key), value]));
}

function mapValues<A, B>(record: { readonly [key: string]: A }, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
