import type { Hono } from 'hono';
import { html } from 'hono/html';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import { renderCopy } from '../../page/field.ts';

/** `/customers/ID/message`: the message to the customer after the activation once more, as things are now. */
export function addMessage(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/message', (c) => {
    const id = c.req.param('id');
    const head = {
      title: `Message to ${id}`,
      customer: { id, tab: '' },
      waiting: 'Reading all people from Personio.',
    } as const;
    return answer(c, desk, head, async () => {
      const { tenant } = await ask(desk, 'tenant-show', { tenantId: id });
      const { message } = await ask(desk, 'tenant-message', { tenantId: id });
      const body = html`<h1>The message after the activation</h1>
<p>As things are now: who takes part, and who does not yet. What HR has to fix today is in the letter under <a href="/customers/${id}/issues">Issues</a>.</p>
${renderCopy('message', 'The message to the customer', message, tenant.policies.language)}`;
      return { name: tenant.name, body };
    });
  });
}
