import { text } from 'node:stream/consumers';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import type {
  HandlerExecutionContext,
  HttpResponse,
  MetadataBearer,
  OperationSchema,
  SerdeFunctions,
} from '@smithy/types';

/** What reads and writes items: a good answer has no dates, and binary values are all that the SDK would change. */
const OF_ITEMS: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'TransactWriteItems',
  'UpdateItem',
]);

/**
 * DynamoDB's own protocol, but for the good answer about items: that is taken as the JSON that it is. The SDK's reader
 * looks up the schema of each value, a million times where a run reads the memory of 100,000 people; all that it would
 * change are binary values, which we never write and `readItem` gives to nobody.
 */
export class ItemProtocol extends AwsJson1_0Protocol {
  override async deserializeResponse<Output extends MetadataBearer>(
    operation: OperationSchema,
    context: HandlerExecutionContext & SerdeFunctions,
    response: HttpResponse,
  ): Promise<Output> {
    if (!OF_ITEMS.has(operation.name) || response.statusCode !== 200) {
      return super.deserializeResponse(operation, context, response);
    }
    const answer = JSON.parse(await text(response.body as AsyncIterable<Uint8Array>)) as object;
    return { ...answer, $metadata: this.deserializeMetadata(response) } as Output;
  }
}
