import type { Approval } from '../../core/ground/memory.ts';
import type { Lease, MemoryWrite } from '../../core/ports/table.ts';
import { toApprovalItem } from './items/approval-item.ts';
import { toEmployeeItem } from './items/employee-item.ts';
import { LEASE_MS } from './items/lease-item.ts';
import { toLedgerItem } from './items/ledger-item.ts';
import { toOpenItem } from './items/open-item.ts';
import { toPastGrantsItem } from './items/past-grants-item.ts';
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
import type { TransactItem } from './table.ts';

/** A run's write as DynamoDB takes it. */
export function toTransactItem(table: string, tenantId: string, write: MemoryWrite): TransactItem {
  const pk = tenantPartition(tenantId);
  const put = (sk: string, item: object) => ({ Put: { TableName: table, Item: { pk, sk, ...item } } });
  const remove = (sk: string) => ({ Delete: { TableName: table, Key: { pk, sk } } });
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
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR (#digest = :digest AND #at = :at)',
    ExpressionAttributeNames: { '#digest': 'digest', '#at': 'approvedAt' },
    ExpressionAttributeValues: { ':digest': digest, ':at': approvedAt },
  };
}

function versionIs(version: number) {
  return version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#n = :n',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':n': version },
      };
}

/** What makes a transaction the next one of this lease's holder, and renews the lease. */
export function toLeaseUpdate(table: string, lease: Lease, now: number): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: { pk: tenantPartition(lease.tenantId), sk: LEASE },
      UpdateExpression: 'SET #step = :next, #exp = :exp',
      ConditionExpression: '#run = :run AND #step = :step',
      ExpressionAttributeNames: { '#run': 'run', '#step': 'step', '#exp': 'exp' },
      ExpressionAttributeValues: {
        ':run': lease.runId,
        ':step': lease.step,
        ':next': lease.step + 1,
        ':exp': now + LEASE_MS,
      },
    },
  };
}
