import type { Scheduler } from '../clockwork/scheduler.ts';
import { messagesOf, type SimulatedQueues } from '../cloud/queues.ts';
import type { Company } from '../life/company.ts';
import type { Judge, Message } from './judge.ts';

export interface WatchDeps {
  readonly scheduler: Scheduler;
  readonly judge: Judge;
  readonly simulated: SimulatedQueues;
  readonly companies: readonly Company[];
}

type Input = Readonly<Record<string, unknown>>;

/** As long as SQS takes a second message for the first, less a little. */
const TWICE_MS = 4 * 60_000;

/** Looks at what is handed to a queue, and tells the judge. */
export function watchQueues(deps: WatchDeps): (url: string, action: string, input: Input) => void {
  const { urls } = deps.simulated;
  return (url, action, input) => {
    if (action !== 'SendMessageBatch') return;
    if (url === urls.tenants) countAsked(deps);
    if (url === urls.budgets || url === urls.mutations) passOn(deps, url === urls.budgets, input);
  };
}

function passOn({ judge, companies }: WatchDeps, isBudget: boolean, input: Input): void {
  const entries = input['Entries'] as readonly { readonly MessageBody: string; readonly MessageGroupId: string }[];
  for (const { MessageBody, MessageGroupId } of entries) {
    const company = companies.find(({ id }) => id === MessageGroupId);
    if (company === undefined) continue;
    const message = JSON.parse(MessageBody) as Message;
    if (isBudget) judge.passedOn(company, message);
    else judge.sent(company.id, message);
  }
}

/** A schedule that fires twice asks for one run: SQS takes the second message within five minutes for the first. */
function countAsked({ simulated, scheduler, judge, companies }: WatchDeps): void {
  const recent = messagesOf(simulated, simulated.urls.tenants).filter(
    ({ sentAt, deduplicationId = '' }) => sentAt > scheduler.now - TWICE_MS && deduplicationId.startsWith('schedule-'),
  );
  for (const { id } of companies) judge.asked(id, recent.filter(({ groupId }) => groupId === id).length);
}
