import { describe, expect, it } from 'vitest';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import { draftPlan } from '../../../../shared/core/compare/plan.ts';
import { EMPTY } from '../../../../shared/core/ground/employee.ts';
import type { Fingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import type { EmployeeMemory, OpenItem, Reservation } from '../../../../shared/core/ground/memory.ts';
import { draft, EVERYONE, fingerprints, listing, memoryOf, person, remembered, SELECTIVE, TODAY } from '../build.ts';

const lines = (drafted: ReturnType<typeof draft>) => drafted.drafts.map((one) => `${one.kind} ${one.employeeId}`);
const reservation = (changes: Partial<Reservation> = {}): Reservation => ({
  kind: 'set-monthly-budget',
  sequence: 5_000,
  content: 'x',
  reason: 'EMPLOYED',
  changed: [],
  at: '2026-11-30T03:00:00.000Z',
  ...changes,
});

describe('a plan decides with what is remembered', () => {
  it('of somebody active: an emptied field keeps them, while it leaves a stranger out', () => {
    const employees = [person('1', { eligibility: EMPTY }), person('2', { eligibility: EMPTY })];
    const drafted = draft({ employees, memory: [remembered(person('1'))], eligibility: SELECTIVE });
    expect([...drafted.verdicts].map(([id, { reason }]) => `${id} ${reason}`)).toEqual([
      '1 ELIGIBILITY_EMPTIED',
      '2 NOT_ELIGIBLE',
    ]);
    expect(drafted.drafts).toEqual([]);
    expect(drafted.issues).toEqual([{ employeeId: '1', code: 'ELIGIBILITY_EMPTIED', attribute: 'Alleo' }]);
  });

  it('of all together: the same e-mail blocks both', () => {
    const drafted = draft({ employees: [person('1', { email: 'a@b.com' }), person('2', { email: 'A@b.com' })] });
    expect(drafted.drafts).toEqual([]);
    expect(drafted.issues.map(({ employeeId, code }) => `${employeeId} ${code}`)).toEqual([
      '1 DUPLICATE_EMAIL',
      '2 DUPLICATE_EMAIL',
    ]);
  });

  it('counts who is active, not who is remembered', () => {
    const memory = [remembered(person('1')), remembered(person('2'), { status: 'inactive' })];
    expect(draft({ employees: [person('1')], memory }).active).toBe(1);
  });
});

describe('somebody settled', () => {
  const employee = person('1', { budgets: { 'monthly:all': '10' } });
  const settled = remembered(employee, { budgets: { 'monthly:all': { amount: fingerprints.ofAmount(1_000n) } } });

  function countHmacs(memory: EmployeeMemory) {
    let count = 0;
    const counted = <A extends unknown[]>(of: (...given: A) => string) => {
      return (...given: A) => {
        count += 1;
        return of(...given);
      };
    };
    const counting: Fingerprints = {
      keyId: fingerprints.keyId,
      of: counted(fingerprints.of),
      ofField: counted(fingerprints.ofField),
      ofAmount: counted(fingerprints.ofAmount),
    };
    const input = {
      today: TODAY,
      policies: defaultPolicies(),
      eligibility: EVERYONE,
      onceReadable: [],
      gone: [],
      tooManyMissing: [],
      departmentsWithoutGroup: [],
    };
    const memories = memoryOf({ memory: [memory] });
    const drafted = draftPlan({ ...input, listing: listing([employee]), memory: memories, fingerprints: counting });
    return { count, drafted };
  }

  it('costs one fingerprint, and changes nothing', () => {
    const { count, drafted } = countHmacs(settled);
    // One more is of the amount of nothing, once for a whole plan: is a field emptied for everyone?
    expect(count).toBe(1 + 1);
    expect(drafted).toMatchObject({ drafts: [], remember: [], issues: [] });
    expect(drafted.settled.size).toBe(0);
  });

  it('who is back is remembered as back, and nothing else', () => {
    const missing = { since: '2026-11-29', lastDay: '2026-11-30', days: 2 };
    expect(countHmacs({ ...settled, missing }).drafted.remember).toEqual([settled]);
  });

  it('whose activation may not have been sent is looked at all the same', () => {
    const uncertain = { ...settled, reservations: { profile: reservation({ kind: 'update' }) } };
    expect(lines(countHmacs(uncertain).drafted)).toEqual(['activate 1', 'set-monthly-budget 1']);
  });

  it('who is inactive is activated', () => {
    expect(lines(countHmacs({ ...settled, status: 'inactive' }).drafted)[0]).toBe('activate 1');
  });
});

describe('an account that was made anew', () => {
  const amount = fingerprints.ofAmount(1_000n);
  const employee = person('1', { budgets: { 'monthly:all': '10', 'oneoff:all': '10' } });
  const memory = remembered(employee, {
    budgets: { 'monthly:all': { amount }, 'oneoff:all': { amount, grant: 1 } },
    reservations: { 'monthly:health': reservation() },
  });

  it('forgets monthly amounts, also one that may have been sent, and keeps the grants', () => {
    const drafted = draft({ employees: [employee], memory: [memory], madeAnew: ['1'] });
    expect(lines(drafted)).toEqual(['set-monthly-budget 1']);
    // Without `settled`: where the amount does not go out today, tomorrow has to see that it is missing.
    const { settled: _, ...rest } = memory;
    expect(drafted.remember).toEqual([{ ...rest, budgets: { 'oneoff:all': { amount, grant: 1 } }, reservations: {} }]);
  });
});

describe('people who are absent', () => {
  it('are told by id; nobody is made up whom we do not know', () => {
    const memory = [remembered(person('1')), remembered(person('2'))];
    const drafted = draft({ employees: [person('9')], memory, gone: ['1', 'x'], tooManyMissing: ['2', 'y'] });
    expect(drafted.missing).toEqual(['1', '2']);
    expect(drafted.issues).toEqual([
      { employeeId: '1', code: 'MISSING' },
      { employeeId: '2', code: 'MISSING' },
    ]);
    expect(drafted.drafts.find((one) => one.employeeId === '2')).toMatchObject({
      kind: 'deactivate',
      reason: 'MISSING',
      content: fingerprints.of('missing', ''),
      hold: 'TOO_MANY_MISSING',
    });
  });
});

describe('what is open', () => {
  it('is an issue where deliver said why, with the field where it said one', () => {
    const item = (employeeId: string, why: Partial<OpenItem>): OpenItem => ({
      employeeId,
      stream: 'profile',
      reservation: reservation({ kind: 'update' }),
      offeredOn: TODAY,
      ...why,
    });
    const open = [
      item('1', {}),
      item('2', { code: 'EMAIL_TAKEN', attribute: 'email' }),
      item('3', { code: 'USER_NOT_ACTIVE' }),
    ];
    const { issues } = draft({ employees: [person('9')], open });
    expect(issues).toEqual([
      { employeeId: '2', code: 'EMAIL_TAKEN', attribute: 'email' },
      { employeeId: '3', code: 'USER_NOT_ACTIVE' },
    ]);
    expect(issues[1]).not.toHaveProperty('attribute');
  });
});
