import { describe, expect, it } from 'vitest';
import { noteDepartment } from '../../../functions/deliver/note-department.ts';
import { logLines } from '../../../local/telemetry.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { DefectError, TransientError } from '../../../shared/core/ground/errors.ts';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';

/** One tenant's list as the directory keeps it; `fail`: what a write ends in. */
function openNotes(told: readonly string[] = [], fail?: () => Error) {
  let tenant = { id: 'acme', registration: 'r', departmentsWithoutGroup: [...told] } as unknown as Tenant;
  const writes: (readonly string[])[] = [];
  const lines: string[] = [];
  const directory = {
    readTenant: async () => tenant,
    updateTenant: async (_id: string, _registration: string, changes: Partial<Tenant>) => {
      const error = fail?.();
      if (error !== undefined) throw error;
      tenant = { ...tenant, ...changes };
      writes.push(tenant.departmentsWithoutGroup ?? []);
      return true;
    },
  };
  const deps = { directory, log: logLines((line) => lines.push(line)) };
  const note = (name: string, hasGroup = false) => noteDepartment(deps, tenant, name, hasGroup);
  return { note, writes, lines, told: () => tenant.departmentsWithoutGroup ?? [] };
}

const LONG = (n: number) => `${'😀'.repeat(400)} ${n}`;

describe('the note of departments without a group', () => {
  it('keeps far below what an item takes, whatever 1,700 departments are called', async () => {
    const notes = openNotes();
    for (let n = 0; n < 1_700; n += 1) await notes.note(`${n} ${LONG(n)}`);
    expect(notes.told()).toHaveLength(100);
    expect(Buffer.byteLength(JSON.stringify(notes.told()))).toBeLessThan(40_000);
    expect(notes.writes).toHaveLength(100);
    expect(notes.told().join()).not.toMatch(/\p{Surrogate}/u);
  });

  it('tells another where a group was made for one', async () => {
    const notes = openNotes();
    for (let n = 0; n < 101; n += 1) await notes.note(`Department ${n}`);
    expect(notes.told()).not.toContain('Department 100');
    await notes.note('Department 7', true);
    await notes.note('Department 100');
    expect(notes.told()).toContain('Department 100');
    expect(notes.told()).not.toContain('Department 7');
    expect(notes.told()).toHaveLength(100);
  });

  it('is written once for each, and not again for what is told', async () => {
    const notes = openNotes();
    for (const name of ['Sales', 'IT', 'Sales', LONG(1), LONG(1), 'IT']) await notes.note(name);
    expect(notes.writes).toHaveLength(3);
    await notes.note('Marketing', true);
    expect(notes.writes).toHaveLength(3);
    await notes.note(LONG(1), true);
    expect(notes.told()).toEqual(['IT', 'Sales']);
  });

  it('that an earlier release let grow is cut with the next', async () => {
    const grown = Array.from({ length: 1_700 }, (_, n) => `Department ${n} ${'x'.repeat(900)}`).sort();
    const notes = openNotes(grown);
    await notes.note('Sales');
    expect(notes.told()).toHaveLength(100);
    expect(Buffer.byteLength(JSON.stringify(notes.told()))).toBeLessThan(40_000);
  });

  it('fails no profile where it cannot be written, and waits for what passes', async () => {
    const facts = { operation: 'update tenant', tenantId: 'acme', code: 'ValidationException' };
    const broken = openNotes([], () => new DefectError(facts, 'AWS refused it'));
    await broken.note('Sales');
    expect(broken.lines.join()).toContain('department without a group was not noted');
    expect(broken.lines.join()).not.toContain('Sales');
    const slow = openNotes([], () => new TransientError(facts, 'AWS did not answer'));
    await expect(slow.note('Sales')).rejects.toBeInstanceOf(TransientError);
  });

  it('does not keep 300 people in 300 departments from Alleo', async () => {
    const employees = people(300).map((one, n) => ({ ...one, department: `Department ${n}` }));
    const world = await World.activated({ employees });
    expect(world.alleo.state().filter((line) => line.includes(' active '))).toHaveLength(300);
    expect(world.tenant.departmentsWithoutGroup).toHaveLength(100);
  });
});
