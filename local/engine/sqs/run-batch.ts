import { ServiceError } from '../service-error.ts';
import { sqsError } from './sqs-error.ts';

type Entry = { readonly Id: string };
type FailedEntry = { Id: string; Code: string; Message: string; SenderFault: boolean };

/** Runs each entry of a batch by itself, in order: one that is refused does not hinder the others. */
export function runBatch<E extends Entry, R>(
  entries: readonly E[],
  run: (entry: E) => R,
): { Successful: (R & Entry)[]; Failed: FailedEntry[] } {
  checkEntries(entries);
  const Successful: (R & Entry)[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ ...run(entry), Id: entry.Id });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.queryCode ?? error.type, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

function checkEntries(entries: readonly Entry[]): void {
  if (entries.length === 0) throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) {
    throw sqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw sqsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
}
