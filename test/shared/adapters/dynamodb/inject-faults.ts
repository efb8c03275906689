import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** `lost`: done, but the answer is lost. `reset`: never reached the server. Else the reason of a cancelled transaction. */
export type WireFault = 'lost' | 'reset' | 'TransactionConflict' | 'ThrottlingError';

/** Decides on each attempt on the wire, retries of the SDK included; undefined lets it pass. */
export type OnAttempt = (command: string, n: number) => WireFault | undefined;

/** Puts faults between the client's retries and the wire, until the function given back is called. */
export function injectFaults(client: DynamoDBClient, onAttempt: OnAttempt): { attempts: string[]; stop: () => void } {
  const attempts: string[] = [];
  const name = 'injectFaults';
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context['commandName']);
      attempts.push(command);
      const fault = onAttempt(command, attempts.length);
      if (fault === undefined) return next(args);
      if (fault === 'lost') await next(args);
      if (fault === 'lost' || fault === 'reset')
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      throw new TransactionCanceledException({
        message: `Transaction cancelled [${fault}]`,
        $metadata: { httpStatusCode: 400 },
        CancellationReasons: [{ Code: fault }, { Code: 'None' }],
      });
    },
    { step: 'deserialize', priority: 'high', name, override: true },
  );
  return { attempts, stop: () => client.middlewareStack.remove(name) };
}
