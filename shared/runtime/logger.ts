import { Logger } from '@aws-lambda-powertools/logger';
import { codeOf, operationOf, tenantOf } from './error-facts.ts';

/** What a log line may say: names, codes, counts and ids. Never a person's data, a token, a query string or a body. */
export interface LogFacts {
  readonly [name: string]: string | number | boolean | null | undefined | { readonly [name: string]: unknown };
}

/** One JSON line per call. `tenantId` and `runId` go on every line that has them. */
export interface Log {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  /** Of the error only tenant, operation, code and the names of its causes: messages of services may quote what was sent. */
  error(message: string, error: unknown, facts?: LogFacts): void;
}

function causesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let one = error; one instanceof Error && names.length < 5; one = one.cause) names.push(one.name);
  return names;
}

/** Powertools' logger, as `service` of this stage. */
export function createLog(service: string, stage: string): Log {
  const logger = new Logger({ serviceName: service, persistentLogAttributes: { stage } });
  return {
    info: (message, facts = {}) => logger.info(message, { ...facts }),
    warn: (message, facts = {}) => logger.warn(message, { ...facts }),
    error: (message, error, facts = {}) =>
      logger.error(message, {
        tenantId: tenantOf(error),
        operation: operationOf(error),
        code: codeOf(error),
        causes: causesOf(error).join(' < '),
        ...facts,
      }),
  };
}
