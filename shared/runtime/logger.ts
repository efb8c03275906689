import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { factsOf } from './error-facts.ts';

/** What a log line may say: names, codes, counts and ids. Never a person's data, a token, a query string or a body. */
export interface LogFacts {
  readonly [name: string]: string | number | boolean | null | undefined | { readonly [name: string]: unknown };
}

/** One JSON line per call. `tenantId` and `runId` go on every line that has them. */
export interface Log {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  /** Of an error that is not ours never the message: it may quote what was sent. */
  error(message: string, error: unknown, facts?: LogFacts): void;
  /** Where lines go to CloudWatch: puts the invocation's request id on them, by which Lambda names it in its own lines. */
  begin?(context: Context): void;
}

/** A log about one thing: its facts stand on every line, those noted later from then on. */
export interface NotingLog extends Log {
  note(facts: LogFacts): void;
}

/** A log about one thing, on top of another log. */
export function openNotingLog(log: Log, facts: LogFacts): NotingLog {
  let known = facts;
  return {
    note: (more) => {
      known = { ...known, ...more };
    },
    info: (message, more) => log.info(message, { ...known, ...more }),
    warn: (message, more) => log.warn(message, { ...known, ...more }),
    error: (message, error, more) => log.error(message, error, { ...known, ...more }),
  };
}

/** Powertools' logger, as `service` of this stage. */
export function createLog(service: string, stage: string): Log {
  const logger = new Logger({ serviceName: service, persistentLogAttributes: { stage } });
  return {
    info: (message, facts = {}) => logger.info(message, { ...facts }),
    warn: (message, facts = {}) => logger.warn(message, { ...facts }),
    error: (message, error, facts = {}) => logger.error(message, { ...factsOf(error), ...facts }),
    begin: (context) => logger.addContext(context),
  };
}
