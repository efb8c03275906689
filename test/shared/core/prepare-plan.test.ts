import { describe, expect, it } from 'vitest';
import type { Employee, ListingRead } from '../../../shared/core/ground/employee.ts';
import type { Approval } from '../../../shared/core/ground/memory.ts';
import type { PersonioPort } from '../../../shared/core/ports/personio.ts';
import { preparePlan, readCompleteListing } from '../../../shared/core/prepare-plan.ts';
import { fingerprints, memoryOf, people, person, read, remembered, tenant } from './build.ts';

const NOW = new Date('2026-12-01T03:00:00Z');

/** A Personio whose listing is given, and that knows some people only by id. */
function personioOf(listing: () => ListingRead, byId: ReadonlyMap<string, Employee> = new Map()) {
  const asked = { listings: 0, ids: [] as string[], atOnce: 0, most: 0 };
  const personio: PersonioPort = {
    readAll: async () => {
      asked.listings += 1;
      return listing();
    },
    readOne: async (id) => {
      asked.ids.push(id);
      asked.atOnce += 1;
      asked.most = Math.max(asked.most, asked.atOnce);
      await Promise.resolve();
      asked.atOnce -= 1;
      return byId.get(id);
    },
    readAttributes: async () => undefined,
    requestCount: () => asked.listings + asked.ids.length,
  };
  return { personio, asked };
}

function prepare(personio: PersonioPort, situation: Parameters<typeof memoryOf>[0], approval?: Approval) {
  const plans: string[] = [];
  const past = { reads: 0 };
  const memory = {
    readPastGrants: async () => {
      past.reads += 1;
      return new Map([['1', { all: 4 }]]);
    },
    readMemory: async () => ({ ...memoryOf(situation), ...(approval === undefined ? {} : { approval }) }),
    readPlan: async (_tenantId: string, digest: string) => {
      plans.push(digest);
      return [];
    },
  };
  return { prepared: preparePlan({ personio, memory, fingerprints }, tenant, NOW), plans, past };
}

describe('reading the listing', () => {
  it('stops after three full reads that prove nothing, and says why', async () => {
    const { personio, asked } = personioOf(() => ({ ...read(people(3)), totals: [4] }));
    await expect(readCompleteListing(personio, 'acme')).rejects.toMatchObject({
      code: 'LISTING_INCOMPLETE',
      operation: 'read listing',
      tenantId: 'acme',
      message: expect.stringContaining('after 3 full reads: TOTAL_DIFFERS'),
    });
    expect(asked.listings).toBe(3);
  });
});

describe('the grants of people who were forgotten', () => {
  const oneOff = { budgets: { 'oneoff:all': '100' } } as const;
  const known = remembered(person('1'), { budgets: { 'oneoff:all': { amount: 'a', grant: 1 } } });

  it.each([
    ['somebody unknown has an amount', person('1', oneOff), [], 1],
    ['it is somebody who has left', person('1', { ...oneOff, status: 'inactive' }), [], 0],
    ['nobody has one', person('1'), [], 0],
    ['the last one is remembered', person('1', oneOff), [known], 0],
  ])('are read where %s: %#', async (_, employee, memory, reads) => {
    const { prepared, past } = prepare(personioOf(() => read([employee])).personio, { memory });
    await prepared;
    expect(past.reads).toBe(reads);
  });

  it('are counted on', async () => {
    const prepared = await prepare(personioOf(() => read([person('1', oneOff)])).personio, {}).prepared;
    if ('gate' in prepared) throw new Error(prepared.gate.code);
    expect(prepared.resolved.plan.drafts.map(({ budget }) => budget?.grant)).toEqual([undefined, 5]);
  });
});

describe('looking up who is absent', () => {
  const staff = people(100);
  const listed = staff.slice(8);
  const memory = staff.map((one) => remembered(one));

  it('asks for each once, five at a time; who is found counts as listed, the others as missing', async () => {
    const found = new Map([['3', person('3')]]);
    const { personio, asked } = personioOf(() => read(listed), found);
    const { prepared } = prepare(personio, { memory });
    const result = await prepared;
    if ('gate' in result) throw new Error(result.gate.code);
    expect(asked.ids).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(asked.most).toBe(5);
    expect(result.listing.employees.has('3')).toBe(true);
    expect(result.resolved.plan.missing).toEqual(['1', '2', '4', '5', '6', '7', '8']);
    expect(result.resolved.plan.issues.map((issue) => issue.code)).toEqual(Array(7).fill('MISSING'));
  });

  it('asks for nobody where nobody is absent', async () => {
    const { personio, asked } = personioOf(() => read(staff));
    const result = await prepare(personio, { memory }).prepared;
    if ('gate' in result) throw new Error(result.gate.code);
    expect(asked.ids).toEqual([]);
    expect(result.resolved.plan).toMatchObject({ missing: [], issues: [] });
  });
});

describe("an approval's plan", () => {
  it('is read while the approval stands, and no more once it is spent', async () => {
    const approval = { digest: '0123456789abcdef', first: false, withoutOneOff: false, approvedAt: NOW.toISOString() };
    const staff = people(3);
    const memory = staff.map((one) => remembered(one));
    const { personio } = personioOf(() => read(staff));
    const standing = prepare(personio, { memory }, { ...approval, state: 'approved' });
    await standing.prepared;
    expect(standing.plans).toEqual(['0123456789abcdef']);
    const spent = prepare(personio, { memory }, { ...approval, state: 'spent' });
    await spent.prepared;
    expect(spent.plans).toEqual([]);
  });
});
