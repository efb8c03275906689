import { describe, expect, it } from 'vitest';
import type { Employee, Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY } from '../../../../shared/core/ground/employee.ts';
import type { EmployeeMemory } from '../../../../shared/core/ground/memory.ts';
import { findRenumbered, indexHumans } from '../../../../shared/core/read/humans.ts';
import { fingerprints, listing, memoryOf, people, person, remembered } from '../build.ts';

type Traits = { email?: Reading; first_name?: Reading; last_name?: Reading; birthday?: Reading };
const EVA = { email: 'eva@example.com', first_name: 'Eva', last_name: 'Lang', birthday: '1990-05-05' };

/** Who 900 is beside what is remembered of 1, while Personio shows these people. */
function likenessTo(one: EmployeeMemory, now: Traits, listed: readonly Employee[] = []) {
  const humans = indexHumans(memoryOf({ memory: [one] }), listing(listed), fingerprints);
  return humans.find(person('900', { ...EVA, ...now }))[0]?.likeness ?? 'two';
}

const likeness = (now: Traits, before: Traits = {}) => likenessTo(remembered(person('1', { ...EVA, ...before })), now);

describe('who is the same human being', () => {
  it.each<[string, Traits, Traits, string]>([
    ['everything agrees', {}, {}, 'same'],
    ['another first name', { first_name: 'Eva Maria' }, {}, 'same'],
    ['no birthday now', { birthday: EMPTY }, {}, 'same'],
    ['birthday cannot be read now', { birthday: ABSENT }, {}, 'same'],
    ['no birthday then', {}, { birthday: EMPTY }, 'same'],
    ['another address', { email: 'lang@example.com' }, {}, 'same'],
    ['no address', { email: EMPTY }, {}, 'same'],
    ['another address, no birthday', { email: 'lang@example.com', birthday: EMPTY }, {}, 'likely'],
    ['another address, no birthday then', { email: 'lang@example.com' }, { birthday: ABSENT }, 'likely'],
    ['another last name', { last_name: 'Brandt' }, {}, 'likely'],
    ['another last name, no birthday', { last_name: 'Brandt', birthday: EMPTY }, {}, 'likely'],
    ['another birthday', { birthday: '1991-05-05' }, {}, 'likely'],
    ['another address and birthday', { email: 'l@example.com', birthday: '1991-05-05' }, {}, 'two'],
    ['another last name and birthday', { last_name: 'Brandt', birthday: '1991-05-05' }, {}, 'two'],
    ['another first name and birthday', { first_name: 'Ida', birthday: '1991-05-05' }, {}, 'two'],
    ['address alone', { first_name: 'Ida', last_name: 'Brandt', birthday: EMPTY }, {}, 'two'],
    ['birthday alone', { email: 'i@example.com', first_name: 'Ida', last_name: 'Brandt' }, {}, 'two'],
    ['no name', { first_name: EMPTY }, {}, 'two'],
  ])('%s', (_what, now, before, expected) => {
    expect(likeness(now, before)).toBe(expected);
  });

  it('nobody is their own namesake, and a birthday that was cleared is no birthday', () => {
    const cleared = { ...remembered(person('1', EVA)) };
    const fields = { ...cleared.fields, birthday: fingerprints.ofField('birthday', null) };
    const memory = memoryOf({ memory: [{ ...cleared, fields }] });
    const humans = indexHumans(memory, listing([]), fingerprints);
    expect(humans.find(person('1', EVA))).toEqual([]);
    expect(humans.find(person('900', { ...EVA, email: 'l@example.com', birthday: EMPTY }))[0]?.likeness).toBe('likely');
  });
});

const OTHERWISE = {
  email: 'JUERGEN.Weiss@Example.com',
  first_name: 'JU\u0308RGEN  IPEK',
  last_name: 'VAN DAM WEISS-O\u2019NEILL',
};
const JUERGEN = {
  email: 'juergen.weiss@example.com',
  first_name: 'J\u00FCrgen \u0130pek',
  last_name: "van Dam-Wei\u00DF O'Neill",
};

