import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import type { DeadLetter } from '../../../../shared/contracts/support/queues.ts';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const purge = (letter: string, digest?: string) =>
  askSupport(pipeline.local, 'anna', {
    operation: 'dead-letters-purge',
    letter,
    ...(digest === undefined ? {} : { digest }),
  });

const list = async (): Promise<readonly DeadLetter[]> =>
  (await askSupport(pipeline.local, 'anna', { operation: 'dead-letters' })).letters;

async function actsOf(tenantId?: string): Promise<string[]> {
  const asked = { operation: 'audit', acts: true, limit: 50, ...(tenantId === undefined ? {} : { tenantId }) } as const;
  const { entries } = await askSupport(pipeline.local, 'anna', asked);
  return entries.map(({ what, result }) => `${what}: ${result}`);
}

/** Two first activations that Alleo did not take: both are open, and lie among the dead letters. */
async function leaveTwo(): Promise<readonly DeadLetter[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'letters-'));
  const file = path.join(dir, 'sent.jsonl');
  await pipeline.approve('2026-11-02');
  pipeline.alleo.setCredentials([]);
  await pipeline.runDay('2026-11-02', file);
  pipeline.alleo.setCredentials([{ accessKey: 'access', secretKey: 'secret', companies: [1] }]);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  for (const body of lines) await pipeline.send('mutationDeadLetters', 'acme', body);
  await rm(dir, { recursive: true });
  return list();
}

it('shows one and what becomes of it, takes away exactly that one, and the next run sends what stayed open', async () => {
  const [first, second] = await leaveTwo();
  const shown = await purge(second?.id.slice(0, 8) ?? '');
  expect(shown).toMatchObject({ letter: { ...second, handedOut: expect.any(Number) }, purged: false });
  expect(shown.note).toBe(
    'It stays open for this person: the next daily run, or one that you ask for (`personio-sync requeue acme`), offers it again, or what Personio says of them by then.',
  );
  expect(await list()).toHaveLength(2);
  expect(await purge(shown.letter.id, shown.digest)).toMatchObject({ purged: true });
  expect((await list()).map(({ id }) => id)).toEqual([first?.id]);
  expect(await actsOf('acme')).toContain(`dead-letters-purge ${shown.letter.id} ${shown.digest}: done`);

  await pipeline.runDay('2026-11-03');
  expect(pipeline.alleo.companies.get(1)?.ordered.filter((one) => one.is_active)).toHaveLength(2);
  expect((await purge(first?.id ?? '')).note).toMatch(/^Nothing of it is open: /);
});

it('takes nothing away where what would become of it is not as it was shown, or where it is gone', async () => {
  const [letter] = await leaveTwo();
  const shown = await purge(letter?.id ?? '');
  await pipeline.runDay('2026-11-03');
  await expect(purge(shown.letter.id, shown.digest)).rejects.toMatchObject({ problem: { code: 'DIGEST_CHANGED' } });
  expect(await list()).toHaveLength(2);
  const now = await purge(shown.letter.id);
  await purge(now.letter.id, now.digest);
  await expect(purge(now.letter.id, now.digest)).rejects.toMatchObject({ problem: { code: 'LETTER_UNKNOWN' } });
  expect(await list()).toHaveLength(1);
  expect((await actsOf()).filter((act) => act.startsWith('dead-letters-purge'))).toEqual([
    `dead-letters-purge ${now.letter.id} ${now.digest}: LETTER_UNKNOWN`,
    `dead-letters-purge ${now.letter.id} ${shown.digest}: DIGEST_CHANGED`,
  ]);
});

it('takes away what nobody can read, whoever wrote it, and tells nothing that it says', async () => {
  await pipeline.send('tenantDeadLetters', 'acme', 'Jane Doe, not even JSON');
  await pipeline.send('tenantDeadLetters', 'gone-customer', '{"version":1}');
  for (const { id } of await list()) {
    const { digest, note, letter } = await purge(id);
    expect(note).toMatch(/^Nobody can read it/);
    expect(JSON.stringify(letter)).not.toMatch(/Jane/);
    await purge(id, digest);
  }
  expect(await list()).toEqual([]);
});

it('says of what a budget, a run and a customer that is gone come to', async () => {
  pipeline.personio.change(1, { custom: { alleo_monthly_all_budget: 50 } });
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  const [budget = ''] = pipeline.bodiesOf('budgets');
  const tenant = await pipeline.local.directory.readTenant('acme');
  const message = { version: 1, tenantId: 'acme', registration: tenant?.registration, trigger: 'requeue' };
  const body = JSON.stringify({ ...message, requestedAt: '2026-11-02T03:00:00Z' });
  await pipeline.send('tenantDeadLetters', 'acme', body);
  await pipeline.send('tenantDeadLetters', 'gone', body.replace('"acme"', '"gone"'));
  await pipeline.send('budgetDeadLetters', 'acme', budget);
  const notes: string[] = [];
  for (const { id } of await list()) notes.push((await purge(id)).note);
  expect(notes).toEqual([
    'It asked for a run. Nothing of that is lost: the next daily run, or one that you ask for (`personio-sync requeue acme`), does the same.',
    'There is no customer gone any more: nobody sends it again.',
    'No run sends this budget again: it counts as handed on. Assign it in Alleo by hand before you take the letter away: it stays in the file of `personio-sync budgets acme --csv FILE`.',
  ]);
});

it('says who goes on where no run is due before a plan is approved, and of what a customer left who was removed', async () => {
  pipeline.personio.change(1, { custom: { alleo_monthly_all_budget: 50 } });
  const tenant = await pipeline.local.directory.readTenant('acme');
  const message = { version: 1, tenantId: 'acme', registration: tenant?.registration, trigger: 'requeue' };
  await pipeline.send('tenantDeadLetters', 'acme', JSON.stringify({ ...message, requestedAt: '2026-11-02T03:00:00Z' }));
  const notesOf = async () => {
    const notes: string[] = [];
    for (const { id } of await list()) notes.push((await purge(id)).note);
    return notes;
  };
  expect(await notesOf()).toEqual([
    'It asked for a run. Nothing of that is lost: the first run, once its plan is approved (`personio-sync preview acme` shows it), does the same.',
  ]);
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  const [budget = ''] = pipeline.bodiesOf('budgets');
  await pipeline.send('mutationDeadLetters', 'acme', budget);
  await pipeline.send('budgetDeadLetters', 'acme', budget);
  await askSupport(pipeline.local, 'anna', {
    operation: 'tenant-remove',
    tenantId: 'acme',
    confirm: tenant?.name ?? '',
  });
  await pipeline.addTenant();
  const outdated =
    'It is from before acme was removed and added again: brought back, it is dropped. What is to be done now, runs of now do.';
  expect(await notesOf()).toEqual([
    outdated,
    outdated,
    'It was handed on before acme was removed and added again: no run sends it, and no file of `personio-sync budgets` shows it. Look in Alleo whether it was assigned before you take the letter away.',
  ]);
});
