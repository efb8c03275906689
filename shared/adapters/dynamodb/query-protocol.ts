import { text } from 'node:stream/consumers';
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import type {
  HandlerExecutionContext,
  HttpResponse,
  MetadataBearer,
  OperationSchema,
  SerdeFunctions,
} from '@smithy/types';

/**
 * DynamoDB's own protocol, but for the good answer of a Query: that is taken as the JSON that it is. The SDK's reader
 * looks up the schema of each value, a million times where a run reads the memory of 100,000 people; all that it would
 * change are binary values, which we never write and `readItem` gives to nobody.
 */
export class QueryProtocol extends AwsJson1_0Protocol {
  override async deserializeResponse<Output extends MetadataBearer>(
    operation: OperationSchema,
    context: HandlerExecutionContext & SerdeFunctions,
    response: HttpResponse,
  ): Promise<Output> {
    if (operation.name !== 'Query' || response.statusCode !== 200) {
      return super.deserializeResponse(operation, context, response);
    }
    const answer = JSON.parse(await text(response.body as AsyncIterable<Uint8Array>)) as object;
    return { ...answer, $metadata: this.deserializeMetadata(response) } as Output;
  }
}
