import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY } from '../../../../shared/core/ground/employee.ts';
import { findRenumbered, indexHumans } from '../../../../shared/core/read/humans.ts';
import { fingerprints, listing, memoryOf, people, person, remembered } from '../build.ts';

type Traits = { email?: Reading; first_name?: Reading; last_name?: Reading; birthday?: Reading };
const EVA = { email: 'eva@example.com', first_name: 'Eva', last_name: 'Lang', birthday: '1990-05-05' };

function likeness(now: Traits, before: Traits = {}) {
  const memory = memoryOf({ memory: [remembered(person('1', { ...EVA, ...before }))] });
  return indexHumans(memory, fingerprints).find(person('900', { ...EVA, ...now }))[0]?.likeness ?? 'two';
}

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
    const humans = indexHumans(memory, fingerprints);
    expect(humans.find(person('1', EVA))).toEqual([]);
    expect(humans.find(person('900', { ...EVA, email: 'l@example.com', birthday: EMPTY }))[0]?.likeness).toBe('likely');
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
