import { openLocal } from '../../local/open-local.ts';
import { runDay } from '../../local/run-day.ts';

// A process of its own: runs the day on the directory given and is killed without any cleaning up, either at the end or
// before the n-th batch of messages is sent.
const [dir = '', date = '', batch = '0', mutationsFile = ''] = process.argv.slice(2);
let batches = 0;
const local = await openLocal({
  dir,
  onRequest: ({ action }) => {
    if (action === 'SendMessageBatch') batches += 1;
    if (batches === Number(batch) && batches > 0) process.kill(process.pid, 'SIGKILL');
    return 'pass';
  },
});
await runDay(local, { date, mutationsFile });
process.kill(process.pid, 'SIGKILL');
