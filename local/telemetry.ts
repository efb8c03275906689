import { factsOf } from '../shared/runtime/error-facts.ts';
import type { Log, LogFacts } from '../shared/runtime/logger.ts';
import type { Counter } from '../shared/runtime/metrics.ts';

/** Warnings and errors as lines on standard error: standard output is the command's answer alone. */
export function logToStandardError(): Log {
  return logLines((line) => process.stderr.write(`${line}\n`));
}

/** Warnings and errors as lines: the level, what happened, and the facts as JSON. */
export function logLines(write: (line: string) => void): Log {
  const line = (level: string, message: string, facts: LogFacts) =>
    write(`${level} ${message} ${JSON.stringify(facts)}`);
  return {
    info: () => {},
    warn: (message, facts = {}) => line('warning:', message, facts),
    error: (message, error, facts = {}) => line('error:', message, { ...factsOf(error), ...facts }),
  };
}

/** Adds up what the handlers count. */
export function countMetrics(): { readonly metrics: ReadonlyMap<string, number>; readonly counter: Counter } {
  const metrics = new Map<string, number>();
  const add = (name: string, value: number) => {
    metrics.set(name, (metrics.get(name) ?? 0) + value);
  };
  return { metrics, counter: { add, addDuration: add, flush: () => {} } };
}
