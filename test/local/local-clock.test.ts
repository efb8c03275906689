import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../local/ask-support.ts';
import { createLocalClock } from '../../local/local-clock.ts';
import { openLocal } from '../../local/open-local.ts';
import { runDay } from '../../local/run-day.ts';

const REAL = '2026-11-01T12:00:00.000Z';
const DAY = '2026-12-01T03:00:00.000Z';
const real = () => new Date(REAL);
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'personio-sync-clock-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the clock of practice', () => {
  it('is real time until a day is set, and nobody else hears of one that does not stay', () => {
    const clock = createLocalClock(real, dir);
    expect([clock.now().toISOString(), clock.stands()]).toEqual([REAL, false]);
    clock.set(new Date(DAY));
    clock.close();
    expect(clock.now().toISOString().slice(0, 16)).toBe(DAY.slice(0, 16));
    expect(createLocalClock(real, dir).now().toISOString()).toBe(REAL);
  });

  it('stands on the day that stays, also where the process was killed, and never goes back', () => {
    const clock = createLocalClock(real, dir);
    clock.set(new Date(DAY), true);
    const killed = createLocalClock(real, dir);
    expect(killed.stands()).toBe(true);
    const before = killed.now();
    killed.close();
    const next = createLocalClock(real, dir);
    expect(next.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(next.now().getTime() - Date.parse(DAY)).toBeLessThan(60_000);
  });

  it('says which file cannot be read', () => {
    writeFileSync(join(dir, 'clock.json'), '{"now":"yesterday"}');
    expect(() => createLocalClock(real, dir)).toThrow(/clock\.json/);
  });

  it('is one for all: what is asked after `run --date` stands on that day, and so does the next run', async () => {
    const first = await openLocal({ dir });
    try {
      expect((await runDay(first, { date: '2027-03-01' })).date).toBe('2027-03-01');
    } finally {
      await first.close();
    }
    const second = await openLocal({ dir });
    try {
      const { at } = await askSupport(second, 'test', { operation: 'status' });
      expect(at.slice(0, 10)).toBe('2027-03-01');
      expect((await runDay(second)).date).toBe('2027-03-01');
      // A second run of a day comes after what was asked on it.
      expect(second.clock.now().toISOString() > at).toBe(true);
    } finally {
      await second.close();
    }
    expect(readFileSync(join(dir, 'clock.json'), 'utf8')).toContain('2027-03-01');
  });
});
