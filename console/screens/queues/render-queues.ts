import { html } from 'hono/html';
import type { DeadLetter } from '../../../shared/contracts/support/queues.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { tryAsk } from '../../ask.ts';
import type { Desk } from '../../desk.ts';
import type { Html } from '../../page/html.ts';
import { renderNotice } from '../../page/problem.ts';
import { countOf, inWords, KINDS, renderState, sayInstant, sayTrigger } from '../../page/words.ts';
import { sayAct } from '../customer/list-events.ts';

type Letters = SupportAnswer<'dead-letters'>;

/** The queues as people say them; the names of SQS stand beside. */
const QUEUES: Readonly<Record<string, string>> = {
  'tenant-queue': 'runs',
  'alleo-user-mutations': 'changes for Alleo',
  'alleo-budget-mutations': 'budgets to assign',
};

function sayWhat({ kind, queue }: DeadLetter): string {
  if (kind === null) return 'cannot be read';
  return queue === 'tenant-queue' ? `a run, asked for by ${sayTrigger(kind)}` : (KINDS[kind]?.one ?? kind);
}

function sayWhy({ code, faults }: DeadLetter): string {
  if (faults.length > 0) return `Wrong: ${faults.join(', ')}. An engineer has to look (docs/runbook.md).`;
  return code === null ? 'Not known here; the log of the function that takes from this queue says it.' : inWords(code);
}

function renderLetter(letter: DeadLetter): Html {
  const { id, tenantId, employeeId, since, handedOut } = letter;
  const person =
    employeeId === null
      ? '–'
      : html`<a href="/customers/${tenantId}/person/${encodeURIComponent(employeeId)}">${employeeId}</a>`;
  return html`<tr><th scope="row"><a href="/customers/${tenantId}">${tenantId}</a></th><td data-head="What">${sayWhat(letter)}</td><td data-head="Person">${person}</td>
<td data-head="Why">${sayWhy(letter)}</td><td data-head="Since">${sayInstant(since)}</td><td data-head="Handed out">${countOf(handedOut, 'time')}</td><td data-head="Letter"><a href="/queues/letters/${id}">${id.slice(0, 8)}</a></td></tr>`;
}

/** Dead letters, a row each. */
export const renderLetterTable = (letters: readonly DeadLetter[]): Html =>
  html`<table class="list"><thead><tr><th scope="col">Customer</th><th scope="col">What</th><th scope="col">Person</th><th scope="col">Why</th><th scope="col">Since</th><th scope="col">Handed out</th><th scope="col">Letter</th></tr></thead><tbody>${letters.map(renderLetter)}</tbody></table>`;

function renderRedrive(desk: Desk, title: string, customer?: string): Html {
  const facts = customer === undefined ? {} : { customer };
  return html`<form method="post" action="/redrives" class="act">${desk.forms.seal('/redrives', facts)}<button class="plain">${title}</button></form>`;
}

function renderLetters(desk: Desk, { letters, queues }: Letters): Html {
  const all = queues.reduce((sum, { count }) => sum + count, 0);
  if (all === 0 && letters.length === 0)
    return html`<h1>No dead letters</h1><p>${renderState('good', 'Everything that was sent was handled.')}</p>`;
  const customers = [...new Set(letters.filter(({ faults }) => faults.length === 0).map(({ tenantId }) => tenantId))];
  const counts = queues
    .filter(({ count }) => count > 0)
    .map(({ queue, count }) => html`<li>${count} × ${QUEUES[queue] ?? queue} <span class="code">${queue}</span></li>`);
  return html`<h1>${countOf(Math.max(all, letters.length), 'dead letter')}</h1>
<p>What could not be handled after many attempts waits here for 14 days. Bring it back when the cause is gone; whoever applies a message twice skips it.</p>
<ul>${counts}</ul>
${renderLetterTable(letters)}
${letters.length < all ? html`<p>At most ten of one customer and queue are shown at a time.</p>` : ''}
${customers.length === 0 ? '' : html`<div class="acts">${renderRedrive(desk, 'Bring all back')}${customers.map((id) => renderRedrive(desk, `Bring back those of ${id}`, id))}</div>`}`;
}

function renderAudit({ entries }: SupportAnswer<'audit'>): Html {
  if (entries.length === 0) return html`<p>Nothing was done for all customers at once.</p>`;
  const rows = entries.map(
    ({ at, who, what, result, requestId }) =>
      html`<tr><th scope="row">${sayInstant(at)}</th><td data-head="Who">${who}</td><td data-head="What">${sayAct(what)}</td><td data-head="Result">${result === 'done' ? 'done' : inWords(result)} <span class="code">${requestId}</span></td></tr>`,
  );
  return html`<table class="list"><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Result</th></tr></thead><tbody>${rows}</tbody></table>`;
}

type Tried<O extends 'dead-letters' | 'audit'> = Awaited<ReturnType<typeof tryAsk<O>>>;

/** What lies among the dead letters; a run for everybody; who did what for all customers at once. */
export function renderQueues(desk: Desk, letters: Tried<'dead-letters'>, audit: Tried<'audit'>): Html {
  const dead =
    'answer' in letters
      ? renderLetters(desk, letters.answer)
      : html`<h1>Dead letters</h1>${renderNotice(letters.problem)}`;
  return html`${dead}
<section><h2>Run everybody now</h2><p>Asks for a run of every active customer, as the schedule does.</p>
<form method="post" action="/requeues" class="act">${desk.forms.seal('/requeues')}<button class="plain">Run all customers now</button></form></section>
<section><h2>Who did what for all customers</h2><p>What was done for one customer stands on its overview.</p>
${'answer' in audit ? renderAudit(audit.answer) : renderNotice(audit.problem)}</section>`;
}
