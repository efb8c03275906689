import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
});

afterEach(() => pipeline.close());

it('recent-runs gives the runs of the last days in figures, and when the schedule fires next', async () => {
  for (const date of ['2026-11-02', '2026-11-03', '2026-11-04']) await pipeline.runDay(date);
  const { nextRunAt, customers } = await desk.ask('recent-runs', { tenantIds: ['acme', 'nobody'], days: 2 });
  expect(nextRunAt).toBe('2026-11-05T03:00:00.000Z');
  expect(customers).toMatchObject([
    {
      tenantId: 'acme',
      runs: [
        { date: '2026-11-04', status: 'ok', employed: 2, mutations: {}, issueCount: 0 },
        { date: '2026-11-03', status: 'ok', employed: 2 },
      ],
    },
    { tenantId: 'nobody', runs: [] },
  ]);
});

it('audit lists what was done, and who looked only where that is asked for', async () => {
  await desk.ask('status');
  await desk.ask('tenant-pause');
  const namesOf = (entries: readonly { readonly what: string }[]) => entries.map(({ what }) => what.split(' ')[0]);
  const acts = await desk.ask('audit', { acts: true });
  expect(acts.entries).toContainEqual(expect.objectContaining({ who: 'test', what: 'tenant-pause', result: 'done' }));
  expect(namesOf(acts.entries).sort()).toEqual(['activate', 'tenant-add', 'tenant-pause']);
  const all = await desk.ask('audit');
  expect(namesOf(all.entries)).toEqual(expect.arrayContaining(['audit', 'status', 'tenant-pause', 'activate']));
  expect((await desk.ask('audit', { limit: 2 })).entries).toHaveLength(2);
  expect((await desk.problemOf('audit', { tenantId: 'acne' })).code).toBe('TENANT_UNKNOWN');
});
