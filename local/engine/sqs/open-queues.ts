import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeUnfinished } from '../write-file-atomically.ts';
import { memoryJournal, openJournal } from './open-journal.ts';
import { applyRecord, compact, emptyQueue, type Queue } from './queue.ts';
import { sqsError } from './sqs-error.ts';

const ENDING = '.jsonl';

/** All queues of one engine. `now` in milliseconds. */
export type Queues = {
  readonly byName: Map<string, Queue>;
  readonly now: () => number;
  /** An empty queue with its journal, not yet configured. */
  readonly create: (name: string) => Queue;
  readonly close: () => void;
};

/** Opens the queues kept in `dir`, or keeps new ones in memory. No message is in flight in a newly opened queue. */
export function openQueues(deps: { dir?: string | undefined; now: () => number }): Queues {
  const { dir, now } = deps;
  const byName = new Map<string, Queue>();
  if (dir !== undefined) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    removeUnfinished(dir);
    for (const file of readdirSync(dir).filter((name) => name.endsWith(ENDING))) {
      const { records, journal } = openJournal(join(dir, file));
      // A process that died while it created the queue: nobody was told that the queue exists.
      if (records.length === 0) {
        journal.close();
        continue;
      }
      const queue = emptyQueue(file.slice(0, -ENDING.length), journal);
      for (const record of records) applyRecord(queue, record);
      compact(queue);
      byName.set(queue.name, queue);
    }
  }
  return {
    byName,
    now,
    create: (name) =>
      emptyQueue(name, dir === undefined ? memoryJournal() : openJournal(join(dir, name + ENDING)).journal),
    close: () => {
      for (const queue of byName.values()) {
        compact(queue);
        queue.journal.close();
      }
    },
  };
}

/** The queue of a name or of a queue URL, whose last part is the name. */
export function findQueue(queues: Queues, nameOrUrl: string): Queue {
  const queue = queues.byName.get(nameOrUrl.split('/').at(-1) ?? '');
  if (queue === undefined) throw sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
  return queue;
}
