import { type Clients, createClients } from '../../shared/adapters/clients.ts';
import * as z from '../../shared/contracts/zod.ts';

/** One call to AWS, as IAM judges it. */
export interface Call {
  readonly action: string;
  /** The queue's name, `table`, or `secret:` with the secret's name. */
  readonly on: string;
  /** Of a call to the table: the partition that it names. */
  readonly partition?: string | undefined;
  /** Of an update: the attributes that it names, those of the key included. */
  readonly attributes?: readonly string[] | undefined;
}

const KeySchema = z.looseObject({ pk: z.unknown() });
const WriteSchema = z.looseObject({
  Key: z.optional(KeySchema),
  Item: z.optional(KeySchema),
  UpdateExpression: z.optional(z.string()),
  ConditionExpression: z.optional(z.string()),
  ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
});
const InputSchema = z.looseObject({
  QueueUrl: z.optional(z.string()),
  Name: z.optional(z.string()),
  SecretId: z.optional(z.string()),
  ...WriteSchema.shape,
  ExpressionAttributeValues: z.optional(z.record(z.string(), z.unknown())),
  RequestItems: z.optional(
    z.record(
      z.string(),
      z.union([z.array(z.object({ DeleteRequest: WriteSchema })), z.object({ Keys: z.array(KeySchema) })]),
    ),
  ),
  TransactItems: z.optional(z.array(z.record(z.string(), WriteSchema))),
});
const AttributeSchema = z.union([
  z.string(),
  z.pipe(
    z.object({ S: z.string() }),
    z.transform(({ S }) => S),
  ),
]);

const partitionOf = (value: unknown) => AttributeSchema.safeParse(value).data;

/** IAM judges by the attributes at the top: of `#r.#q` that of `#r`. */
function attributesOf(write: z.infer<typeof WriteSchema>): readonly string[] | undefined {
  const { UpdateExpression: update, ConditionExpression: condition = '', ExpressionAttributeNames: names = {} } = write;
  if (update === undefined) return undefined;
  const named = [...`${update} ${condition}`.matchAll(/(?<!\.)#\w+/g)].map(([name]) => names[name] ?? name);
  return [...new Set(['pk', 'sk', ...named])];
}

/** SQS judges a batch by the action for one message; DynamoDB judges a transaction by what is in it. */
function readCalls(service: 'sqs' | 'dynamodb' | 'secretsmanager', command: string, raw: unknown): Call[] {
  const input = InputSchema.parse(raw);
  const name = command.replace(/Command$/, '');
  if (service === 'secretsmanager') {
    const secret = input.SecretId ?? input.Name ?? '';
    return [{ action: `${service}:${name}`, on: `secret:${/:secret:(.+)$/.exec(secret)?.[1] ?? secret}` }];
  }
  if (service === 'sqs') {
    const on = input.QueueUrl?.split('/').at(-1) ?? 'no queue';
    return [{ action: `${service}:${name.replace(/Batch$/, '')}`, on }];
  }
  if (input.TransactItems !== undefined) {
    return input.TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, write]) => ({
        action: `dynamodb:${kind}Item`,
        on: 'table',
        partition: partitionOf((write.Key ?? write.Item)?.pk),
        attributes: attributesOf(write),
      })),
    );
  }
  if (input.RequestItems !== undefined) {
    const keys = Object.values(input.RequestItems).flatMap((items) =>
      'Keys' in items ? items.Keys : items.map((one) => one.DeleteRequest.Key),
    );
    const partitions = new Set(keys.map((one) => partitionOf(one?.pk)));
    return [...partitions].map((partition) => ({ action: `dynamodb:${name}`, on: 'table', partition }));
  }
  const pk = (input.Key ?? input.Item)?.pk ?? input.ExpressionAttributeValues?.[':pk'];
  return [{ action: `dynamodb:${name}`, on: 'table', partition: partitionOf(pk), attributes: attributesOf(input) }];
}

/** Clients that write down every call, each function its own. The environment says where AWS is. */
export function recordCalls(calls: Call[]): Clients {
  const { dynamodb, sqs, secrets } = createClients();
  const record =
    (service: Parameters<typeof readCalls>[0]) =>
    <I extends { input: object }, O>(next: (args: I) => Promise<O>, context: { commandName?: string }) =>
    (args: I): Promise<O> => {
      calls.push(...readCalls(service, context.commandName ?? '', args.input));
      return next(args);
    };
  const once = { step: 'initialize', name: 'recordCalls', override: true } as const;
  return {
    dynamodb: () => {
      const client = dynamodb();
      client.middlewareStack.add(record('dynamodb'), once);
      return client;
    },
    sqs: () => {
      const client = sqs();
      client.middlewareStack.add(record('sqs'), once);
      return client;
    },
    secrets: () => {
      const client = secrets();
      client.middlewareStack.add(record('secretsmanager'), once);
      return client;
    },
  };
}
