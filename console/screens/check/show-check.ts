import type { Hono } from 'hono';
import { html } from 'hono/html';
import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { countPeople, renderState } from '../../page/words.ts';
import { renderSteps } from '../new-customer/render-steps.ts';

type Check = SupportAnswer<'check'>;
type Attribute = Check['attributes'][number];

function renderAttributeState({ state, required }: Attribute): Html {
  if (state === 'readable') return renderState('good', 'readable');
  if (state === 'empty-for-all') return renderState('wait', 'empty for everyone');
  if (state === 'unknown') return renderState('quiet', 'not known');
  return renderState(required ? 'bad' : 'wait', 'not readable');
}

function renderAttributes({ attributes, people }: Check): Html | '' {
  if (attributes.length === 0) return '';
  const rows = attributes.map((one) => {
    const filled = one.state === 'not-readable' || one.state === 'unknown' ? '–' : `${one.filled} of ${people}`;
    return html`<tr><th scope="row"><bdi>${one.wanted}</bdi></th><td>${renderAttributeState(one)}${one.note === undefined ? '' : html` <span class="why">${linkCommands(one.note)}</span>`}</td><td data-head="Filled">${filled}</td><td data-head="In Personio"><bdi>${one.label ?? '–'}</bdi></td></tr>`;
  });
  return html`<table class="list"><caption class="unseen">What Personio shows us</caption><thead><tr><th scope="col">Attribute</th><th scope="col">State</th><th scope="col">Filled</th><th scope="col">In Personio</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function renderCheck(check: Check, isPending: boolean): Html {
  const { tenantId, people, companyName, code, warnings, ok } = check;
  const state = ok
    ? renderState('good', 'Both credentials work, and everything that is needed is readable.')
    : renderState('bad', code === null ? 'Something is missing.' : inWords(code));
  const next = ok
    ? html`<p><a class="button" href="/customers/${tenantId}/review">Next: preview</a></p>`
    : html`<p>Send what is missing to the customer, and check again: <a class="button" href="/customers/${tenantId}/check">Check again</a> <a href="/customers/${tenantId}/credentials">New credentials</a></p>`;
  return html`${isPending ? renderSteps(tenantId, 2) : ''}<h1>What the credentials show</h1><p class="lead">${state}</p>
<p>${countPeople(people)} in Personio. ${companyName === null ? 'The company in Alleo was not read.' : html`The company in Alleo: <strong>${companyName}</strong>.`}</p>
${warnings.map((warning) => html`<p class="notice">◆ ${linkCommands(warning)}</p>`)}
${renderAttributes(check)}
${isPending || !ok ? next : ''}`;
}

/** `/customers/ID/check`: what both credentials show, attribute by attribute. */
export function addCheck(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/check', (c) => {
    const id = c.req.param('id');
    const head = {
      title: `Check ${id}`,
      customer: { id, tab: '/check' },
      waiting: 'Trying both credentials.',
    } as const;
    return answer(c, desk, head, async () => {
      const [{ tenant }, check] = await Promise.all([
        ask(desk, 'tenant-show', { tenantId: id }),
        ask(desk, 'check', { tenantId: id }),
      ]);
      return { name: tenant.name, body: renderCheck(check, tenant.status === 'pending') };
    });
  });
}
