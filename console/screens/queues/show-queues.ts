import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { addAct } from '../../acts/act.ts';
import { ask, tryAsk } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { countOf } from '../../page/words.ts';
import { renderQueues } from './render-queues.ts';
import { addLetter } from './show-letter.ts';

function renderRedriven({ moved, kept, malformed, left }: SupportAnswer<'redrive'>): Screen {
  const some = moved.filter(({ count }) => count > 0);
  const total = some.reduce((sum, { count }) => sum + count, 0);
  const others = kept - malformed;
  const body = html`<h1>${total === 0 ? 'No dead letter was brought back' : `${countOf(total, 'dead letter')} brought back`}</h1>
    <ul>${some.map(({ queue, count }) => html`<li>${count} to ${queue}</li>`)}</ul>
    ${others > 0 ? html`<p>${others} of other customers stay.</p>` : ''}
    ${malformed > 0 ? html`<p>${malformed} that cannot be read stay: tell an engineer (docs/runbook.md).</p>` : ''}
    ${left > kept ? html`<p>SQS still counts about ${left - kept} more: bring back once more in a minute.</p>` : ''}
    <p><a class="button" href="/queues">Queues and audit</a></p>`;
  return { body };
}

/** `/queues`: what lies among the dead letters, and who did what. */
export function addQueues(app: Hono<Env>, desk: Desk): void {
  const head = { title: 'Queues and audit', here: '/queues', waiting: 'Looking at the dead letters.' } as const;
  app.get('/queues', (c) =>
    answer(c, desk, head, async () => {
      const [letters, audit] = await Promise.all([
        tryAsk(desk, 'dead-letters'),
        tryAsk(desk, 'audit', { acts: true, limit: 100 }),
      ]);
      return { body: renderQueues(desk, letters, audit) };
    }),
  );
  addLetter(app, desk);
  addAct(app, desk, {
    path: '/redrives',
    head: () => ({ ...head, waiting: 'Bringing dead letters back.' }),
    perform: async ({ facts }) => {
      const { customer } = facts;
      return renderRedriven(await ask(desk, 'redrive', customer === undefined ? {} : { tenantId: customer }));
    },
  });
}
