import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';

/** The table's partitions by what lies in them (`shared/adapters/dynamodb/keys.ts`). */
export const PARTITIONS = {
  directory: 'TENANTS',
  memory: 'TENANT#*',
  previews: 'PREVIEW#*',
  audit: 'AUDIT#*',
  pairs: 'PAIR#*',
} as const;

export interface TableRight {
  readonly actions: readonly (
    | 'GetItem'
    | 'BatchGetItem'
    | 'Query'
    | 'PutItem'
    | 'UpdateItem'
    | 'DeleteItem'
    | 'BatchWriteItem'
  )[];
  readonly in: readonly (keyof typeof PARTITIONS)[];
  /** Only these attributes of an item. @default all */
  readonly attributes?: readonly string[];
}

/** The key, the item's version, and what tells one registration of a tenant from another: part of every update. */
const IN_EVERY_UPDATE = ['pk', 'sk', 'v', 'registration'] as const;

/**
 * Lets somebody do this in these partitions of the table. A partition is as narrow as IAM goes: it knows no sort keys, so
 * that of one tenant's items none can be left out.
 */
export function grantTable(grantee: IGrantable, table: Table, right: TableRight): void {
  const { actions, in: partitions, attributes } = right;
  Grant.addToPrincipal({
    grantee,
    actions: actions.map((action) => `dynamodb:${action}`),
    resourceArns: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions.map((partition) => PARTITIONS[partition]) },
      ...(attributes !== undefined && {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...IN_EVERY_UPDATE, ...attributes] },
        // Else an update would answer with the attributes that it may not name.
        StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
      }),
    },
  });
}
