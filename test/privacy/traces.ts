import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inspect } from 'node:util';
import { vi } from 'vitest';
import { createLog, type Log } from '../../shared/runtime/logger.ts';
import { type Counter, createCounter } from '../../shared/runtime/metrics.ts';

/** What handlers left on standard output and error, and the errors that they met. */
export interface Traces {
  readonly lines: string[];
  readonly errors: unknown[];
  /** The real logger and the real metrics, as in Lambda; errors are kept besides. */
  readonly telemetry: (service: string) => { readonly log: Log; readonly counter: Counter };
  stop(): void;
}

export function collectTraces(): Traces {
  const lines: string[] = [];
  const errors: unknown[] = [];
  const take = (chunk: unknown) => {
    lines.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString());
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(take),
    vi.spyOn(process.stderr, 'write').mockImplementation(take),
    ...(['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...args: unknown[]) => {
        lines.push(args.map((one) => (typeof one === 'string' ? one : inspect(one, { depth: null }))).join(' '));
      }),
    ),
  ];
  const keep = (log: Log): Log => ({
    ...log,
    error: (message, error, facts) => {
      errors.push(error);
      log.error(message, error, facts);
    },
  });
  return {
    lines,
    errors,
    telemetry: (service) => ({ log: keep(createLog(service, 'test')), counter: createCounter(service, 'test') }),
    stop: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}

/** An error as any logger or runtime could print it: message, stack, JSON, own properties, and all its causes. */
export function printError(error: unknown): string {
  const parts: string[] = [];
  for (let one = error, depth = 0; one !== undefined && depth < 10; depth += 1) {
    parts.push(inspect(one, { depth: null, showHidden: true }), JSON.stringify(one) ?? '');
    if (!(one instanceof Error)) break;
    parts.push(String(one), one.message, one.stack ?? '', JSON.stringify(Object.getOwnPropertyDescriptors(one)));
    one = one.cause;
  }
  return parts.join('\n');
}

/** Each line once: stacks and log lines repeat themselves. */
export function distinctLines(texts: readonly string[]): string {
  return [...new Set(texts.flatMap((text) => text.split('\n')))].join('\n');
}

/** All files below a directory but for those of some folders: their paths, and their bytes as text. */
export function readFiles(dir: string, without: readonly string[]): { readonly path: string; readonly text: string }[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(dir, join(entry.parentPath, entry.name)));
  const wanted = paths.filter((path) => !without.some((folder) => path.startsWith(`${folder}/`)));
  return wanted.map((path) => ({ path, text: readFileSync(join(dir, path)).toString('latin1') }));
}

const STORED_TOTAL = /"(approvedB|b)udgetTotal":\{"S":"[\d.]+"\}/g;

/** A file of the table without what a run's budgets came to: the one amount that is kept (behaviour: "What we remember"). */
export const withoutStoredTotals = (content: string): string => content.replaceAll(STORED_TOTAL, '');
