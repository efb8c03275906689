import { createHandler } from '../../../functions/sync/create-handler.ts';
import { createContext } from '../../../local/lambda-context.ts';
import { createClients } from '../../../shared/adapters/clients.ts';
import type { RunReport } from '../../../shared/contracts/run-report.ts';
import { answerParent } from '../answer-parent.ts';
import { type Calls, countCalls } from './count-calls.ts';
import { type Cost, measure } from './measure.ts';

/** One invocation of the sync function. */
export interface SyncInput {
  /** A queue's message, as the handler gets it. */
  readonly body: string;
  readonly startedAt: string;
  /** Personio's own limits are kept. */
  readonly paced: boolean;
}

export interface SyncOutput extends Cost {
  readonly report: RunReport;
  readonly calls: Calls;
}

answerParent(async ({ body, startedAt, paced }: SyncInput): Promise<SyncOutput> => {
  const clients = createClients();
  const calls = countCalls(clients);
  const reports: RunReport[] = [];
  const handler = createHandler({
    source: process.env,
    clients,
    clock: () => new Date(startedAt),
    personio: { allowLoopback: true, ...(paced ? {} : { pacing: undefined }) },
    onReport: (report) => reports.push(report),
  });
  const attributes = { ApproximateReceiveCount: '1' };
  const event = { Records: [{ messageId: 'bench', receiptHandle: 'bench', body, attributes }] };
  const { result, ...cost } = await measure(() => handler(event, createContext('sync')));
  const [report] = reports;
  if (report === undefined || result.batchItemFailures.length > 0) throw new Error('the run did not end in a report');
  return { ...cost, report, calls };
});
