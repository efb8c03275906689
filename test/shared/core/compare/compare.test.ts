import { describe, expect, it } from 'vitest';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import { desiredProfile, profileContent, settledFingerprint } from '../../../../shared/core/compare/profile.ts';
import type { Employee } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
import type { EmployeeMemory, Reservation } from '../../../../shared/core/ground/memory.ts';
import { draft, emitted, fingerprints, held, person, plan, remembered, SELECTIVE, TODAY } from '../build.ts';

const contentOf = (employee: Employee, memory?: EmployeeMemory) =>
  profileContent(desiredProfile(employee, memory, TODAY), fingerprints);
const reservation = (kind: Reservation['kind'], content: string): Reservation => ({
  kind,
  sequence: 5_000,
  content,
  reason: 'EMPLOYED',
  changed: ['email'],
  at: '2026-11-30T03:00:00.000Z',
});
const deactivation = reservation('deactivate', fingerprints.of('deactivate', ''));

describe('compare: the table', () => {
  const known = person('1');
  const out = person('1', { status: 'inactive' });
  const waiting = person('1', { hire_date: '2027-01-01' });
  const blocked = person('1', { email: EMPTY });
  const active = remembered(known);
  const inactive = remembered(known, { status: 'inactive' });

  it.each([
    ['in', known, undefined, ['activate 1']],
    ['in', known, active, []],
    ['in, changed', person('1', { email: 'new@example.com' }), active, ['update 1']],
    ['in', known, inactive, ['activate 1']],
    ['out', out, undefined, []],
    ['out', out, active, ['deactivate 1']],
    ['out', out, inactive, []],
    ['waiting', waiting, undefined, []],
    ['waiting', waiting, active, []],
    ['waiting', waiting, inactive, []],
    ['blocked', blocked, undefined, []],
    ['blocked', blocked, active, []],
    ['blocked', blocked, inactive, []],
  ] as const)('%s', (_name, employee, memory, expected) => {
    const others = [person('2'), person('3')];
    const memories = others.map((one) => remembered(one));
    const result = plan({
      employees: [employee, ...others],
      memory: memory === undefined ? memories : [memory, ...memories],
    });
    expect(emitted(result)).toEqual(expected);
    expect(held(result)).toEqual([]);
  });

  it('deactivates with the reason of the decision', () => {
    expect(draft({ employees: [out], memory: [active] }).drafts[0]?.reason).toBe('STATUS_INACTIVE');
    const no = person('1', { eligibility: 'No' });
    expect(draft({ employees: [no], memory: [active], eligibility: SELECTIVE }).drafts[0]?.reason).toBe('NOT_ELIGIBLE');
  });

  it('names exactly the changed fields', () => {
    const moved = person('1', { email: 'new@example.com', department: 'HR', birthday: EMPTY });
    expect(draft({ employees: [moved], memory: [active] }).drafts[0]?.changed).toEqual([
      'email',
      'birthday',
      'department',
    ]);
  });

  it('takes one HMAC for who is settled, and finds the same as comparing field by field', () => {
    const { settled: _, ...unsettled } = active;
    expect(draft({ employees: [known], memory: [unsettled] }).drafts).toEqual([]);
    expect(settledFingerprint(known, defaultPolicies(), fingerprints)).toBe(active.settled);
  });
});

describe('compare: reservations count as possibly sent', () => {
  const employee = person('1');
  const base = remembered(employee, { status: 'inactive' });
  const withReservation = (one: Reservation, status: EmployeeMemory['status'] = 'inactive') =>
    ({ ...base, status, sequence: 5_000, reservations: { profile: one } }) satisfies EmployeeMemory;
  const only = (employeeNow: Employee, memory: EmployeeMemory) => {
    const [first, ...rest] = draft({ employees: [employeeNow], memory: [memory] }).drafts;
    expect(rest).toEqual([]);
    return first;
  };

  it('the same content still wanted is the identical message again', () => {
    const reserved = reservation('activate', contentOf(employee, base));
    const again = only(employee, withReservation(reserved));
    expect(again).toMatchObject({ kind: 'activate', repeat: reserved, changed: ['email'] });
    const update = reservation('update', contentOf(employee, base));
    expect(only(employee, withReservation(update, 'active'))).toMatchObject({ kind: 'update', repeat: update });
  });

  it('other content is a new activate, even where the profile looks unchanged', () => {
    const reserved = reservation('update', 'something else');
    const next = only(employee, withReservation(reserved, 'active'));
    expect(next?.kind).toBe('activate');
    expect(next?.repeat).toBeUndefined();
  });

  it('says of an activation which fields it fills', () => {
    const bare = person('1', { birthday: EMPTY, department: ABSENT });
    expect(draft({ employees: [bare] }).drafts[0]?.changed).toEqual([
      'email',
      'first_name',
      'last_name',
      'work_anniversary',
    ]);
  });

  it('makes good for someone active while the hire date is frozen: that is no new activation', () => {
    const frozen = person('1', { hire_date: ABSENT });
    const memory = withReservation(reservation('update', 'something else'), 'active');
    const result = plan({ employees: [frozen], memory: [memory] });
    expect(emitted(result)).toEqual(['activate 1']);
    expect(held(result)).toEqual([]);
  });

  it('deactivate perhaps sent, HR corrects the status: activate', () => {
    expect(only(employee, withReservation(deactivation, 'active'))).toMatchObject({ kind: 'activate' });
  });

  it('first activate perhaps sent, person out by now: deactivate', () => {
    const reserved = reservation('activate', contentOf(employee));
    const next = only(person('1', { status: 'inactive' }), withReservation(reserved));
    expect(next).toMatchObject({ kind: 'deactivate', reason: 'STATUS_INACTIVE' });
    expect(next?.repeat).toBeUndefined();
  });

  it('deactivate perhaps sent and still out: the identical one again, with its reason', () => {
    const next = only(person('1', { status: 'inactive' }), withReservation(deactivation, 'active'));
    expect(next).toMatchObject({ kind: 'deactivate', repeat: deactivation, reason: 'EMPLOYED' });
  });

  it.each([
    ['blocked', person('1', { email: EMPTY })],
    ['waiting', person('1', { hire_date: '2027-01-01' })],
  ])('%s: the reservation stays', (_name, now) => {
    expect(only(now, withReservation(deactivation, 'active'))).toBeUndefined();
  });
});

