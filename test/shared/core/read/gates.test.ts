import { describe, expect, it } from 'vitest';
import type { Employee, SeenAttribute } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY } from '../../../../shared/core/ground/employee.ts';
import { checkGates, findFrozen } from '../../../../shared/core/read/gates.ts';
import { EVERYONE, fingerprints, listing, memoryOf, people, person, remembered, SELECTIVE } from '../build.ts';

const gate = (employees: readonly Employee[], active: readonly Employee[] = [], eligibility = EVERYONE) =>
  checkGates(
    listing(employees),
    memoryOf({ memory: active.map((one) => remembered(one)) }),
    eligibility,
    fingerprints.keyId,
  );

describe('gates', () => {
  it('LISTING_EMPTY: no row at all', () => {
    expect(gate([])).toEqual({ code: 'LISTING_EMPTY' });
    expect(gate(people(1))).toBeUndefined();
  });

  it.each(['email', 'first_name', 'last_name', 'status'] as const)(
    'ATTRIBUTE_NOT_READABLE: %s absent from every row',
    (name) => {
      expect(gate(people(2, { [name]: ABSENT }))).toEqual({ code: 'ATTRIBUTE_NOT_READABLE', attribute: name });
      expect(gate([...people(2, { [name]: ABSENT }), person('3', { [name]: EMPTY })])).toBeUndefined();
    },
  );

  it('ATTRIBUTE_NOT_READABLE: the eligibility attribute, by its configured label', () => {
    expect(gate(people(2), [], SELECTIVE)).toEqual({ code: 'ATTRIBUTE_NOT_READABLE', attribute: 'Alleo' });
    expect(gate([person('1'), person('2', { eligibility: EMPTY })], [], SELECTIVE)).toBeUndefined();
  });

  it.each([
    [10, 5, undefined],
    [10, 4, 'ACCOUNT_MISMATCH'],
    [5, 3, undefined],
    [5, 2, 'ACCOUNT_MISMATCH'],
    [4, 1, undefined],
    [4, 0, 'ACCOUNT_MISMATCH'],
    [1, 0, 'ACCOUNT_MISMATCH'],
    [0, 0, undefined],
  ])('ACCOUNT_MISMATCH: %i active, %i listed: %s', (active, listed, code) => {
    const result = gate([...people(listed), person('new')], people(active));
    expect(result?.code).toBe(code);
  });

  it('ACCOUNT_MISMATCH counts active managed users only', () => {
    const inactive = people(9).map((one) => remembered(one, { status: 'inactive' }));
    const memory = memoryOf({ memory: inactive });
    expect(checkGates(listing([person('new')]), memory, EVERYONE, fingerprints.keyId)).toBeUndefined();
  });

  it.each([
    [4, undefined],
    [5, 'ACCOUNT_MISMATCH'],
  ])('ACCOUNT_MISMATCH: of %i active nobody is listed, but a leaver is: %s', (active, code) => {
    const [leaver, ...others] = people(active + 1);
    if (leaver === undefined) throw new Error('nobody');
    const memory = [remembered(leaver, { status: 'inactive' }), ...others.map((one) => remembered(one))];
    const result = checkGates(listing([leaver]), memoryOf({ memory }), EVERYONE, fingerprints.keyId);
    expect(result?.code).toBe(code);
  });

  it('MEMORY_KEY_CHANGED: one memory under another key is enough', () => {
    const memory = memoryOf({ memory: [remembered(person('1')), remembered(person('2'), { keyId: 'other' })] });
    expect(checkGates(listing(people(2)), memory, EVERYONE, fingerprints.keyId)).toEqual({
      code: 'MEMORY_KEY_CHANGED',
    });
  });
});

