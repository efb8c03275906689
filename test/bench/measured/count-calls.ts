import type { Clients } from '../../../shared/adapters/clients.ts';

/** Calls to AWS by name, and the capacity units of the table that they consumed. */
export interface Calls {
  readonly count: Record<string, number>;
  readonly units: { read: number; write: number };
}

const READS: ReadonlySet<string> = new Set(['QueryCommand', 'GetItemCommand']);

function unitsOf(output: unknown): number {
  if (typeof output !== 'object' || output === null || !('ConsumedCapacity' in output)) return 0;
  const consumed: unknown = output.ConsumedCapacity;
  const all: unknown[] = Array.isArray(consumed) ? consumed : [consumed];
  return all.reduce<number>((sum, one) => {
    const units = typeof one === 'object' && one !== null && 'CapacityUnits' in one ? Number(one.CapacityUnits) : 0;
    return sum + units;
  }, 0);
}

type Handler = (args: unknown) => Promise<{ readonly output: unknown }>;
/** What the three clients' stacks have in common: they differ in the types of what passes through. */
interface AnyStack {
  add(middleware: (next: Handler, context: { commandName?: string }) => Handler, options: object): void;
}

/** Counts from now on what goes through these clients, whoever sends it. */
export function countCalls(clients: Clients): Calls {
  const calls: Calls = { count: {}, units: { read: 0, write: 0 } };
  const stacks = [clients.dynamodb(), clients.sqs(), clients.secrets()].map((one) => one.middlewareStack as AnyStack);
  for (const stack of stacks) {
    stack.add(
      (next, context) => async (args) => {
        const name = context.commandName ?? 'unknown';
        const answer = await next(args);
        calls.count[name] = (calls.count[name] ?? 0) + 1;
        calls.units[READS.has(name) ? 'read' : 'write'] += unitsOf(answer.output);
        return answer;
      },
      { step: 'initialize', name: 'countCalls' },
    );
  }
  return calls;
}
