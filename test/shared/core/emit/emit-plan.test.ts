import { describe, expect, it } from 'vitest';
import type { UserMutation } from '../../../../shared/contracts/user-mutation.ts';
import { desiredProfile, profileContent } from '../../../../shared/core/compare/profile.ts';
import { emitPlan } from '../../../../shared/core/emit/emit-plan.ts';
import { startEmitting } from '../../../../shared/core/emit/emit-state.ts';
import type { LedgerDay, OpenItem, Reservation } from '../../../../shared/core/ground/memory.ts';
import type { Emission } from '../../../../shared/core/hold/assemble.ts';
import type { MemoryWrite } from '../../../../shared/core/ports/table.ts';
import { WRITES_PER_TRANSACTION } from '../../../../shared/core/ports/table.ts';
import type { Situation } from '../build.ts';
import { fingerprints, ledgerDay, memoryOf, people, person, plan, remembered, TODAY, tenant } from '../build.ts';

type Step = { readonly write: readonly MemoryWrite[] } | { readonly send: readonly UserMutation[] };

interface Options {
  readonly emissions?: readonly Emission[];
  readonly keepsOpenItems?: boolean;
  readonly mayGoOn?: () => boolean;
}

/** Emits the plan of a situation, under no limits, and gives each step in order. */
async function emit(situation: Situation, options: Options = {}) {
  const steps: Step[] = [];
  const memory = memoryOf(situation);
  const context = { today: TODAY, startedAt: new Date('2026-12-01T03:00:00Z'), fingerprints };
  const state = startEmitting({ tenantId: 'acme', runId: 'r', step: 0 }, tenant, memory, context, 7);
  const deps = {
    memory: {
      write: async (_lease: unknown, writes: readonly MemoryWrite[]) => {
        steps.push({ write: writes });
      },
    },
    mutations: {
      sendMutations: async (_tenantId: string, mutations: readonly UserMutation[]) => {
        steps.push({ send: mutations });
        return [];
      },
    },
    keepsOpenItems: options.keepsOpenItems ?? true,
    mayGoOn: options.mayGoOn ?? (() => true),
  };
  const wide = { activateFloor: 1000, deactivateFloor: 1000, deactivateWeekFloor: 1000, updateFloor: 1000 };
  const emissions = options.emissions ?? plan({ ...situation, policies: wide }).plan.emissions;
  const isDone = await emitPlan(deps, state, emissions);
  return { steps, state, isDone, shape: steps.map(describeStep) };
}

