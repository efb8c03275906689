import * as z from '../../shared/contracts/zod.ts';
import { STAGE } from './cdk.ts';
import type { Lab } from './lab.ts';
import { expectThat } from './progress.ts';

const MappingsSchema = z.object({
  EventSourceMappings: z.array(
    z.object({
      UUID: z.string(),
      EventSourceArn: z.string(),
      BatchSize: z.number(),
      FunctionResponseTypes: z._default(z.array(z.string()), []),
    }),
  ),
});
type Mapping = z.infer<typeof MappingsSchema>['EventSourceMappings'][number];

/** What hands a queue's messages to this function. Throws `NotSeenError` unless there is exactly one. */
export async function findMapping(lab: Lab, name: string): Promise<Mapping> {
  const FunctionName = `personio-sync-${STAGE}-${name}`;
  const answer = await lab.aws.call('lambda', 'list_event_source_mappings', { FunctionName }, MappingsSchema);
  const [mapping, ...more] = answer.EventSourceMappings;
  expectThat(mapping !== undefined && more.length === 0, `${FunctionName} has not exactly one event source.`);
  return mapping;
}

/** Stops or starts the hand-over. */
export async function switchMapping(lab: Lab, mapping: Mapping, on: boolean): Promise<void> {
  await lab.aws.call('lambda', 'update_event_source_mapping', { UUID: mapping.UUID, Enabled: on }, z.unknown());
}
