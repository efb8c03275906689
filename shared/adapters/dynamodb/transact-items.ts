import type { Approval } from '../../core/ground/memory.ts';
import type { Lease, MemoryWrite } from '../../core/ports/table.ts';
import { toApprovalItem } from './items/approval-item.ts';
import { toEmployeeItem } from './items/employee-item.ts';
import { LEASE_MS } from './items/lease-item.ts';
import { toLedgerItem } from './items/ledger-item.ts';
import { toOpenItem } from './items/open-item.ts';
import { toPastGrantsItem } from './items/past-grants-item.ts';
import { writeItem } from './items/write-item.ts';
import {
  APPROVAL,
  employeeSort,
  LEASE,
  ledgerSort,
  MADE_ANEW,
  openSort,
  outcomeSort,
  pastGrantsSort,
  tenantPartition,
} from './keys.ts';
import { conditional, type TransactItem, toKey } from './table.ts';

/** A run's write as DynamoDB takes it. */
export function toTransactItem(table: string, tenantId: string, write: MemoryWrite): TransactItem {
  const pk = tenantPartition(tenantId);
  const put = (sk: string, item: object) => ({ Put: { TableName: table, Item: writeItem({ pk, sk, ...item }) } });
  const remove = (sk: string) => ({ Delete: { TableName: table, Key: toKey({ pk, sk }) } });
  if ('delete' in write) {
    switch (write.delete) {
      case 'employee':
        return { Delete: { ...remove(employeeSort(write.employeeId)).Delete, ...versionIs(write.version) } };
      case 'open':
        return remove(openSort(write.employeeId, write.stream));
      case 'outcome':
        return remove(outcomeSort(write.employeeId));
      case 'made-anew':
        return remove(openSort(write.employeeId, MADE_ANEW));
    }
  }
  switch (write.put) {
    case 'employee': {
      const { employeeId, version } = write.item;
      const stored = put(employeeSort(employeeId), toEmployeeItem(write.item, version + 1));
      return { Put: { ...stored.Put, ...versionIs(version) } };
    }
    case 'open':
      return put(openSort(write.item.employeeId, write.item.stream), toOpenItem(write.item));
    case 'ledger':
      return put(ledgerSort(write.item.date), toLedgerItem(write.item));
    case 'past-grants':
      return put(pastGrantsSort(write.employeeId), toPastGrantsItem(write.grants, write.now));
    case 'approval':
      return { Put: { ...put(APPROVAL, toApprovalItem(write.item)).Put, ...isSameApproval(write.item) } };
  }
}

/** A run moves on the approval that it read; one that support gave meanwhile is for the next run. */
function isSameApproval({ digest, approvedAt }: Approval) {
  return conditional({
    expression: 'attribute_not_exists(pk) OR (#digest = :digest AND #at = :at)',
    names: { '#digest': 'digest', '#at': 'approvedAt' },
    values: { ':digest': digest, ':at': approvedAt },
  });
}

function versionIs(version: number) {
  return conditional(
    version === 0
      ? { expression: 'attribute_not_exists(pk)' }
      : { expression: '#n = :n', names: { '#n': 'n' }, values: { ':n': version } },
  );
}

/** What makes a transaction the next one of this lease's holder, and renews the lease. */
export function toLeaseUpdate(table: string, lease: Lease, now: number): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: toKey({ pk: tenantPartition(lease.tenantId), sk: LEASE }),
      UpdateExpression: 'SET #step = :next, #exp = :exp',
      ...conditional({
        expression: '#run = :run AND #step = :step',
        names: { '#run': 'run', '#step': 'step', '#exp': 'exp' },
        values: { ':run': lease.runId, ':step': lease.step, ':next': lease.step + 1, ':exp': now + LEASE_MS },
      }),
    },
  };
}
