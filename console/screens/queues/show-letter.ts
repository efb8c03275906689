import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { type Asked, addAct } from '../../acts/act.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { renderField } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { sayInstant } from '../../page/words.ts';
import { sayWhat, sayWhy } from './render-queues.ts';

const PURGES = '/purges';

function render(desk: Desk, { letter, note, digest }: SupportAnswer<'dead-letters-purge'>, fault?: string): Html {
  const { id, tenantId, employeeId, since } = letter;
  const person =
    employeeId === null
      ? ''
      : html`<div><dt>Person</dt><dd><a href="/customers/${tenantId}/person/${encodeURIComponent(employeeId)}">${employeeId}</a></dd></div>`;
  return html`<h1>A dead letter of ${tenantId}</h1>
<dl class="facts"><div><dt>What</dt><dd>${sayWhat(letter)}</dd></div>${person}<div><dt>Since</dt><dd>${sayInstant(since)}</dd></div><div><dt>Id</dt><dd class="code">${id}</dd></div></dl>
<p>${sayWhy(letter)}</p>
<section class="decide"><h2>Take it away for good?</h2><p><strong>Without it:</strong> ${linkCommands(note)}</p>
<form method="post" action="${PURGES}">${desk.forms.seal(PURGES, { letter: id, digest, customer: tenantId })}
${renderField({ name: 'customer', label: `Type the customer's id, ${tenantId}`, hint: 'Only if nothing is lost by it. There is no way back.', required: true, fault })}
<button class="danger">Take this letter away</button><p class="code">Digest ${digest}</p></form></section>
<p class="go"><a href="/queues">All dead letters</a></p>`;
}

async function purge(desk: Desk, { facts }: Asked): Promise<Screen> {
  const { letter } = await ask(desk, 'dead-letters-purge', { letter: facts['letter'], digest: facts['digest'] });
  return {
    body: html`<h1>Taken away for good</h1><p>A letter of ${letter.tenantId}; the audit has it.</p><p><a class="button" href="/queues">Queues and audit</a></p>`,
  };
}

/** `/queues/LETTER`: one dead letter, what becomes of it without, and its end. */
export function addLetter(app: Hono<Env>, desk: Desk): void {
  const head = { title: 'A dead letter', here: '/queues', waiting: 'Looking at the dead letters.' } as const;
  const show = async (letter: string, fault?: string): Promise<Screen> => {
    const shown = await ask(desk, 'dead-letters-purge', { letter });
    return { status: fault === undefined ? 200 : 409, body: render(desk, shown, fault) };
  };
  app.get('/queues/:letter', (c) => answer(c, desk, head, () => show(c.req.param('letter'))));
  addAct(app, desk, {
    path: PURGES,
    head: () => ({ ...head, waiting: 'Looking for the letter.' }),
    check: ({ facts, fields }) => {
      const typed = (fields['customer'] ?? '').trim();
      if (typed === facts['customer']) return undefined;
      const given = typed === '' ? 'Nothing was typed' : `${typed} was typed`;
      return () =>
        show(
          facts['letter'] ?? '',
          `${given}, and the letter is of ${facts['customer'] ?? ''}. Nothing was taken away.`,
        );
    },
    perform: (asked) => purge(desk, asked),
  });
}
