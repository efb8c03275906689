import type { QueueUrls } from '../../../local/create-queues.ts';
import { openQueues, type Queues } from '../../../local/engine/sqs/open-queues.ts';
import type { Message } from '../../../local/engine/sqs/queue.ts';
import { receiptHandle } from '../../../local/engine/sqs/receipt-handle.ts';
import { sqsService } from '../../../local/engine/sqs/sqs-service.ts';
import type { BatchResponse } from '../../../shared/runtime/process-batch.ts';
import type { Climate } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Story } from '../story.ts';
import type { Actions } from './clients.ts';
import type { FunctionName, Lambda } from './lambda.ts';
import { tellMessage } from './tell-calls.ts';

const URL_BASE = 'https://sqs.eu-central-1.amazonaws.com/000000000000';

/** The embedded engine's queues by the simulated clock, set up as infra/personio-sync-stack.ts does. */
export interface SimulatedQueues {
  readonly queues: Queues;
  readonly actions: Actions;
  readonly urls: QueueUrls;
}

const FIFO = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
  MessageRetentionPeriod: String(14 * 86_400),
};

/** `timeLimit`: the share of its deployed time limit that a function has here; a message is hidden for six of them. */
export function createQueues(scheduler: Scheduler, timeLimit: number): SimulatedQueues {
  const queues = openQueues({ now: () => scheduler.now });
  const service = sqsService(queues, (name) => `${URL_BASE}/${name}`);
  const actions = service.actions;
  const none = new AbortController().signal;
  const create = (QueueName: string, Attributes: Record<string, string>): string => {
    const created = actions['CreateQueue']?.({ QueueName, Attributes }, none) as { QueueUrl: string } | undefined;
    return created?.QueueUrl ?? '';
  };
  const pair = (name: string, minutes: number, maxReceiveCount: number) => {
    const VisibilityTimeout = String(6 * 60 * minutes * timeLimit);
    const deadLetters = create(`${name}-dead-letters.fifo`, { ...FIFO, VisibilityTimeout });
    const deadLetterTargetArn = `arn:aws:sqs:eu-central-1:000000000000:${name}-dead-letters.fifo`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
    return { url: create(`${name}.fifo`, { ...FIFO, VisibilityTimeout, RedrivePolicy }), deadLetters };
  };
  const tenants = pair('tenants', 15, 20);
  const mutations = pair('mutations', 10, 100);
  const budgets = pair('budgets', 15, 100);
  const urls = {
    tenants: tenants.url,
    tenantDeadLetters: tenants.deadLetters,
    mutations: mutations.url,
    mutationDeadLetters: mutations.deadLetters,
    budgets: budgets.url,
    budgetDeadLetters: budgets.deadLetters,
  };
  return { queues, actions, urls };
}

export const nameOfUrl = (url: string): string => url.split('/').at(-1) ?? '';

/** What lies in a queue, in flight or not. */
export function messagesOf({ queues }: SimulatedQueues, url: string): readonly Message[] {
  return [...(queues.byName.get(nameOfUrl(url))?.messages.values() ?? [])];
}

export interface PollerDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly story: Story;
  readonly simulated: SimulatedQueues;
  readonly lambda: Lambda;
  /** Told of a message that came back from its function: for how many minutes it is hidden. */
  readonly onReturned: (minutes: number) => void;
  /** Told of the text of a message that was not handled. */
  readonly onUnhandled: (body: string) => void;
}

/** Which queue feeds which function (infra/pipeline). */
export interface Mapping {
  readonly url: string;
  readonly fn: FunctionName;
  readonly batchSize: number;
  readonly concurrency: number;
}

interface Received {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

/** Lambda's event source mapping: takes batches, invokes, and deletes what was handled, if that gets through. */
export class Poller {
  readonly #deps: PollerDeps;
  readonly #mapping: Mapping;
  #inFlight = 0;
  #wakesAt = Number.POSITIVE_INFINITY;

  constructor(deps: PollerDeps, mapping: Mapping) {
    this.#deps = deps;
    this.#mapping = mapping;
  }

