import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransientError } from '../../core/ground/errors.ts';
import { type Lease, type MemoryWrite, WRITES_PER_TRANSACTION } from '../../core/ports/table.ts';
import { awsErrorCode, fromAwsError, isTransientAwsError, printableCause } from '../aws-errors.ts';
import { parseStored } from '../parse-stored.ts';
import { backOffMs } from '../retry.ts';
import { LEASE_MS, LeaseItemSchema } from './items/lease-item.ts';
import { LEASE, tenantPartition } from './keys.ts';
import type { Table, TransactItem } from './table.ts';
import { toLeaseUpdate, toTransactItem } from './transact-items.ts';

const ATTEMPTS = 6;

/** Reasons of a cancelled transaction that another attempt may not meet. */
const RETRYABLE_REASONS: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

/**
 * The lease of one tenant's memory and the transactions under it. Every transaction raises the lease's `step`, which
 * tells afterwards whether one whose answer was lost had been done.
 */
export class Leases {
  readonly #table: Table;
  /** Real time: a lease lapses by it, whatever day a run is of. */
  readonly #clock: () => number;
  /** The last transaction of each lease: the next one waits for it. */
  readonly #tails = new WeakMap<Lease, Promise<void>>();
  /** Leases with a transaction of which nobody knows whether it was done: `step` says nothing any more. */
  readonly #unsure = new WeakSet<Lease>();

  constructor(table: Table, clock: () => number) {
    this.#table = table;
    this.#clock = clock;
  }

  /** Also gives the lease to the run that just took it, whose first request may have been answered to nobody. */
  async take(tenantId: string, runId: string): Promise<Lease | undefined> {
    const now = this.#clock();
    const item = { ...leaseKey(tenantId), v: 1, run: runId, step: 0, exp: now + LEASE_MS };
    const taken = await this.#table.put({ operation: 'take lease', tenantId }, item, {
      expression: 'attribute_not_exists(pk) OR #exp <= :now OR (#run = :run AND #step = :zero)',
      names: { '#exp': 'exp', '#run': 'run', '#step': 'step' },
      values: { ':now': now, ':run': runId, ':zero': 0 },
    });
    return taken ? { tenantId, runId, step: 0 } : undefined;
  }

  async release(lease: Lease): Promise<void> {
    await this.#tails.get(lease)?.catch(() => undefined);
    const condition = { expression: '#run = :run', names: { '#run': 'run' }, values: { ':run': lease.runId } };
    await this.#table.delete(
      { operation: 'release lease', tenantId: lease.tenantId },
      leaseKey(lease.tenantId),
      condition,
    );
  }

  /** One after another per lease; after one that failed, those that already wait fail like it. */
  write(lease: Lease, writes: readonly MemoryWrite[]): Promise<void> {
    if (writes.length > WRITES_PER_TRANSACTION) {
      throw new Error(`a transaction takes ${WRITES_PER_TRANSACTION} writes, not ${writes.length}`);
    }
    const items = writes.map((write) => toTransactItem(this.#table.name, lease.tenantId, write));
    const before = this.#tails.get(lease);
    const mine = before === undefined ? this.#transact(lease, items) : before.then(() => this.#transact(lease, items));
    this.#tails.set(lease, mine);
    const settled = () => {
      if (this.#tails.get(lease) === mine) this.#tails.delete(lease);
    };
    mine.then(settled, settled);
    return mine;
  }

  async #transact(lease: Lease, items: readonly TransactItem[]): Promise<void> {
    if (this.#unsure.has(lease))
      throw leaseLost(lease, undefined, 'an earlier write of this run has an unknown outcome');
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#table.transact([toLeaseUpdate(this.#table.name, lease, this.#clock()), ...items]);
        break;
      } catch (error) {
        if (await this.#wasDone(lease, error, attempt)) break;
        await this.#table.sleep(backOffMs(attempt));
      }
    }
    lease.step += 1;
  }

  /** True where the transaction had been done, false where it is worth another attempt; else throws. */
  async #wasDone(lease: Lease, error: unknown, attempt: number): Promise<boolean> {
    const facts = { operation: 'write memory', tenantId: lease.tenantId };
    const reasons = cancellationReasons(error);
    const refused = reasons.includes('ConditionalCheckFailed');
    const retryable = reasons.find((reason) => RETRYABLE_REASONS.has(reason));
    if (!refused && retryable === undefined && !isTransientAwsError(error)) throw fromAwsError(facts, error);
    try {
      const held = await this.#read(lease.tenantId);
      if (held?.run === lease.runId && held.step === lease.step + 1) return true;
      if (held?.run !== lease.runId || held.step !== lease.step)
        throw leaseLost(lease, printableCause(error), 'another run took over');
      if (refused)
        throw new TransientError(
          { ...facts, code: 'MEMORY_CHANGED', cause: printableCause(error) },
          'an item changed since it was read',
        );
    } catch (second) {
      if (!(second instanceof TransientError) || isVerdict(second)) throw second;
      // The check itself got no answer: both are tried again.
    }
    if (attempt < ATTEMPTS) return false;
    this.#unsure.add(lease);
    throw new TransientError(
      { ...facts, code: retryable ?? awsErrorCode(error), cause: printableCause(error) },
      `gave up after ${ATTEMPTS} attempts`,
    );
  }

  async #read(tenantId: string) {
    const facts = { operation: 'check lease', tenantId };
    const item = await this.#table.get(facts, leaseKey(tenantId));
    return item && parseStored(LeaseItemSchema, item, { ...facts, kind: 'lease', code: 'MEMORY_UNREADABLE' });
  }
}

const leaseKey = (tenantId: string) => ({ pk: tenantPartition(tenantId), sk: LEASE });

function isVerdict(error: TransientError): boolean {
  return error.code === 'LEASE_LOST' || error.code === 'MEMORY_CHANGED';
}

function leaseLost(lease: Lease, cause: unknown, explanation: string): TransientError {
  return new TransientError(
    { operation: 'write memory', tenantId: lease.tenantId, code: 'LEASE_LOST', cause },
    explanation,
  );
}

function cancellationReasons(error: unknown): readonly string[] {
  return isCanceled(error) ? (error.CancellationReasons ?? []).map(({ Code = 'None' }) => Code) : [];
}

function isCanceled(error: unknown): error is TransactionCanceledException {
  return error instanceof Error && error.name === 'TransactionCanceledException';
}
