import { describe, expect, it } from 'vitest';
import { makePeople } from '../../../local/simulators/personio/make-people.ts';

describe('made-up people', () => {
  const people = makePeople({ count: 5000, seed: 7 });

  it('are the same for the same seed, and others for another', () => {
    expect(makePeople({ count: 5000, seed: 7 })).toEqual(people);
    expect(makePeople({ count: 5000, seed: 8 })).not.toEqual(people);
    expect(makePeople({ count: 100, seed: 7 })).toEqual(people.slice(0, 100));
  });

  it('have their own ids and e-mail addresses, which are plain ASCII', () => {
    expect(new Set(people.map(({ id }) => id)).size).toBe(5000);
    expect(new Set(people.map(({ email }) => email)).size).toBe(5000);
    expect(people.filter(({ email }) => !/^[a-z]+(\.[a-z]+)+\d*@example\.com$/.test(email))).toEqual([]);
  });

  it('have names with umlauts, several departments, and every status', () => {
    expect(people.filter(({ lastName }) => /[äöüß]/i.test(lastName)).length).toBeGreaterThan(1000);
    expect(new Set(people.map(({ department }) => department)).size).toBe(9);
    const share = (status: string) => people.filter((person) => person.status === status).length / people.length;
    expect(share('active')).toBeCloseTo(0.86, 1);
    expect(share('inactive')).toBeCloseTo(0.08, 1);
    expect(share('leave')).toBeGreaterThan(0.01);
    expect(share('onboarding')).toBeGreaterThan(0.01);
  });

  it('have dates that agree with their status on the day asked for', () => {
    const today = '2027-01-15';
    for (const person of makePeople({ count: 2000, today })) {
      const { status, hireDate, terminationDate } = person;
      const started = hireDate !== null && hireDate <= today;
      const left = terminationDate !== null && terminationDate < today;
      expect([person.id, started, left]).toEqual([person.id, status !== 'onboarding', status === 'inactive']);
    }
  });
});
