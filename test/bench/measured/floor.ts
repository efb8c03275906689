import { DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { MEMORY_RANGE, tenantPartition } from '../../../shared/adapters/dynamodb/keys.ts';
import { answerParent } from '../answer-parent.ts';
import { type Cost, measure } from './measure.ts';

/** Where the floor reads. */
export interface FloorInput {
  readonly personioUrl: string;
  readonly tableName: string;
  readonly tenantId: string;
}

export interface FloorOutput extends Cost {
  readonly rows: number;
  readonly items: number;
}

interface Answer {
  readonly metadata: { readonly total_elements: number };
  readonly data: readonly unknown[];
}

/** As many as the product reads, and as many at once. */
const PAGE = 100;
const PAGES_AT_ONCE = 15;

async function readPages(baseUrl: string): Promise<number> {
  const auth = await fetch(`${baseUrl}/auth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: 'client', client_secret: 'secret' }),
  });
  const { data } = (await auth.json()) as { data: { token: string } };
  const headers = { authorization: `Bearer ${data.token}` };
  const read = async (offset: number): Promise<Answer> => {
    const response = await fetch(`${baseUrl}/company/employees?limit=${PAGE}&offset=${offset}`, { headers });
    return JSON.parse(await response.text()) as Answer;
  };
  const first = await read(0);
  let rows = first.data.length;
  let next = PAGE;
  const worker = async () => {
    while (next < first.metadata.total_elements) {
      const offset = next;
      next += PAGE;
      const page = await read(offset);
      rows += page.data.length;
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  return rows;
}

async function readItems(tableName: string, tenantId: string): Promise<number> {
  const client = new DynamoDBClient({});
  let items = 0;
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: tenantPartition(tenantId) },
          ':from': { S: MEMORY_RANGE.from },
          ':to': { S: MEMORY_RANGE.to },
        },
        ExclusiveStartKey: start,
      }),
    );
    items += answer.Items?.length ?? 0;
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

// The least that any such job has to do: the same pages, as many at once, parsed; the same query. Nothing is kept.
answerParent(async ({ personioUrl, tableName, tenantId }: FloorInput): Promise<FloorOutput> => {
  const { result, ...cost } = await measure(() =>
    Promise.all([readPages(personioUrl), readItems(tableName, tenantId)]),
  );
  const [rows, items] = result;
  return { ...cost, rows, items };
});
