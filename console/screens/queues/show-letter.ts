import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Asked } from '../../acts/act.ts';
import { addAct } from '../../acts/act.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { renderField } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { renderLetterTable } from './render-queues.ts';

type Shown = SupportAnswer<'dead-letters-purge'>;

/** So much of a letter's id is typed: whoever looked at the page knows it. */
const startOf = (id: string) => id.slice(0, 8);

function render(desk: Desk, { letter, note, digest }: Shown, fault?: string): Html {
  const action = `/queues/letters/${letter.id}/purges`;
  const hint = `Type ${startOf(letter.id)}, the beginning of its id, when you have read what becomes of it.`;
  return html`<h1>One dead letter</h1>${renderLetterTable([letter])}
<section><h2>Without it</h2><p>${linkCommands(note)}</p></section>
<section class="decide"><h2>Decide</h2><form method="post" action="${action}">${desk.forms.seal(action, { digest })}
${renderField({ name: 'letter', label: 'Which letter is taken away for good?', hint, required: true, fault })}
<button>Take it away</button><p class="code">Digest ${digest}</p></form></section>`;
}

function checkLetter(desk: Desk, { id, fields }: Asked): (() => Promise<Screen>) | undefined {
  const typed = (fields['letter'] ?? '').trim();
  if (typed === startOf(id)) return undefined;
  const fault = `${typed === '' ? 'Nothing' : typed} was typed, and this letter begins with ${startOf(id)}. Nothing was taken away.`;
  return async () => ({
    status: 409,
    body: render(desk, await ask(desk, 'dead-letters-purge', { letter: id }), fault),
  });
}

const GONE = html`<h1>Taken away for good</h1><p><a class="button" href="/queues">Queues and audit</a></p>`;

/** `/queues/letters/ID`: one dead letter and what becomes of it without; exactly that taken away. */
export function addLetter(app: Hono<Env>, desk: Desk): void {
  const head = { title: 'One dead letter', here: '/queues', waiting: 'Looking for the letter.' } as const;
  app.get('/queues/letters/:id', (c) =>
    answer(c, desk, head, async () => ({
      body: render(desk, await ask(desk, 'dead-letters-purge', { letter: c.req.param('id') })),
    })),
  );
  addAct(app, desk, {
    path: '/queues/letters/:id/purges',
    head: () => head,
    check: (asked) => checkLetter(desk, asked),
    perform: async ({ id, facts }) => {
      await ask(desk, 'dead-letters-purge', { letter: id, digest: facts['digest'] });
      return { body: GONE };
    },
  });
}
