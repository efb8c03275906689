import { afterEach, describe, expect, it, vi } from 'vitest';
import { logLines } from '../../../local/telemetry.ts';
import { DefectError, TransientError } from '../../../shared/core/ground/errors.ts';
import { createLog, type Log } from '../../../shared/runtime/logger.ts';

const SENT = 'Zquirinia';

afterEach(() => vi.restoreAllMocks());

/** What the log of a stage writes of an error. */
function writtenOnStage(use: (log: Log) => void): string {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const other = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  use(createLog('sync', 'test'));
  return [...written.mock.calls, ...other.mock.calls].flat().map(String).join('');
}

/** What the log of the embedded run writes of an error. */
function writtenLocally(use: (log: Log) => void): string {
  const lines: string[] = [];
  use(logLines((line) => lines.push(line)));
  return lines.join('\n');
}

describe.each([
  ['on a stage', writtenOnStage],
  ['in the embedded run', writtenLocally],
])('what a line says of an error %s', (_, written) => {
  it('is all that an error of ours says', () => {
    const error = new TransientError(
      { tenantId: 'acme', operation: 'read listing', code: 'LISTING_INCOMPLETE' },
      'after 3 full reads: TOTAL_DIFFERS',
    );
    const line = written((log) => log.error('message goes back to its queue', error));
    expect(line).toContain(
      '"explanation":"read listing (tenant acme): LISTING_INCOMPLETE: after 3 full reads: TOTAL_DIFFERS"',
    );
    expect(line).not.toContain('thrownAt');
  });

  it('is the place of any other, and nothing of its message', () => {
    const error = new TypeError(`cannot read ${SENT}\n    at ${SENT} (${SENT}.ts:1:1)`);
    const line = written((log) => log.error('invocation failed', error));
    expect(line).toMatch(/"code":"TypeError".*"thrownAt":"at [^"]*logger\.test\.ts:\d+:\d+/);
    expect(line).not.toContain(SENT);
  });

  it('is no message that was put in the place of the first', () => {
    const stack = `TypeError: cannot read ${SENT}\n    at ${SENT} (${SENT}.ts:1:1)`;
    const error = Object.assign(new TypeError('something else'), { stack });
    expect(written((log) => log.error('invocation failed', error))).not.toContain(SENT);
  });

  it('is what a cause of ours says, too', () => {
    const cause = new TransientError({ operation: 'read listing', code: 'LISTING_INCOMPLETE' }, 'after 3 full reads');
    const error = new TransientError({ operation: 'write report', code: 'TimeoutError', cause }, 'AWS did not answer');
    const line = written((log) => log.error('message goes back to its queue', error));
    expect(line).toContain('"explanation":"write report: TimeoutError: AWS did not answer"');
    expect(line).toContain(
      '"causes":"TransientError < TransientError: read listing: LISTING_INCOMPLETE: after 3 full reads"',
    );
  });

  it('is no message of another cause', () => {
    const cause = new Error(`no good: ${SENT}`);
    const error = new DefectError({ operation: 'write memory', code: 'ValidationException', cause }, 'AWS refused it');
    const line = written((log) => log.error('message goes back to its queue', error));
    expect(line).toContain('"causes":"DefectError < Error"');
    expect(line).not.toContain(SENT);
  });
});
