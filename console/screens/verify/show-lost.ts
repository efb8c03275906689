import type { Hono } from 'hono';
import { html } from 'hono/html';
import { NOBODY_LOST } from '../../../cli/render/difference.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Asked } from '../../acts/act.ts';
import { addAct } from '../../acts/act.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { renderField } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { countOf, countPeople } from '../../page/words.ts';
import { renderDifferences } from './render-verify.ts';

type Lost = SupportAnswer<'resend-lost'>;

const renderMore = (others: number) =>
  others === 0 ? '' : html`<p>${others} more are lost: they come with the next list.</p>`;

function render(desk: Desk, { tenantId, people, others, digest }: Lost, fault?: string): Html {
  if (people.length === 0) return html`<h1>Nobody is lost</h1><p class="lead">${NOBODY_LOST}</p>`;
  const action = `/customers/${tenantId}/returns`;
  const count = String(people.length);
  return html`<h1>${countPeople(people.length)} lost</h1>
<p>Who has access in Alleo is another than what was applied. An admin of Alleo may have done it by hand: ask before it is undone. Whoever should have access gets it, whoever should not loses it; what a limit holds is not sent.</p>
${renderDifferences(tenantId, people)}${renderMore(others)}
<section class="decide"><h2>Decide</h2><form method="post" action="${action}">${desk.forms.seal(action, { digest, people: count })}
${renderField({ name: 'people', label: 'How many people does this concern?', hint: `Type the number, ${count}, when you have looked at every line.`, mode: 'numeric', required: true, fault })}
<button>Send these again</button><p class="code">Digest ${digest}</p></form></section>`;
}

function renderSent({ tenantId, people, sent, unsent, others }: Lost): Html {
  const links = unsent.map(
    (one, index) =>
      html`${index === 0 ? '' : ', '}<a href="/customers/${tenantId}/person/${encodeURIComponent(one)}">${one}</a>`,
  );
  return html`<h1>${countOf(sent, 'change')} sent for ${countPeople(people.length - unsent.length)}</h1>
${links.length === 0 ? '' : html`<p>Not sent, since the rules leave them as they are, or hold it: ${links}. Each one's page says why.</p>`}
${renderMore(others)}<p><a class="button" href="/customers/${tenantId}">Overview</a></p>`;
}

/** Whoever looked knows how many they are: the number that the page showed, under its seal, typed again. */
function checkPeople(desk: Desk, { id, facts, fields }: Asked): (() => Promise<Screen>) | undefined {
  const typed = (fields['people'] ?? '').trim();
  if (typed === facts['people']) return undefined;
  const fault = `${typed === '' ? 'Nothing' : typed} was typed, and the page showed ${facts['people'] ?? ''}. Nothing was sent.`;
  return async () => ({ status: 409, body: render(desk, await ask(desk, 'resend-lost', { tenantId: id }), fault) });
}

/** `/customers/ID/lost`: whoever has other access in Alleo than what was applied, and exactly these sent again. */
export function addLost(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({
      title: `Lost of ${id}`,
      customer: { id, tab: '/verify' },
      waiting: 'Reading all people from Personio and all accounts from Alleo.',
    }) as const;
  app.get('/customers/:id/lost', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => ({
      body: render(desk, await ask(desk, 'resend-lost', { tenantId: id })),
    }));
  });
  addAct(app, desk, {
    path: '/customers/:id/returns',
    head: headOf,
    check: (asked) => checkPeople(desk, asked),
    perform: async ({ id, facts }) => ({
      body: renderSent(await ask(desk, 'resend-lost', { tenantId: id, digest: facts['digest'] })),
    }),
  });
}
