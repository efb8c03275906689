import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/core/ground/calendar.ts';
import type { Employee, Reading } from '../../shared/core/ground/employee.ts';
import type { LedgerDay } from '../../shared/core/ground/memory.ts';
import type { FaultKind } from '../fakes/gatekeeper.ts';
import { World } from '../fakes/world.ts';
import type { Day } from './arbitraries.ts';
import { FIRST_DAY, history, staff, valueEdit } from './arbitraries.ts';
import { apply, begin, live } from './live.ts';
import { SEED } from './seed.ts';

const RUNS = Number(process.env['LAW_RUNS'] ?? 30);
const NO_LIMITS = {
  deactivateFloor: 1000,
  deactivateWeekFloor: 1000,
  activateFloor: 1000,
  updateFloor: 1000,
  moneyFloor: '999999999.00',
};

const check = (property: fc.IAsyncProperty<[{ staff: Employee[]; days: Day[] }]>) =>
  fc.assert(property, { numRuns: RUNS, seed: SEED });
const shape = (world: World) => world.sent.map((one) => `${one.data.kind} ${one.subject} ${one.id}`);

describe('laws over histories of several days', { timeout: 120_000 + RUNS * 100 }, () => {
  it('a second run of the same day emits nothing', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        await live(world, days, async ({ date }) => {
          const sent = world.sent.length;
          await world.day(date);
          expect(shape(world).slice(sent)).toEqual([]);
        });
      }),
    ));

  it('a preview plans what the run does: same emissions, holds and digest', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        let date = FIRST_DAY;
        for (const day of days) {
          date = addDays(date, day.gap);
          world.date = date;
          for (const edit of day.edits) apply(world, edit);
          const previewed = await world.prepare();
          const sent = world.sent.length;
          const report = await world.day(date);
          if ('gate' in previewed) expect(report.code).toBe(previewed.gate.code);
          else {
            const { plan } = previewed.resolved;
            expect(report.digest).toBe(plan.digest);
            expect(
              shape(world)
                .slice(sent)
                .map((line) => line.split(' ').slice(0, 2).join(' ')),
            ).toEqual(plan.emissions.map((one) => `${one.draft.kind} ${one.draft.employeeId}`));
            expect(Object.values(report.held).reduce((sum, held) => sum + held.count, 0)).toBe(plan.held.length);
          }
        }
      }),
    ));

  it('the order of rows does not matter', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        await live(world, days.slice(0, -1));
        for (const edit of days.at(-1)?.edits ?? []) apply(world, edit);
        world.date = addDays(world.date, 1);
        const forward = await world.prepare();
        world.personio.employees = new Map([...world.personio.employees].reverse());
        const backward = await world.prepare();
        if ('gate' in forward || 'gate' in backward) expect(backward).toEqual(forward);
        else {
          expect(backward.resolved.plan.digest).toBe(forward.resolved.plan.digest);
          expect(backward.resolved.plan.emissions).toEqual(forward.resolved.plan.emissions);
          expect(backward.resolved.plan.held).toEqual(forward.resolved.plan.held);
        }
      }),
    ));

  it('ids are unique, and the same when history repeats itself', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        await live(world, days);
        const again = await begin(first);
        await live(again, days);
        expect(again.sent).toEqual(world.sent);
        const said = new Map<string, string>();
        for (const one of world.sent) {
          // A message goes out twice only while it is open, and then says the same.
          expect(said.get(one.id) ?? JSON.stringify(one.data)).toBe(JSON.stringify(one.data));
          said.set(one.id, JSON.stringify(one.data));
        }
      }),
    ));

  it('no listing that is a subset of the last one deactivates anyone in the same run', () =>
    fc.assert(
      fc.asyncProperty(staff, fc.array(fc.nat({ max: 40 }), { maxLength: 20 }), async (first, gone) => {
        const world = await begin(first, { policies: NO_LIMITS });
        for (const n of gone) apply(world, { edit: 'remove', who: n });
        const sent = world.sent.length;
        const before = world.alleo.state();
        await world.day(addDays(FIRST_DAY, 1));
        expect(shape(world).slice(sent)).toEqual([]);
        expect(world.alleo.state()).toEqual(before);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  it('never more than the limit is emitted without approval, on any day and over any seven', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        await live(world, days);
        const ledger: LedgerDay[] = [...(world.store.state.tenants.get('acme')?.ledger.values() ?? [])];
        for (const day of ledger) {
          const { deactivate = 0, activate = 0 } = day.counts;
          expect(deactivate).toBeLessThanOrEqual(Math.max(3, day.base * 0.1));
          if (day.base >= 2) expect(deactivate).toBeLessThanOrEqual(day.base / 2);
          expect(activate).toBeLessThanOrEqual(Math.max(10, day.base * 0.2));
          const week = ledger.filter((one) => one.date > addDays(day.date, -7) && one.date <= day.date);
          const total = week.reduce((sum, one) => sum + (one.counts.deactivate ?? 0), 0);
          if (deactivate > 0) expect(total).toBeLessThanOrEqual(Math.max(5, day.base * 0.2));
        }
        // The ledger is what was really sent.
        const sent = new Set(world.sent.filter((one) => one.data.kind === 'deactivate').map((one) => one.id)).size;
        const counted = ledger.reduce(
          (sum, one) => sum + (one.counts.deactivate ?? 0) + (one.approvedCounts.deactivate ?? 0),
          0,
        );
        expect(sent).toBe(counted);
      }),
    ));

  it('nobody gets a mutation who was neither touched nor waiting, but for dates that pass', () =>
    check(
      fc.asyncProperty(history(valueEdit), async ({ staff: first, days }) => {
        const world = await begin(first, { policies: NO_LIMITS });
        // Touched since the last plan, or kept waiting by it: held, or one of two people with the same e-mail.
        const due = new Set<string>();
        let planned = FIRST_DAY;
        await live(world, days, ({ date, touched, sentBefore }) => {
          for (const id of touched) due.add(id);
          const passes = (reading: Reading | undefined) =>
            typeof reading === 'string' && planned <= reading && reading <= date;
          for (const one of world.sent.slice(sentBefore)) {
            const offeredAgain = world.sent.slice(0, sentBefore).some((before) => before.id === one.id);
            const budget = !('reason' in one.data);
            const employee = world.personio.employees.get(one.subject);
            const dated = passes(employee?.hire_date) || passes(employee?.termination_date);
            expect(due.has(one.subject) || offeredAgain || dated || budget).toBe(true);
          }
          const report = world.reports.at(-1);
          if (report === undefined || report.status === 'failed') return;
          planned = date;
          due.clear();
          for (const { code, employeeId } of report.issues)
            if (employeeId !== undefined && code === 'DUPLICATE_EMAIL') due.add(employeeId);
          for (const { kind, employeeId } of world.heldPlan()) if (!kind.endsWith('budget')) due.add(employeeId);
        });
      }),
    ));

  it('every person of a listing gets exactly one reason, every day', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        await live(world, days, () => {
          const report = world.reports.at(-1);
          if (report === undefined || report.status === 'failed') return;
          const sum = Object.values(report.decisions).reduce((total, count) => total + count, 0);
          expect(sum).toBe(report.listed);
          expect(report.listed + report.missing).toBeGreaterThanOrEqual(
            world.personio.employees.size - world.personio.hidden.size,
          );
        });
      }),
    ));

  it('nobody is granted the same number twice, nor activated while active', () =>
    check(
      fc.asyncProperty(history(), async ({ staff: first, days }) => {
        const world = await begin(first);
        await live(world, days);
        const grants = world.budgets.flatMap(({ subject, data }) =>
          data.kind === 'grant-one-off-budget' ? [`${subject} ${data.category} ${data.grant}`] : [],
        );
        expect(new Set(grants).size).toBe(grants.length);
        expect(world.alleo.repeatedActivations).toBe(0);
      }),
    ));

  it("a neighbour on the same table changes nothing: no tenant's data reaches another's mutations", () =>
    fc.assert(
      fc.asyncProperty(history(), history(), async (mine, theirs) => {
        const alone = await begin(mine.staff);
        await live(alone, mine.days);
        const world = await begin(mine.staff);
        // The same Personio ids and e-mails, another company.
        const neighbour = await World.activated(
          { employees: theirs.staff, tenantId: 'neighbour', shared: world.store.state },
          FIRST_DAY,
        );
        const days = [...theirs.days];
        await live(world, mine.days, async ({ date }) => {
          for (const edit of days.shift()?.edits ?? []) if (edit.edit !== 'join') apply(neighbour, edit);
          await neighbour.day(date);
        });
        expect(world.sent).toEqual(alone.sent);
        expect(world.reports).toEqual(alone.reports.map((report) => ({ ...report, durationMs: expect.any(Number) })));
        expect(world.alleo.state()).toEqual(alone.alleo.state());
        expect(new Set([...neighbour.sent, ...neighbour.budgets].map((one) => one.tenantid))).not.toContain('acme');
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  it('a fault at any call, then a rerun, ends in the same Alleo', () =>
    fc.assert(
      fc.asyncProperty(
        history(),
        fc.nat(),
        fc.constantFrom<FaultKind>('fail-before', 'fail-after', 'kill-before', 'kill-after'),
        async ({ staff: first, days }, drawn, kind) => {
          const plain = await begin(first);
          await live(plain, days);
          const world = await begin(first);
          world.gate.fault = { at: 1 + (drawn % plain.gate.calls.length), kind };
          await live(world, days);
          expect(world.gate.fault).toBeUndefined();
          const states = [plain, world].map((one) => ({
            alleo: one.alleo.state(),
            activated: [...one.alleo.activated].sort(),
            repeated: one.alleo.repeatedActivations,
            grants: [
              ...new Set(
                one.budgets.filter((each) => each.data.kind === 'grant-one-off-budget').map((each) => each.id),
              ),
            ].sort(),
          }));
          expect(states[1]).toEqual(states[0]);
        },
      ),
      { numRuns: RUNS * 2, seed: SEED },
    ));

  it('without limits, Alleo is what the rules say of the newest data', async () => {
    const compared = { in: 0, out: 0 };
    await check(
      fc.asyncProperty(history(valueEdit), async ({ staff: first, days }) => {
        const world = await begin(first, { policies: NO_LIMITS });
        await live(world, days);
        const prepared = await world.prepare();
        if ('gate' in prepared) return;
        for (const [id, verdict] of prepared.resolved.plan.verdicts) {
          const account = [...world.alleo.accounts.values()].find((one) => one.external_id === id);
          const stuck = world.open().some((line) => line.split(' ')[1] === id);
          const heldBack = prepared.resolved.plan.held.some((one) => one.draft.employeeId === id);
          if (stuck || heldBack) continue;
          if (verdict.decision === 'in') {
            compared.in += 1;
            const employee = world.personio.employees.get(id);
            expect(account).toMatchObject({ is_active: true, email: employee?.email, last_name: employee?.last_name });
          }
          if (verdict.decision === 'out') {
            compared.out += 1;
            expect(account?.is_active ?? false).toBe(false);
          }
        }
      }),
    );
    // Else the law would hold of nobody: it says nothing of a stopped run, nor of whoever is held, stuck or blocked.
    expect(compared.in).toBeGreaterThan(2 * RUNS);
    expect(compared.out).toBeGreaterThan(0);
  });
});
