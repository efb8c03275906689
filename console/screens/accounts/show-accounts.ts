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
import { countOf } from '../../page/words.ts';

type Accounts = SupportAnswer<'relink'>;

function renderAccounts({ accounts, tenantId }: Accounts): Html {
  const rows = accounts.map(
    (
      one,
    ) => html`<tr><th scope="row"><bdi>${one.name ?? 'name not known'}</bdi> <a class="id" href="/customers/${tenantId}/person/${encodeURIComponent(one.employeeId)}">${one.employeeId}</a></th>
<td data-head="In Alleo"><bdi>${one.accountName}</bdi> <bdi>${one.email ?? ''}</bdi></td><td data-head="Carries now">${one.currentExternalId ?? 'no id'}</td></tr>`,
  );
  return html`<table class="list"><thead><tr><th scope="col">In Personio</th><th scope="col">In Alleo</th><th scope="col">Carries now</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function render(desk: Desk, answer: Accounts, fault?: string): Html {
  const { accounts, tenantId, digest } = answer;
  if (accounts.length === 0)
    return html`<h1>No account has to be taken over</h1><p>None that would be somebody’s carries another id or name.</p>`;
  const action = `/customers/${tenantId}/links`;
  const count = String(accounts.length);
  return html`<h1>${countOf(accounts.length, 'account')} that may be somebody else's</h1>
<p>These people take part, and the account in Alleo that would be theirs carries another id, or another name. Compare the names line by line; take them over only if every line is right.</p>
${renderAccounts(answer)}
<section class="decide"><h2>Decide</h2><form method="post" action="${action}">${desk.forms.seal(action, { digest, accounts: count })}
${renderField({ name: 'accounts', label: 'How many accounts?', hint: `Type the number, ${count}, when every line is right.`, mode: 'numeric', required: true, fault })}
<button>Take these accounts over</button><p class="code">Digest ${digest}</p></form></section>`;
}

async function takeOver(desk: Desk, { id, facts }: Asked): Promise<Screen> {
  const { accounts, sent } = await ask(desk, 'relink', { tenantId: id, digest: facts['digest'] });
  const waiting =
    sent === 0
      ? 'What waits for them goes out with the next run.'
      : `What waited for them was sent: ${countOf(sent, 'change')}.`;
  return {
    body: html`<h1>${countOf(accounts.length, 'account')} taken over</h1><p>${waiting}</p><p><a class="button" href="/customers/${id}">Overview</a></p>`,
  };
}

/** `/customers/ID/accounts`: accounts in Alleo that carry another id. */
export function addAccounts(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({
      title: `Accounts of ${id}`,
      customer: { id, tab: '/accounts' },
      waiting: 'Reading all people from Personio and all accounts from Alleo.',
    }) as const;
  app.get('/customers/:id/accounts', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => ({
      body: render(desk, await ask(desk, 'relink', { tenantId: id })),
    }));
  });
  addAct(app, desk, {
    path: '/customers/:id/links',
    head: headOf,
    check: ({ id, facts, fields }) => {
      const typed = (fields['accounts'] ?? '').trim();
      if (typed === facts['accounts']) return undefined;
      const fault = `${typed === '' ? 'Nothing' : typed} was typed, and the page showed ${facts['accounts'] ?? ''}. Nothing was done.`;
      return async () => ({ status: 409, body: render(desk, await ask(desk, 'relink', { tenantId: id }), fault) });
    },
    perform: (asked) => takeOver(desk, asked),
  });
}
