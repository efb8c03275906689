import { AWAITS_GROUP } from '../../../shared/core/ground/memory.ts';
import type { WireWorld } from './wire-world.ts';

type Item = Record<string, unknown>;

const record = (counts: ReadonlyMap<string, number>) => Object.fromEntries([...counts].sort());
const sorted = (lines: readonly string[]) => [...lines].sort();

/** What the sync remembers, but for versions and sequences, which grow with each try. */
function rememberOf(item: Item) {
  const { sk, s, f, h, b, m, g, r = {} } = item;
  return { sk, s, f, h, b, m, g, reserved: Object.keys(r as object) };
}

/** What deliver remembers, but for versions, sequences, times and Alleo's ids. */
function deliveredOf(item: Item) {
  const { sk, applied, grants, creating, last, alleoId } = item;
  const { code } = (last ?? {}) as { code?: string };
  return { sk, applied: Object.keys(applied as object).sort(), grants, creating, code, known: alleoId !== undefined };
}

function countedOf({ sk, counts, fields, budgetTotal, approvedCounts, approvedBudgetTotal }: Item) {
  return { sk, counts, fields, budgetTotal, approvedCounts, approvedBudgetTotal };
}

function openOf({ sk, c, a, r }: Item) {
  return { sk, code: c, attribute: a, kind: (r as { k?: string } | undefined)?.k };
}

function tenantOf({ status, flag, deliveryFlag, onceReadable, departmentsWithoutGroup, activatedAt }: Item) {
  return { status, flag, deliveryFlag, onceReadable, departmentsWithoutGroup, activated: activatedAt !== undefined };
}

/** Everything that must not depend on a fault. Grants by their ids: whoever applies them remembers each for ever. */
export async function outcomeOf(world: WireWorld) {
  const items = (await world.items()).sort((a, b) => (String(a['sk']) < String(b['sk']) ? -1 : 1));
  const of = <T>(prefix: string, view: (item: Item) => T) =>
    items.filter(({ pk, sk }) => pk === 'TENANT#acme' && String(sk).startsWith(prefix)).map(view);
  const budgets = world.budgets();
  const grants = budgets.filter(({ data }) => data.kind === 'grant-one-off-budget');
  const monthly = new Map(
    budgets.flatMap(({ subject, data }) =>
      data.kind === 'set-monthly-budget' ? [[`${subject} ${data.category}`, data.amount] as const] : [],
    ),
  );
  const { company } = world;
  return {
    accounts: sorted(company.ordered.map((account) => JSON.stringify({ ...account, id: undefined }))),
    creates: record(company.creates),
    activations: record(company.activations),
    deactivations: record(company.deactivations),
    repeatedActivations: company.repeatedActivations,
    grants: sorted([
      ...new Set(grants.map(({ subject, id, data }) => `${subject} ${id} ${'amount' in data && data.amount}`)),
    ]),
    monthly: Object.fromEntries([...monthly].sort()),
    employees: of('EMP#', rememberOf),
    outcomes: of('OUT#', deliveredOf),
    open: of('OPEN#', openOf).filter(({ code }) => code !== AWAITS_GROUP),
    awaitingGroup: of('OPEN#', openOf).filter(({ code }) => code === AWAITS_GROUP),
    ledger: of('LEDGER#', countedOf),
    approval: of('APPROVAL', ({ state }) => state),
    leases: of('LEASE', ({ sk }) => sk),
    tenant: items.filter(({ pk }) => pk === 'TENANTS').map(tenantOf),
    waiting: [world.bodies('tenants'), world.bodies('mutations')].flat(),
    dead: [world.bodies('tenantDeadLetters'), world.bodies('mutationDeadLetters')].flat(),
  };
}
