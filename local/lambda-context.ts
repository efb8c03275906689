import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** Lambda's longest timeout, which the functions have. */
const TIMEOUT_MS = 900_000;

/** The context that Lambda gives an invocation, with a deadline that really comes nearer. */
export function createContext(functionName: string): Context {
  const deadline = performance.now() + TIMEOUT_MS;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    // Of old Node runtimes; the types still ask for them.
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
