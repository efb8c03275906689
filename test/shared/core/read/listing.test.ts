import { describe, expect, it } from 'vitest';
import { ABSENT } from '../../../../shared/core/ground/employee.ts';
import { addFound, proveComplete } from '../../../../shared/core/read/listing.ts';
import { people, person, read } from '../build.ts';

const bare = (count: number) => ({ ...read(people(count)), totals: [] });

describe('proving a listing complete', () => {
  it('takes as many distinct ids as total_elements says', () => {
    expect(proveComplete(read(people(3)), undefined)).toMatchObject({ employees: expect.any(Map) });
  });

  it('counts a repeated row once', () => {
    const twice = { ...read([...people(2), person('2')]), totals: [2] };
    expect(proveComplete(twice, undefined)).toMatchObject({ employees: { size: 2 } });
    expect(proveComplete({ ...twice, totals: [3] }, undefined)).toMatchObject({ incomplete: 'TOTAL_DIFFERS' });
  });

  it('refuses fewer and more than the total', () => {
    expect(proveComplete({ ...read(people(2)), totals: [3] }, undefined)).toMatchObject({
      incomplete: 'TOTAL_DIFFERS',
    });
    expect(proveComplete({ ...read(people(4)), totals: [3] }, undefined)).toMatchObject({
      incomplete: 'TOTAL_DIFFERS',
    });
  });

  it('refuses a total that changes between pages', () => {
    expect(proveComplete({ ...read(people(3)), totals: [3, 4] }, undefined)).toEqual({ incomplete: 'TOTAL_CHANGED' });
  });

  it('without any metadata takes two successive reads with the same ids', () => {
    expect(proveComplete(bare(3), undefined)).toEqual({ incomplete: 'NOT_CONFIRMED' });
    expect(proveComplete(bare(3), bare(2))).toEqual({ incomplete: 'NOT_CONFIRMED' });
    expect(proveComplete(bare(2), bare(3))).toEqual({ incomplete: 'NOT_CONFIRMED' });
    const others = { ...bare(1), employees: [person('9')] };
    expect(proveComplete(bare(1), others)).toEqual({ incomplete: 'NOT_CONFIRMED' });
    expect(proveComplete(bare(3), bare(3))).toMatchObject({ employees: { size: 3 } });
  });

  it('knows which attributes at least one row carried', () => {
    const proven = proveComplete(
      read([
        person('1', { birthday: ABSENT, department: ABSENT, budgets: { 'oneoff:all': ABSENT } }),
        person('2', { birthday: ABSENT, budgets: { 'monthly:all': '5' } }),
      ]),
      undefined,
    );
    if ('incomplete' in proven) throw new Error('not proven');
    expect(proven.readable.has('birthday')).toBe(false);
    expect(proven.readable.has('hire_date')).toBe(true);
    expect(proven.readable.has('department')).toBe(true);
    expect(proven.readable.has('oneoff:all')).toBe(false);
    expect(proven.readable.has('monthly:all')).toBe(true);
    expect(proven.readable.has('eligibility')).toBe(false);
  });

  it('adds people who were found by look-up', () => {
    const proven = proveComplete(read(people(1)), undefined);
    if ('incomplete' in proven) throw new Error('not proven');
    expect([...addFound(proven, [person('7')]).employees.keys()]).toEqual(['1', '7']);
    expect(addFound(proven, [])).toBe(proven);
  });
});
