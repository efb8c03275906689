import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createOutcomes } from '../../../../shared/adapters/dynamodb/outcomes.ts';

const outcome = {
  pk: { S: 'TENANT#acme' },
  sk: { S: 'OUT#1' },
  v: { N: '1' },
  registration: { S: 'r' },
  version: { N: '2' },
  applied: { M: {} },
  grants: { L: [] },
};
const unreadable = { pk: { S: 'TENANT#acme' }, sk: { S: 'OUT#3' }, v: { N: '9' } };

it('tells what is there, what is not, and nothing of what DynamoDB did not get to', async () => {
  const send = async () => ({
    Responses: { table: [outcome, unreadable] },
    UnprocessedKeys: { table: { Keys: [{ pk: { S: 'TENANT#acme' }, sk: { S: 'OUT#2' } }] } },
  });
  const client = { send } as unknown as DynamoDBClient;
  const outcomes = createOutcomes({ client: () => client, tableName: 'table' });
  const wanted = ['1', '2', '3'].map((employeeId) => ({ employeeId, stream: 'profile' }));
  const ahead = await outcomes.readAhead('acme', wanted);
  expect(ahead.outcome('1')).toMatchObject({ value: { employeeId: '1', version: 2 } });
  expect(ahead.outcome('2')).toBeUndefined();
  // As the single reading would: it is this one person's trouble.
  expect(() => ahead.outcome('3')).toThrow('ITEM_UNREADABLE');
  expect(ahead.outcome('4')).toBeUndefined();
  expect(ahead.open({ employeeId: '1', stream: 'profile' })).toEqual({ value: undefined });
});
