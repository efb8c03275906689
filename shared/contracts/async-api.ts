import { MUTATION_DATA_SCHEMA } from './mutation-kind.ts';
import { TenantMessageSchema } from './tenant-message.ts';
import { UserMutationSchema } from './user-mutation.ts';
import { VerifyMessageSchema } from './verify-message.ts';
import * as z from './zod.ts';

/** AsyncAPI 3 takes JSON Schema up to draft 7 without another parser's help. */
const payloadOf = (schema: z.core.$ZodType) => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-7' });
  return json;
};

const CLOUD_EVENT = 'application/cloudevents+json';
const ref = (place: string) => ({ $ref: `#/${place}` });

interface ArrowOptions {
  /** The queue's name without the stage. */
  readonly name: string;
  readonly messages: readonly string[];
  /** Where a message says whose it is: its FIFO group. */
  readonly tenant: string;
  readonly description: string;
}

/** One FIFO queue with its dead letters. One group per tenant: order is kept within a tenant, nobody waits for another. */
const arrow = ({ name, messages, tenant, description }: ArrowOptions) => ({
  address: `${name}-{stage}.fifo`,
  description,
  parameters: { stage: { description: 'The stage of the deployment, like `prod`.' } },
  messages: Object.fromEntries(messages.map((one) => [one, ref(`components/messages/${one}`)])),
  bindings: {
    sqs: {
      queue: {
        name: `${name}-{stage}.fifo`,
        fifoQueue: true,
        deduplicationScope: 'messageGroup',
        fifoThroughputLimit: 'perMessageGroupId',
        'x-message-group-id': `$message.payload#/${tenant}`,
      },
      deadLetterQueue: { name: `${name}-dead-letters-{stage}.fifo`, fifoQueue: true },
      bindingVersion: '0.2.0',
    },
  },
});

const operation = (action: 'send' | 'receive', channel: string, summary: string) => ({
  action,
  channel: ref(`channels/${channel}`),
  summary,
});

const CHANNELS = {
  tenantQueue: arrow({
    name: 'tenant-queue',
    messages: ['tenantMessage'],
    tenant: 'tenantId',
    description: 'Each message asks for one run of one tenant. It stays within the product.',
  }),
  userMutations: arrow({
    name: 'alleo-user-mutations',
    messages: ['userMutation', 'verifyMessage'],
    tenant: 'tenantid',
    description:
      'What has to become so in Alleo. In delivery mode `queue` a consumer of Alleo reads it, in `customer-api` the function deliver.',
  }),
  budgetMutations: arrow({
    name: 'alleo-budget-mutations',
    messages: ['budgetMutation'],
    tenant: 'tenantid',
    description:
      'In delivery mode `customer-api`: budgets of users who are active, for which the Customer API has no call.',
  }),
};

const OPERATIONS = {
  askForRun: operation('send', 'tenantQueue', 'The schedule, support, or a run that continues asks for a run.'),
  runTenant: operation('receive', 'tenantQueue', 'The function sync runs the tenant.'),
  emitMutation: operation('send', 'userMutations', 'A run emits its plan, in the order in which it has to be applied.'),
  applyMutation: operation(
    'receive',
    'userMutations',
    'In delivery mode `customer-api` the function deliver applies it.',
  ),
  forwardBudget: operation('send', 'budgetMutations', 'The function deliver passes on what it cannot apply.'),
};

const MESSAGES = {
  tenantMessage: { contentType: 'application/json', payload: ref('components/schemas/tenantMessage') },
  userMutation: {
    contentType: CLOUD_EVENT,
    payload: ref('components/schemas/userMutation'),
    description: 'A CloudEvents 1.0 message in structured JSON. `id` de-duplicates; `data.sequence` grows per person.',
  },
  verifyMessage: {
    contentType: CLOUD_EVENT,
    payload: ref('components/schemas/verifyMessage'),
    description: 'Only in delivery mode `customer-api`: deliver compares what is remembered with what Alleo has.',
  },
  budgetMutation: {
    contentType: CLOUD_EVENT,
    payload: ref('components/schemas/budgetMutation'),
    description: 'The user mutation of a budget, unchanged.',
  },
};

/** The AsyncAPI 3 document of the arrows: which message travels on which queue. Text that ends in a line break. */
export function renderAsyncApi(): string {
  const ofBudget = { properties: { data: { required: ['category', 'amount', 'currency'] } } };
  const document = {
    asyncapi: '3.1.0',
    info: {
      title: 'Personio to Alleo',
      version: MUTATION_DATA_SCHEMA.replace(/^.*:/, ''),
      description: 'The queues between the functions and to Alleo, and what travels on them.',
    },
    defaultContentType: 'application/json',
    channels: CHANNELS,
    operations: OPERATIONS,
    components: {
      messages: MESSAGES,
      schemas: {
        tenantMessage: payloadOf(TenantMessageSchema),
        userMutation: payloadOf(UserMutationSchema),
        verifyMessage: payloadOf(VerifyMessageSchema),
        budgetMutation: { allOf: [ref('components/schemas/userMutation'), ofBudget] },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