describe('who is spelled otherwise under another id', () => {
  it.each<[string, Traits]>([
    ['address', { email: OTHERWISE.email }],
    ['names', { first_name: OTHERWISE.first_name, last_name: OTHERWISE.last_name }],
    ['all of it, and another address', { ...OTHERWISE, email: 'j@example.com' }],
    ['all of it, and no birthday', { ...OTHERWISE, birthday: EMPTY }],
  ])('is the same human being: %s', (_what, now) => {
    expect(likeness({ ...JUERGEN, ...now }, JUERGEN)).toBe('same');
    expect(likeness(JUERGEN, { ...JUERGEN, ...now })).toBe('same');
  });

  it('is two where an accent or a letter differs, and likely where the address and the birthday agree', () => {
    const jurgen = { ...JUERGEN, first_name: 'Jurgen Ipek' };
    expect(likeness({ ...jurgen, email: 'j@example.com' }, JUERGEN)).toBe('two');
    expect(likeness({ ...JUERGEN, last_name: 'Weiser' }, JUERGEN)).toBe('likely');
  });
});

describe('whom an earlier release stored, which knew no folded spelling', () => {
  const before = person('1', { ...EVA, ...JUERGEN });
  const { folded: _, ...stored } = remembered(before);

  it('is known by what was sent, and by an address that was sent in small letters', () => {
    expect(likenessTo(stored, JUERGEN)).toBe('same');
    expect(likenessTo(stored, { ...JUERGEN, email: 'j@example.com' })).toBe('same');
    expect(likenessTo(stored, { ...JUERGEN, birthday: EMPTY, email: OTHERWISE.email })).toBe('same');
    expect(likenessTo(stored, { ...OTHERWISE, email: JUERGEN.email })).toBe('likely');
    expect(likenessTo(stored, { ...OTHERWISE, email: 'j@example.com' })).toBe('two');
  });

  it('is known in any spelling by what Personio still shows as it was sent, and by nothing else that it shows', () => {
    const shown = { ...before, status: 'inactive', email: 'juergen.weiss@example.com_x1y2z' };
    expect(likenessTo(stored, { ...OTHERWISE, email: 'j@example.com' }, [shown])).toBe('same');
    const { folded: __, ...capitals } = remembered({ ...before, email: 'Juergen@Example.com' });
    const renewed = { ...before, status: 'inactive', email: 'Juergen@Example.com_x1y2z' };
    const now: Traits = { ...OTHERWISE, email: 'JUERGEN@example.com', birthday: EMPTY };
    expect(likenessTo(capitals, now, [renewed])).toBe('same');
    const renamed = { ...shown, first_name: 'Eva', last_name: 'Lang' };
    expect(likenessTo(stored, { email: 'j@example.com' }, [renamed])).toBe('two');
    // Of whom it shows one name otherwise by now, both are known as they were written.
    const married = { ...shown, last_name: 'Lang' };
    expect(likenessTo(stored, { ...JUERGEN, email: 'j@example.com' }, [married])).toBe('same');
  });

  it('is known by what was sent, where a release that was rolled back wrote over it and left the old spelling beside', () => {
    const stale = { ...remembered(person('1', EVA)), folded: remembered(before).folded ?? {} };
    expect(likenessTo(stale, EVA)).toBe('same');
  });
});

describe('who is listed under another id', () => {
  const staff = people(4);
  const memory = memoryOf({ memory: staff.map((one) => remembered(one)) });
  const [first] = staff;
  if (first === undefined) throw new Error('nobody');

  it('an active person who is absent, where the same human being is listed as somebody unknown', () => {
    const now = listing([...staff.slice(1), { ...first, id: '900' }]);
    expect([...findRenumbered(now, memory, fingerprints)]).toEqual(['1']);
  });

  it('not where they are listed themselves, nor by somebody who is inactive, nor by one who is likely only', () => {
    const none = [
      listing([...staff, { ...first, id: '900' }]),
      listing([...staff.slice(1), { ...first, id: '900', status: 'inactive' }]),
      listing([...staff.slice(1), { ...first, id: '900', email: 'x@example.com', birthday: EMPTY }]),
    ];
    expect(none.map((now) => findRenumbered(now, memory, fingerprints).size)).toEqual([0, 0, 0]);
  });
});
