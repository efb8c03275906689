import type { Hono } from 'hono';
import { html } from 'hono/html';
import { inWords } from '../../shared/contracts/codes/codes.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { ask } from '../ask.ts';
import type { Desk, Env } from '../desk.ts';
import type { Screen } from '../page/answer.ts';
import { KINDS } from '../page/words.ts';
import { addAct } from './act.ts';

function renderResent({ tenantId, employeeId, name, sent, reason }: SupportAnswer<'resend'>): Screen {
  const who = name ?? employeeId;
  const what = sent.map((kind) => KINDS[kind]?.one ?? kind).join(', ');
  const path = `/customers/${tenantId}/person/${encodeURIComponent(employeeId)}`;
  const body =
    sent.length === 0
      ? html`<h1>Nothing to send for <bdi>${who}</bdi></h1><p>${reason === 'EMPLOYED' ? 'Alleo was told everything already.' : inWords(reason)}</p>`
      : html`<h1>Sent for <bdi>${who}</bdi></h1><p class="lead"><bdi>${who}</bdi> ${what}.</p><p>Alleo answers within minutes; the person's page shows it.</p>`;
  return { body: html`${body}<p><a class="button" href="${path}">Back to the person</a></p>` };
}

/** Alleo made equal to the rules for one person. */
export function addResends(app: Hono<Env>, desk: Desk): void {
  addAct(app, desk, {
    path: '/customers/:id/resends',
    head: (id) => ({
      title: 'Send again',
      customer: { id, tab: '/person' },
      waiting: 'Reading Personio and planning for this person.',
    }),
    perform: async ({ id, facts }) =>
      renderResent(await ask(desk, 'resend', { tenantId: id, person: facts['person'] })),
  });
}
