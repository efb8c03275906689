import { appendFileSync, closeSync, existsSync, ftruncateSync, readFileSync, truncateSync } from 'node:fs';
import { basename } from 'node:path';
import { openOwnFile } from '../open-own-file.ts';
import { writeFileAtomically } from '../write-file-atomically.ts';
import { type QueueRecord, QueueRecordSchema } from './queue-records.ts';

/** Where a queue's records go. What `append` has returned from outlives the process. */
export type Journal = {
  /** Records written since the last rewrite, that of the opening included. */
  readonly length: () => number;
  readonly append: (record: QueueRecord) => void;
  /** Replaces everything by these records. */
  readonly rewrite: (records: readonly QueueRecord[]) => void;
  readonly close: () => void;
};

/** A journal that keeps nothing. */
export function memoryJournal(): Journal {
  return { length: () => 0, append: () => {}, rewrite: () => {}, close: () => {} };
}

/** Opens `file`, one JSON record a line, and hands back what it holds. */
export function openJournal(file: string): { records: QueueRecord[]; journal: Journal } {
  const records = readRecords(file);
  let descriptor = openOwnFile(file);
  let length = records.length;
  let bytes = existsSync(file) ? readFileSync(file).byteLength : 0;
  const journal: Journal = {
    length: () => length,
    append: (record) => {
      const line = `${JSON.stringify(record)}\n`;
      try {
        appendFileSync(descriptor, line);
      } catch (error) {
        // A line cut short (a full disk) must not run into the next one.
        ftruncateSync(descriptor, bytes);
        throw error;
      }
      bytes += Buffer.byteLength(line);
      length += 1;
    },
    rewrite: (next) => {
      const text = next.map((record) => `${JSON.stringify(record)}\n`).join('');
      writeFileAtomically(file, text);
      closeSync(descriptor);
      descriptor = openOwnFile(file);
      bytes = Buffer.byteLength(text);
      length = next.length;
    },
    close: () => closeSync(descriptor),
  };
  return { records, journal };
}

/** A last line without its end was never acknowledged: the process died writing it, so it is cut off. */
function readRecords(file: string): QueueRecord[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parseLine(line, `${basename(file)}, line ${index + 1}`));
}

function parseLine(line: string, place: string): QueueRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's own message quotes the line.
    throw new Error(`The queue file is damaged: ${place} is not JSON`);
  }
  const record = QueueRecordSchema.safeParse(value);
  if (!record.success) throw new Error(`The queue file is damaged: ${place} is not a known record`);
  return record.data;
}
