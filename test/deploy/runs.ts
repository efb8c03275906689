import type { RunReport } from '../../shared/contracts/run-report.ts';
import { ask } from './command.ts';
import { CUSTOMER } from './customer.ts';
import type { Lab } from './lab.ts';
import { expectSame, waitFor } from './progress.ts';

/** The runs so far, newest first, as `personio-sync runs` shows them. */
export async function listRuns(lab: Lab): Promise<readonly RunReport[]> {
  return (await ask(lab, 'runs', ['runs', CUSTOMER.id])).runs;
}

/** Waits for a run beyond the first `after` ones; throws unless it has this trigger and status. */
export async function waitForRun(
  lab: Lab,
  wanted: {
    readonly trigger: RunReport['trigger'];
    readonly after: number;
    /** @default ok */
    readonly status?: RunReport['status'];
  },
): Promise<RunReport> {
  const run = await waitFor(`the report of a run by ${wanted.trigger}`, 120, async () => {
    const runs = await listRuns(lab);
    return runs.length > wanted.after ? runs[0] : undefined;
  });
  const { trigger, status = 'ok' } = wanted;
  expectSame('the run', { trigger: run.trigger, status: run.status }, { trigger, status });
  return run;
}

/** Asks for a run by hand and waits for its report. */
export async function requeue(lab: Lab, status: RunReport['status'] = 'ok'): Promise<RunReport> {
  const { length } = await listRuns(lab);
  const { queued } = await ask(lab, 'requeue', ['requeue', CUSTOMER.id]);
  expectSame('queued', queued, [CUSTOMER.id]);
  return waitForRun(lab, { trigger: 'requeue', after: length, status });
}

/** The same; throws unless nothing changed, nothing is open, and Alleo was left alone. */
export async function expectQuietRun(lab: Lab): Promise<void> {
  const before = lab.world.alleo.journal.length;
  const run = await requeue(lab);
  const { mutations, held, open } = run;
  expectSame('a quiet run', { mutations, held, open: open.count }, { mutations: {}, held: {}, open: 0 });
  expectSame('changes in Alleo', lab.world.alleo.journal.length - before, 0);
}