function describeStep(step: Step): string {
  if ('send' in step) return `send ${step.send.length}`;
  const counts = new Map<string, number>();
  for (const one of step.write) {
    const name = 'put' in one ? `put ${one.put}` : `delete ${one.delete}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return `write ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}`;
}

const ledgerIn = (step: Step | undefined): LedgerDay | undefined => {
  const found =
    step !== undefined && 'write' in step ? step.write.find((one) => 'put' in one && one.put === 'ledger') : undefined;
  return found !== undefined && 'put' in found && found.put === 'ledger' ? found.item : undefined;
};
const openItem = (employeeId: string, stream: OpenItem['stream'], reservation: Reservation): OpenItem => ({
  employeeId,
  stream,
  reservation,
  offeredOn: '2026-11-30',
});
const reservation = (changes: Partial<Reservation> = {}): Reservation => ({
  kind: 'update',
  sequence: 5_000,
  content: 'x',
  reason: 'EMPLOYED',
  changed: ['email'],
  at: '2026-11-30T03:00:00.000Z',
  ...changes,
});

describe('reserve, emit, confirm', () => {
  it('goes chunk by chunk, four whole batches of the queue in each', async () => {
    const { shape, state, isDone } = await emit({ employees: people(100) });
    const chunk = (count: number) => [
      `write ${count} put employee, ${count} put open, 1 put ledger`,
      `send ${count}`,
      `write ${count} put employee`,
    ];
    expect(shape).toEqual([...chunk(40), ...chunk(40), ...chunk(20)]);
    expect(isDone).toBe(true);
    expect(state.emitted).toHaveLength(100);
  });

  it('does nothing where there is nothing', async () => {
    expect(await emit({ employees: [] })).toMatchObject({ shape: [], isDone: true });
  });

  it('stops between two chunks near the deadline, and leaves nothing half-done', async () => {
    let asked = 0;
    const mayGoOn = () => {
      asked += 1;
      return asked < 3;
    };
    const { shape, isDone, state } = await emit({ employees: people(100) }, { mayGoOn });
    expect(isDone).toBe(false);
    expect(shape).toHaveLength(6);
    expect(state.emitted).toHaveLength(80);
  });

  it('writes no open item in mode queue: nobody would close it', async () => {
    const { shape } = await emit({ employees: people(1) }, { keepsOpenItems: false });
    expect(shape).toEqual(['write 1 put employee, 1 put ledger', 'send 1', 'write 1 put employee']);
  });

  it("counts on in the day's own ledger", async () => {
    const ledger = [
      ledgerDay('2026-11-30', { counts: { activate: 9 } }),
      ledgerDay(TODAY, { base: 50, counts: { activate: 2 } }),
    ];
    const { steps } = await emit({ employees: people(1), ledger });
    expect(ledgerIn(steps[0])).toMatchObject({ date: TODAY, base: 50, counts: { activate: 3 } });
    expect(ledgerIn((await emit({ employees: people(1) })).steps[0])).toMatchObject({
      base: 7,
      counts: { activate: 1 },
    });
  });
});

describe('a deactivation', () => {
  const left = (id: string) => person(id, { status: 'inactive' });
  const opens = (id: string) => [
    openItem(id, 'monthly:all', reservation({ kind: 'set-monthly-budget' })),
    openItem(id, 'monthly:health', reservation({ kind: 'set-monthly-budget' })),
    openItem(id, 'grant:all:1', reservation({ kind: 'grant-one-off-budget', grant: 1 })),
  ];

  it('closes monthly amounts that are still open, and no grant', async () => {
    const situation = {
      employees: [left('1'), person('2')],
      memory: [remembered(person('1')), remembered(person('2'))],
    };
    const { steps } = await emit({ ...situation, open: [...opens('1'), ...opens('2')] });
    const [first] = steps;
    if (first === undefined || !('write' in first)) throw new Error('nothing was written');
    expect(first.write.filter((one) => 'delete' in one)).toEqual([
      { delete: 'open', employeeId: '1', stream: 'monthly:all' },
      { delete: 'open', employeeId: '1', stream: 'monthly:health' },
    ]);
  });

  it('never makes a transaction too large, however much is open', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => String(n + 1));
    const staying = ids.map((id) => person(`s${id}`));
    const memory = [...ids.map((id) => person(id)), ...staying].map((one) => remembered(one));
    const employees = [...ids.map(left), ...staying];
    const { steps, shape } = await emit({ employees, memory, open: ids.flatMap(opens) });
    for (const step of steps)
      if ('write' in step) expect(step.write.length).toBeLessThanOrEqual(WRITES_PER_TRANSACTION);
    // Four writes each and the ledger: twenty-four fit.
    expect(shape.filter((line) => line.startsWith('send'))).toEqual(['send 24', 'send 16']);
  });

  it('is the only kind that closes them', async () => {
    const situation = { employees: [person('1', { department: 'Sales' })], memory: [remembered(person('1'))] };
    const { shape } = await emit({ ...situation, open: opens('1') });
    expect(shape[0]).toBe('write 1 put employee, 1 put open, 1 put ledger');
  });
});

describe('what was sent before', () => {
  it('that may have been sent goes out as it was, with no reservation and no count of its own', async () => {
    const now = person('1', { department: 'Sales' });
    const stored = remembered(person('1'));
    const content = profileContent(desiredProfile(now, stored, TODAY), fingerprints);
    const reserved = reservation({ content, changed: ['department'] });
    const { shape, steps } = await emit({
      employees: [now],
      memory: [{ ...stored, reservations: { profile: reserved } }],
    });
    expect(shape).toEqual(['send 1', 'write 1 put employee']);
    const [sent] = steps;
    expect(sent).toMatchObject({ send: [{ time: reserved.at, data: { sequence: 5_000, changed: ['department'] } }] });
  });

  it('that is offered again is written down as offered today, and confirmed already', async () => {
    const situation = { employees: [person('1')], memory: [remembered(person('1'))] };
    const item = openItem('1', 'profile', reservation());
    const { shape, steps } = await emit({ ...situation, open: [item] });
    expect(shape).toEqual(['write 1 put open', 'send 1']);
    expect(steps[0]).toEqual({ write: [{ put: 'open', item: { ...item, offeredOn: TODAY } }] });
  });
});

describe('what is only remembered', () => {
  it('is confirmed before anything is sent, and not sent, counted or told as emitted', async () => {
    const employees = [person('1', { budgets: { 'oneoff:all': '10' } })];
    const { emissions } = plan({ employees }).plan;
    const silent = emissions.map((one) => ({ ...one, silent: one.draft.budget !== undefined }));
    const { shape, steps, state } = await emit({ employees }, { emissions: silent });
    const first = 'write 1 put employee';
    expect(shape).toEqual([first, 'write 1 put employee, 1 put open, 1 put ledger', 'send 1', 'write 1 put employee']);
    expect(ledgerIn(steps[1])).toMatchObject({ counts: { activate: 1 }, budgetTotal: '0.00' });
    expect(state.emitted.map((draft) => draft.kind)).toEqual(['activate']);
    expect(state.employees.get('1')?.budgets['oneoff:all']).toMatchObject({ grant: 1 });
  });
});