describe('compare: values that cannot be read are frozen, emptied ones are cleared', () => {
  const employee = person('1');
  const memory = remembered(employee);
  const drafted = (now: Employee) => draft({ employees: [now], memory: [memory] }).drafts[0];

  it.each(['birthday', 'department', 'hire_date', 'termination_date'] as const)('%s absent: nothing', (name) => {
    expect(drafted(person('1', { [name]: ABSENT }))).toBeUndefined();
  });

  it('an unreadable birthday is dropped, not cleared', () => {
    expect(drafted(person('1', { birthday: UNREADABLE }))).toBeUndefined();
    expect(drafted(person('1', { birthday: '1990-02-30' }))).toBeUndefined();
  });

  it('an emptied value is cleared by an explicit null', () => {
    expect(drafted(person('1', { birthday: EMPTY }))?.profile).toMatchObject({ birthday: null });
    expect(drafted(person('1', { department: EMPTY }))?.profile).toMatchObject({ department: null });
    expect(drafted(person('1', { hire_date: EMPTY }))?.profile).toMatchObject({ work_anniversary: null });
  });

  it('a value that we never sent is never cleared: what admins entered stays', () => {
    const bare = person('1', { birthday: EMPTY, department: EMPTY });
    const profile = draft({ employees: [bare] }).drafts[0]?.profile;
    expect(profile).not.toHaveProperty('birthday');
    expect(profile).not.toHaveProperty('department');
    const kept = remembered(bare);
    const { settled: _, ...unsettled } = kept;
    expect(draft({ employees: [bare], memory: [unsettled] }).drafts).toEqual([]);
  });

  it('a future termination date travels as offboarding date and is withdrawn when it disappears', () => {
    const leaving = person('1', { termination_date: '2026-12-31' });
    expect(drafted(leaving)).toMatchObject({ kind: 'update', profile: { offboarding_date: '2026-12-31' } });
    const told = remembered(leaving);
    const back = draft({ employees: [employee], memory: [told] }).drafts[0];
    expect(back).toMatchObject({ kind: 'update', changed: ['offboarding_date'], profile: { offboarding_date: null } });
  });

  it('a termination date that merely passes is no change', () => {
    const leaving = person('1', { termination_date: '2026-11-30' });
    const told = remembered(employee, {
      fields: { ...memory.fields, offboarding_date: fingerprints.ofField('offboarding_date', '2026-11-30') },
    });
    const { settled: _, ...unsettled } = told;
    expect(draft({ employees: [leaving], memory: [unsettled] }).drafts).toEqual([]);
  });

  it('while the hire date is frozen, new activations are held and nobody else is', () => {
    const newcomer = person('2', { hire_date: ABSENT });
    const result = plan({
      employees: [person('1', { hire_date: ABSENT, email: 'n@example.com' }), newcomer],
      memory: [memory],
    });
    expect(held(result)).toEqual(['activate 2 ATTRIBUTE_VANISHED']);
    expect(emitted(result)).toEqual(['update 1']);
  });

  it('while the hire date is frozen, the activation of somebody who returns is held, too', () => {
    const returning = person('2', { hire_date: ABSENT });
    const result = plan({
      employees: [person('1'), returning],
      memory: [memory, remembered(returning, { status: 'inactive' })],
    });
    expect(held(result)).toEqual(['activate 2 ATTRIBUTE_VANISHED']);
    expect(emitted(result)).toEqual([]);
  });

  it('a hire date that was never readable holds nobody', () => {
    const newcomer = person('2', { hire_date: ABSENT });
    expect(emitted(plan({ employees: [newcomer], onceReadable: [] }))).toEqual(['activate 2']);
  });
});
