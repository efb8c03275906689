import { expect, it } from 'vitest';
import { announceReport } from '../../../functions/sync/announce-report.ts';
import { countMetrics, logLines } from '../../../local/telemetry.ts';
import { METRICS } from '../../../shared/runtime/metric-names.ts';
import { sampleReport } from '../../contracts/store-samples.ts';

const report = { ...sampleReport('acme', 'run-1'), status: 'ok' as const, code: null };

function countOf(changes: Partial<typeof report> | { status: 'held' | 'failed'; code: string }) {
  const { metrics, counter } = countMetrics();
  announceReport({ log: logLines(() => {}), counter }, { ...report, ...changes });
  return metrics;
}

it('counts people, mutations, what is open and the time of every run', () => {
  const metrics = countOf({ mutations: { activate: 3, update: 4 }, open: { count: 5, codes: {} }, durationMs: 6 });
  expect(metrics.get(METRICS.runFinished)).toBe(1);
  expect(metrics.get(METRICS.peopleListed)).toBe(report.listed);
  expect(metrics.get(METRICS.mutationsSent)).toBe(7);
  expect(metrics.get(METRICS.mutationsOpen)).toBe(5);
  expect(metrics.get(METRICS.runDuration)).toBe(6);
  expect(metrics.get(METRICS.runHeld)).toBeUndefined();
  expect(metrics.get(METRICS.runFailed)).toBeUndefined();
});

it('counts a run that is held', () => {
  const metrics = countOf({ status: 'held', code: 'TOO_MANY_DEACTIVATIONS' });
  expect([metrics.get(METRICS.runHeld), metrics.get(METRICS.runFailed)]).toEqual([1, undefined]);
});

it.each([
  ['CREDENTIALS_REFUSED', 1],
  ['SECRET_MISSING', 1],
  ['SECRET_INVALID', 1],
  ['LISTING_EMPTY', undefined],
])('counts a run that failed with %s', (code, refused) => {
  const metrics = countOf({ status: 'failed', code });
  expect(metrics.get(METRICS.runFailed)).toBe(1);
  expect(metrics.get(METRICS.credentialsRefused)).toBe(refused);
});