describe('ATTRIBUTE_VANISHED', () => {
  const once = ['birthday', 'department', 'hire_date', 'termination_date', 'monthly:all'];
  const budget = { amount: fingerprints.ofAmount(5000n) };
  const filled = (count: number) => people(count).map((one) => remembered(one, { budgets: { 'monthly:all': budget } }));

  it('names optional attributes and budget fields that every row lacks now', () => {
    const frozen = findFrozen(
      listing(people(2, { birthday: ABSENT, hire_date: ABSENT })),
      memoryOf({}),
      [...once, 'oneoff:a:b'],
      fingerprints,
    );
    expect(frozen.issues).toEqual([
      { code: 'ATTRIBUTE_VANISHED', attribute: 'birthday' },
      { code: 'ATTRIBUTE_VANISHED', attribute: 'hire_date' },
      { code: 'ATTRIBUTE_VANISHED', attribute: 'alleo_monthly_all_budget' },
      { code: 'ATTRIBUTE_VANISHED', attribute: 'alleo_oneoff_a:b_budget' },
    ]);
  });

  it('says nothing of what was never readable, nor of what one row carries', () => {
    const rows = listing([person('1', { birthday: ABSENT, budgets: { 'monthly:all': EMPTY } }), person('2')]);
    expect(findFrozen(rows, memoryOf({}), once, fingerprints).issues).toEqual([]);
    expect(findFrozen(listing(people(1, { birthday: ABSENT })), memoryOf({}), [], fingerprints).issues).toEqual([]);
  });

  it.each([
    [5, true],
    [4, false],
  ])('a field that %i people had filled and that is empty for all is frozen: %s', (count, isFrozen) => {
    const rows = listing(people(count, { budgets: { 'monthly:all': EMPTY } }));
    const frozen = findFrozen(rows, memoryOf({ memory: filled(count) }), once, fingerprints);
    expect(frozen.budgets.has('monthly:all')).toBe(isFrozen);
    expect(frozen.issues).toHaveLength(isFrozen ? 1 : 0);
  });

  it('one person who still has an amount keeps the field alive', () => {
    const rows = listing([
      ...people(5, { budgets: { 'monthly:all': EMPTY } }),
      person('6', { budgets: { 'monthly:all': '1' } }),
    ]);
    expect(findFrozen(rows, memoryOf({ memory: filled(5) }), once, fingerprints).budgets.size).toBe(0);
  });

  it('a leaver whose row still shows one does not', () => {
    const rows = listing([
      ...people(5, { budgets: { 'monthly:all': EMPTY } }),
      person('left', { status: 'inactive', budgets: { 'monthly:all': '50' } }),
    ]);
    expect(findFrozen(rows, memoryOf({ memory: filled(5) }), once, fingerprints).budgets.size).toBe(1);
  });

  it('amounts that were removed or emptied before do not count as filled', () => {
    const removed = people(5).map((one) =>
      remembered(one, { budgets: { 'monthly:all': { amount: fingerprints.ofAmount(0n) } } }),
    );
    const rows = listing(people(5, { budgets: { 'monthly:all': EMPTY } }));
    expect(findFrozen(rows, memoryOf({ memory: removed }), once, fingerprints).budgets.size).toBe(0);
    const emptied = people(5).map((one) =>
      remembered(one, { budgets: { 'oneoff:all': { ...budget, emptySince: '2026-11-01' } } }),
    );
    const oneOff = listing(people(5, { budgets: { 'oneoff:all': EMPTY } }));
    expect(findFrozen(oneOff, memoryOf({ memory: emptied }), [], fingerprints).budgets.size).toBe(0);
  });
});

describe('a field that was remembered in another spelling', () => {
  it('has not vanished', () => {
    const listed = listing([person('1', { budgets: { 'oneoff:m\u00FCsli': '5' } })]);
    expect(findFrozen(listed, memoryOf({}), ['oneoff:mu\u0308sli'], fingerprints).issues).toEqual([]);
  });
});

describe('BUDGET_FIELD_UNUSABLE', () => {
  const seen = (label: string, unusable: boolean): [string, SeenAttribute] => [
    label,
    { key: label, label, universalId: null, type: null, filled: 0, unusable },
  ];
  const issuesWith = (attributes: readonly [string, SeenAttribute][]) => {
    const listed = { ...listing(people(1)), attributes: new Map(attributes) };
    return findFrozen(listed, memoryOf({}), [], fingerprints).issues;
  };

  it('names each budget field that is not read, as far as a name tells which', () => {
    const long = `alleo_monthly_${'x'.repeat(200)}_budget`;
    expect(issuesWith([seen(long, true), seen('alleo_monthly_all_budget', false)])).toEqual([
      { code: 'BUDGET_FIELD_UNUSABLE', attribute: `${long.slice(0, 60)}…` },
    ]);
  });

  it('names twenty of any number', () => {
    const many = Array.from({ length: 30 }, (_, n) => seen(`alleo_monthly_${n}_budget`, true));
    expect(issuesWith(many)).toHaveLength(20);
  });
});
