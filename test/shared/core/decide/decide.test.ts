import { describe, expect, it } from 'vitest';
import type { DecideContext } from '../../../../shared/core/decide/decide.ts';
import { blockDuplicates, decide, isEmail } from '../../../../shared/core/decide/decide.ts';
import type { Employee, Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, TOO_LONG, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
import { EVERYONE, person, SELECTIVE, TODAY } from '../build.ts';

const context: DecideContext = { today: TODAY, onLeave: 'keep', eligibility: EVERYONE };
const selective: DecideContext = { ...context, eligibility: SELECTIVE };
const codes = (employee: Employee, active = false, within = context) =>
  decide(employee, within, active).issues.map((issue) => `${issue.code} ${issue.attribute ?? ''}`.trim());
const answer = (employee: Employee, active = false, within = context) => {
  const { decision, reason, row } = decide(employee, within, active);
  return `${row} ${decision} ${reason}`;
};

describe('row 1: status inactive', () => {
  it('is out, whatever else the row says', () => {
    const leaver = person('1', { status: 'inactive', email: EMPTY, first_name: EMPTY, hire_date: UNREADABLE });
    expect(answer(leaver, true)).toBe('1 out STATUS_INACTIVE');
    expect(codes(leaver, true)).toEqual([]);
  });

  it('comes before eligibility', () => {
    expect(answer(person('1', { status: 'inactive', eligibility: EMPTY }), true, selective)).toBe(
      '1 out STATUS_INACTIVE',
    );
  });

  it('is an issue with a termination date after today, not with one today', () => {
    const end = (date: string) => person('1', { status: 'inactive', termination_date: date });
    expect(codes(end('2026-12-02'))).toEqual(['STATUS_DATES_DISAGREE termination_date']);
    expect(codes(end('2026-12-01'))).toEqual([]);
    expect(codes(person('1', { status: 'inactive', termination_date: EMPTY }))).toEqual([]);
  });

  it('other people who are out have dates that contradict nothing', () => {
    expect(codes(person('1', { eligibility: 'no', termination_date: '2026-12-02' }), true, selective)).toEqual([]);
  });
});

describe('rows 2 to 4: eligibility', () => {
  it.each(['no', 'No', ' NEIN ', 'nee', 'false', '0'])('%j says no', (eligibility) => {
    expect(answer(person('1', { eligibility }), true, selective)).toBe('2 out NOT_ELIGIBLE');
  });

  it.each(['yes', 'YES', ' ja ', 'True', '1', 'Yes\u200B', '\u202AJa\u202C', 'Y\u00ADes'])(
    '%j says yes',
    (eligibility) => {
      expect(answer(person('1', { eligibility }), false, selective)).toBe('12 in EMPLOYED');
    },
  );

  it('empty is out for someone new and keeps an active managed user', () => {
    expect(answer(person('1', { eligibility: EMPTY }), false, selective)).toBe('3 out NOT_ELIGIBLE');
    expect(answer(person('1', { eligibility: EMPTY }), true, selective)).toBe('3 blocked ELIGIBILITY_EMPTIED');
    expect(codes(person('1', { eligibility: EMPTY }), true, selective)).toEqual(['ELIGIBILITY_EMPTIED Alleo']);
  });

  it.each<[Reading]>([['maybe'], [ABSENT], [UNREADABLE], ['yes no']])('%s is blocked', (eligibility) => {
    expect(answer(person('1', { eligibility }), true, selective)).toBe('4 blocked ELIGIBILITY_VALUE_UNKNOWN');
  });

  it('does not matter where selective sync is off or undecided', () => {
    expect(answer(person('1', { eligibility: 'no' }))).toBe('12 in EMPLOYED');
    const undecided: DecideContext = { ...context, eligibility: { mode: 'undecided' } };
    expect(answer(person('1', { eligibility: 'no' }), false, undecided)).toBe('12 in EMPLOYED');
  });
});

describe('rows 5 to 8: status and dates', () => {
  it.each<[Reading]>([['retired'], [ABSENT], [EMPTY], [UNREADABLE]])('status %s is unknown', (status) => {
    expect(answer(person('1', { status }), true)).toBe('5 blocked STATUS_UNKNOWN');
    expect(codes(person('1', { status }), true)).toEqual(['STATUS_UNKNOWN status']);
  });

  it.each<[Reading]>([[UNREADABLE], ['2026-02-30'], ['soon']])('hire date %s is unreadable', (hire_date) => {
    expect(answer(person('1', { hire_date }))).toBe('6 blocked INVALID_DATE');
    expect(codes(person('1', { hire_date }))).toEqual(['INVALID_DATE hire_date']);
  });

  it('onboarding waits for the hire date, also for an unknown one', () => {
    const onboarding = (hire_date: Employee['hire_date']) => person('1', { status: 'onboarding', hire_date });
    expect(answer(onboarding('2026-12-02'))).toBe('7 waiting NOT_STARTED');
    expect(decide(onboarding('2026-12-02'), context, false).startDate).toBe('2026-12-02');
    expect(answer(onboarding(EMPTY))).toBe('7 waiting NOT_STARTED');
    expect(decide(onboarding(EMPTY), context, false)).not.toHaveProperty('startDate');
    expect(answer(onboarding(ABSENT))).toBe('7 waiting NOT_STARTED');
    expect(answer(onboarding('2026-12-01'))).toBe('12 in EMPLOYED');
  });

  it.each(['active', 'leave'])('%s with a hire date after today waits', (status) => {
    expect(answer(person('1', { status, hire_date: '2026-12-02' }))).toBe('7 waiting NOT_STARTED');
  });

  it('someone active in Alleo who has not started is an issue', () => {
    expect(codes(person('1', { hire_date: '2027-01-01' }), true)).toEqual(['ACTIVE_BUT_NOT_STARTED hire_date']);
    expect(codes(person('1', { hire_date: '2027-01-01' }), false)).toEqual([]);
  });

  it('a termination date before today blocks someone new, and only tells of an active managed user', () => {
    const ended = person('1', { termination_date: '2026-11-30' });
    expect(answer(ended)).toBe('8 blocked STATUS_DATES_DISAGREE');
    expect(codes(ended)).toEqual(['STATUS_DATES_DISAGREE termination_date']);
    expect(answer(ended, true)).toBe('12 in EMPLOYED');
    expect(codes(ended, true)).toEqual(['STATUS_DATES_DISAGREE termination_date']);
    const blocked = person('1', { termination_date: '2026-11-30', email: EMPTY });
    expect(codes(blocked, true)).toEqual(['MISSING_EMAIL email', 'STATUS_DATES_DISAGREE termination_date']);
    for (const termination_date of [TODAY, '2026-12-02']) {
      expect(answer(person('1', { termination_date }))).toBe('12 in EMPLOYED');
      expect(codes(person('1', { termination_date }), true)).toEqual([]);
    }
  });

  it('an unreadable birthday or termination date drops that field and is an issue', () => {
    expect(answer(person('1', { birthday: UNREADABLE, termination_date: '2026-13-01' }))).toBe('12 in EMPLOYED');
    expect(codes(person('1', { birthday: UNREADABLE, termination_date: '2026-13-01' }))).toEqual([
      'INVALID_DATE termination_date',
      'INVALID_DATE birthday',
    ]);
  });
});

describe('dates that are not believed', () => {
  it.each([
    ['birthday', '2056-03-01', 'INVALID_DATE'],
    ['birthday', TODAY, 'INVALID_DATE'],
    ['birthday', '2026-11-30', undefined],
    ['birthday', '1900-01-01', undefined],
    ['birthday', '1899-12-31', 'IMPLAUSIBLE_DATE'],
    ['hire_date', '1026-03-01', 'IMPLAUSIBLE_DATE'],
    ['hire_date', '1900-01-01', undefined],
    ['hire_date', '2028-12-01', undefined],
    ['hire_date', '2028-12-02', 'IMPLAUSIBLE_DATE'],
    ['hire_date', '2056-01-01', 'IMPLAUSIBLE_DATE'],
    ['termination_date', '2076-12-01', undefined],
    ['termination_date', '2076-12-02', 'IMPLAUSIBLE_DATE'],
    ['termination_date', '9999-12-31', 'IMPLAUSIBLE_DATE'],
  ] as const)('%s %s: %s, and no other decision than without', (attribute, date, code) => {
    const dated = person('1', { [attribute]: date });
    expect(codes(dated)).toEqual(code === undefined ? [] : [`${code} ${attribute}`]);
    const waits = attribute === 'hire_date' && date > TODAY;
    expect(answer(dated, true)).toBe(waits ? '7 waiting NOT_STARTED' : '12 in EMPLOYED');
  });

  it('with a time are told, and counted as written', () => {
    const timed: Employee = { ...person('1'), oddTimes: ['hire_date', 'birthday'] };
    expect(answer(timed)).toBe('12 in EMPLOYED');
    expect(codes(timed)).toEqual(['IMPLAUSIBLE_DATE hire_date', 'IMPLAUSIBLE_DATE birthday']);
    expect(codes({ ...timed, birthday: TODAY })).toEqual(['IMPLAUSIBLE_DATE hire_date', 'INVALID_DATE birthday']);
  });

  it('of somebody who is out are nobody\u2019s trouble', () => {
    expect(codes(person('1', { status: 'inactive', birthday: TODAY, hire_date: '1026-01-01' }))).toEqual([]);
  });
});

describe('row 9: leave', () => {
  const onLeave = person('1', { status: 'leave' });
  it.each([
    ['out', false, '9 out ON_LEAVE'],
    ['out', true, '9 out ON_LEAVE'],
    ['keep', false, '9 waiting ON_LEAVE'],
    ['keep', true, '12 in EMPLOYED'],
    ['in', false, '12 in EMPLOYED'],
  ] as const)('policy %s, active %s: %s', (policy, active, expected) => {
    expect(answer(onLeave, active, { ...context, onLeave: policy })).toBe(expected);
    expect(answer(person('1'), active, { ...context, onLeave: policy })).toBe('12 in EMPLOYED');
  });
});

describe('rows 10 and 11: contact', () => {
  it('names the first as reason and all as issues', () => {
    const nobody = person('1', { email: EMPTY, first_name: EMPTY, last_name: ABSENT });
    expect(answer(nobody)).toBe('10 blocked MISSING_EMAIL');
    expect(codes(nobody)).toEqual(['MISSING_EMAIL email', 'MISSING_NAME first_name', 'MISSING_NAME last_name']);
    expect(answer(person('1', { email: 'nope', last_name: EMPTY }))).toBe('10 blocked INVALID_EMAIL');
    expect(answer(person('1', { last_name: EMPTY }))).toBe('10 blocked MISSING_NAME');
    expect(answer(person('1', { email: ABSENT }))).toBe('10 blocked MISSING_EMAIL');
    for (const email of [UNREADABLE, 'nope'] satisfies Reading[]) {
      expect(answer(person('1', { email }))).toBe('10 blocked INVALID_EMAIL');
      expect(codes(person('1', { email }))).toEqual(['INVALID_EMAIL email']);
    }
  });

  it('a name that is too long blocks, a department is told', () => {
    expect(answer(person('1', { first_name: TOO_LONG }), true)).toBe('10 blocked TEXT_TOO_LONG');
    expect(codes(person('1', { first_name: TOO_LONG, last_name: EMPTY }))).toEqual([
      'TEXT_TOO_LONG first_name',
      'MISSING_NAME last_name',
    ]);
    expect(answer(person('1', { email: TOO_LONG }))).toBe('10 blocked INVALID_EMAIL');
    expect(answer(person('1', { department: TOO_LONG }))).toBe('12 in EMPLOYED');
    expect(codes(person('1', { department: TOO_LONG }))).toEqual(['TEXT_TOO_LONG department']);
    expect(codes(person('1', { birthday: TOO_LONG }))).toEqual(['INVALID_DATE birthday']);
  });

  it.each(['\u200B', '\u00AD', '\u202C', '\uFEFF'])('an address with %j within is none', (odd) => {
    expect(isEmail(`a${odd}@b.co`)).toBe(false);
  });

  it('the same address in another form is the same', () => {
    const staff = [person('1', { email: 'ju\u0308rgen@b.co' }), person('2', { email: 'J\u00DCRGEN@b.co' })];
    const people = staff.map((employee) => ({ employee, verdict: decide(employee, context, true) }));
    people.forEach((one) => {
      one.verdict = { decision: 'in', reason: 'EMPLOYED', row: 12, issues: [] };
    });
    blockDuplicates(people);
    expect(people.map((one) => one.verdict.reason)).toEqual(['DUPLICATE_EMAIL', 'DUPLICATE_EMAIL']);
  });

  it.each(['a@b.co', 'pim.jansen+x@sub.example.com', 'jürgen@exämple.de', "o'neil@example.ie"])(
    '%s is an e-mail',
    (email) => {
      expect(isEmail(email)).toBe(true);
    },
  );

  it.each(['a@b', 'a b@c.de', '@c.de', 'a@', 'a@@b.de', 'a@b..de', '.a@b.de', 'a.@b.de', `${'x'.repeat(95)}@b.com`])(
    '%s is none',
    (email) => {
      expect(isEmail(email)).toBe(false);
    },
  );

  it('an e-mail of a hundred characters is the longest', () => {
    expect(isEmail(`${'x'.repeat(94)}@b.com`)).toBe(true);
  });

  it('the same e-mail on people who would be in blocks all of them, ignoring case', () => {
    const staff = [
      person('1', { email: 'A@b.com' }),
      person('2', { email: 'a@B.com' }),
      person('3', { email: 'a@b.com', status: 'inactive' }),
      person('4', { email: 'a@b.com' }),
      person('5'),
    ];
    const people = staff.map((employee) => ({ employee, verdict: decide(employee, context, false) }));
    blockDuplicates(people);
    const rows = people.map(
      ({ employee, verdict: { row, reason, decision } }) => `${employee.id} ${row} ${decision} ${reason}`,
    );
    expect(rows).toEqual([
      '1 11 blocked DUPLICATE_EMAIL',
      '2 11 blocked DUPLICATE_EMAIL',
      '3 1 out STATUS_INACTIVE',
      '4 11 blocked DUPLICATE_EMAIL',
      '5 12 in EMPLOYED',
    ]);
    expect(people[0]?.verdict.issues).toEqual([{ employeeId: '1', code: 'DUPLICATE_EMAIL', attribute: 'email' }]);
  });
});
