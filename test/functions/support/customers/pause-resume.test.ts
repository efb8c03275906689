import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { accountsOf, openPipeline, type Pipeline } from '../../../local/pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }, { id: 3 }] });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const pause = () => askSupport(pipeline.local, 'test', { operation: 'tenant-pause', tenantId: 'acme' });
const resume = () => askSupport(pipeline.local, 'test', { operation: 'tenant-resume', tenantId: 'acme' });

async function openOf(person: string): Promise<string | undefined> {
  const request = { operation: 'explain', tenantId: 'acme', person, showValues: false } as const;
  const { steps } = await askSupport(pipeline.local, 'test', request);
  return steps.find(({ step }) => step === 'open')?.lines.join();
}

describe('pause and resume', () => {
  it('changes nobody while it is paused, and catches up after it', async () => {
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    expect((await pause()).tenant.status).toBe('paused');
    pipeline.personio.change(1, { status: 'inactive' });
    expect((await pipeline.runDay('2026-11-03')).reports).toEqual([]);
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
    expect((await resume()).tenant.status).toBe('active');
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ mutations: { deactivate: 1 } });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: false, 2: true, 3: true });
  });

  it('parks what is on its way already: it is not applied, not lost, and offered again after resume', async () => {
    await pipeline.approve('2026-11-02');
    // The run emits; while deliver is at the first person, somebody pauses.
    let paused = false;
    pipeline.alleo.script = async () => {
      if (!paused) {
        paused = true;
        await pause();
      }
      return undefined;
    };
    await pipeline.runDay('2026-11-02');
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true });
    expect(pipeline.bodiesOf('mutationDeadLetters')).toEqual([]);
    expect(await openOf('2')).toBe(
      'activate: offered on 2026-11-02, no answer yet. Parked while the customer is paused.',
    );
    await resume();
    expect(await openOf('2')).toBe('activate: offered on 2026-11-02, no answer yet.');
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ mutations: { activate: 2 } });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
  });

  it('can each be repeated', async () => {
    await pipeline.approve('2026-11-02');
    await pause();
    expect((await pause()).tenant.status).toBe('paused');
    await resume();
    expect((await resume()).tenant.status).toBe('active');
  });

  it('paused before its first run, goes on with the plan that was approved', async () => {
    await pipeline.approve('2026-11-02');
    await pause();
    expect((await pipeline.runDay('2026-11-02')).reports).toEqual([]);
    await resume();
    expect(await pipeline.reportOf('2026-11-02')).toMatchObject({ status: 'ok', mutations: { activate: 3 } });
  });

  it('refuses both for a tenant whose first plan nobody approved: resuming is no way around the approval', async () => {
    await expect(pause()).rejects.toMatchObject({ problem: { kind: 'failed', code: 'TENANT_PENDING' } });
    await expect(resume()).rejects.toMatchObject({ problem: { kind: 'failed', code: 'TENANT_PENDING' } });
    expect((await pipeline.local.directory.readTenant('acme'))?.status).toBe('pending');
  });
});
