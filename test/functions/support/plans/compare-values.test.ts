import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1, lastName: 'Groot', department: 'Office' }, { id: 2 }] });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  pipeline.personio.account.change(1, { lastName: 'Vermeer', department: 'Warehouse' });
});

afterEach(() => pipeline.close());

it('a preview tells, where it is asked, from which value to which somebody changes', async () => {
  const { values, people } = await desk.ask('preview', { values: true });
  expect(people.find(({ employeeId }) => employeeId === '1')?.changed).toEqual(['last_name', 'department']);
  expect(values).toEqual({
    1: [
      { field: 'last_name', from: 'Groot', to: 'Vermeer' },
      { field: 'department', to: 'Warehouse' },
    ],
  });
  expect(JSON.stringify(await desk.ask('preview'))).not.toContain('Vermeer"}]');
  expect((await desk.ask('preview')).values).toBeUndefined();
});

it('without Alleo it tells the new value alone', async () => {
  pipeline.alleo.script = () => ({ status: 503, body: '' });
  const { values } = await desk.ask('preview', { values: true });
  expect(values?.['1']?.[0]).toEqual({ field: 'last_name', to: 'Vermeer' });
});
