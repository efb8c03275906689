import { openLocal } from '../open-local.ts';
import { runDay } from '../run-day.ts';

/**
 * A run that kills its own process with SIGKILL: between the first and the second batch of mutations, so that all of
 * them are reserved, some are sent and none is confirmed. Arguments: the directory and the date.
 */
async function runUntilKilled(dir: string, date: string): Promise<void> {
  let batches = 0;
  const local = await openLocal({
    dir,
    onRequest: ({ service, action }) => {
      if (service === 'sqs' && action === 'SendMessageBatch') batches += 1;
      // The first batch is the schedule's: one message per customer.
      if (batches === 3) process.kill(process.pid, 'SIGKILL');
      return 'pass';
    },
  });
  await runDay(local, { date });
  await local.close();
  throw new Error('Nothing killed this run: fewer mutations were sent than the story says.');
}

const [dir = '', date = ''] = process.argv.slice(2);
await runUntilKilled(dir, date);
