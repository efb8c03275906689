import { renameSync, writeFileSync } from 'node:fs';

/** Replaces `file` as a whole, readable by its owner alone: a reader or a crash sees the old text or the new one. */
export function writeFileAtomically(file: string, text: string): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}