  /** Something may be there to take. */
  wake(ms = this.#deps.chance.between('poll', 20, 600)): void {
    const { scheduler } = this.#deps;
    const at = scheduler.now + ms;
    if (at >= this.#wakesAt) return;
    this.#wakesAt = at;
    scheduler.after(
      ms,
      () => {
        if (this.#wakesAt === at) this.#wakesAt = Number.POSITIVE_INFINITY;
        this.#poll();
      },
      scheduler.world,
    );
  }

  #poll(): void {
    if (this.#inFlight >= this.#mapping.concurrency) return;
    const { simulated, chance, scheduler } = this.#deps;
    const { url, batchSize } = this.#mapping;
    const waiting = messagesOf(simulated, url);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map(({ visibleAt }) => visibleAt));
    if (next > scheduler.now) {
      this.wake(next - scheduler.now + 1);
      return;
    }
    const received = simulated.actions['ReceiveMessage']?.(
      {
        QueueUrl: url,
        MaxNumberOfMessages: chance.between('batch', 1, batchSize),
        MessageSystemAttributeNames: ['All'],
        WaitTimeSeconds: 0,
      },
      new AbortController().signal,
    ) as Promise<{ readonly Messages?: readonly Received[] }>;
    received.then(({ Messages = [] }) => this.#hand(Messages), fail);
  }

  #hand(messages: readonly Received[]): void {
    const { simulated, scheduler, lambda, chance, climate, story } = this.#deps;
    const { url, fn } = this.#mapping;
    if (messages.length === 0) {
      const later = messagesOf(simulated, url).map(({ visibleAt }) => visibleAt);
      const next = Math.min(...later.filter((at) => at > scheduler.now));
      if (Number.isFinite(next)) this.wake(next - scheduler.now + 1);
      return;
    }
    story.tell('queue', () => `hands to ${fn}: ${messages.map(tellReceived).join(', ')}`);
    this.#inFlight += 1;
    const Records = messages.map(({ MessageId, ReceiptHandle, Body, Attributes }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: Attributes,
    }));
    const invoke = (isLast: boolean) =>
      lambda.invoke(fn, { Records }, (outcome) => {
        if (!isLast) return;
        this.#inFlight -= 1;
        if (outcome.outcome === 'answered') this.#settle(messages, outcome.answer as BatchResponse);
        this.wake();
      });
    const isTwice = chance.strikes(`batch handled twice, ${fn}`, climate.faults['batch handled twice']);
    invoke(!isTwice);
    // Nobody hears of the first time: the poller asks again, perhaps while the first is still at work.
    const again = () => {
      story.tell('queue', () => `hands the same to another ${fn}, too`);
      invoke(true);
    };
    if (isTwice) scheduler.after(chance.between('asked again after', 50, 5_000), again, scheduler.world);
    this.wake();
  }

  /** Only where every call gets through, and the message is not somebody else's by now: else nobody could make it shorter. */
  #tellHidden(id: string, receipt: string): void {
    const { simulated, scheduler, climate, onReturned } = this.#deps;
    const { faults } = climate;
    const gotThrough = faults['sqs lost before'] + faults['sqs lost after'] + faults['sqs throttled'] === 0;
    const hidden = messagesOf(simulated, this.#mapping.url).find(
      (message) => message.id === id && receiptHandle(message) === receipt,
    );
    if (gotThrough && hidden !== undefined) onReturned((hidden.visibleAt - scheduler.now) / 60_000);
  }

  /** What is not named as failed is deleted; where that does not get through, it comes again. */
  #settle(messages: readonly Received[], { batchItemFailures }: BatchResponse): void {
    const { simulated, chance, climate, story, onUnhandled } = this.#deps;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle, Body } of messages) {
      if (failed.has(MessageId)) {
        onUnhandled(Body);
        this.#tellHidden(MessageId, ReceiptHandle);
        continue;
      }
      if (chance.strikes(`message not deleted, ${this.#mapping.fn}`, climate.faults['message not deleted'])) {
        story.tell('queue', () => `a handled message stays: ${nameOfUrl(this.#mapping.url)} ${MessageId}`);
        continue;
      }
      try {
        simulated.actions['DeleteMessage']?.(
          { QueueUrl: this.#mapping.url, ReceiptHandle },
          new AbortController().signal,
        );
      } catch {
        // Its time of being hidden is over: it is somebody else's by now.
      }
    }
  }
}

function tellReceived({ Body, Attributes }: Received): string {
  const count = Number(Attributes['ApproximateReceiveCount']);
  return `${tellMessage(Body)}${count > 1 ? ` (${count} times by now)` : ''}`;
}

function fail(error: unknown): void {
  throw error;
}
