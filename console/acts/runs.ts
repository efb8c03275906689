import type { Hono } from 'hono';
import { html } from 'hono/html';
import { inWords } from '../../shared/contracts/codes/codes.ts';
import { ask } from '../ask.ts';
import type { Desk, Env } from '../desk.ts';
import type { Screen } from '../page/answer.ts';
import { countOf, renderRunStatus } from '../page/words.ts';
import { addAct } from './act.ts';

const back = (id: string, sentence: string): Screen => ({
  body: html`<h1>${sentence}</h1><p><a class="button" href="/customers/${id}">Overview</a></p>`,
});

const headOf = (title: string, waiting: string) => (id: string) => ({
  title,
  waiting,
  customer: { id, tab: '' as const },
});

async function requeueAll(desk: Desk): Promise<Screen> {
  const { queued, failed } = await ask(desk, 'requeue');
  const left = failed.length === 0 ? '' : html`<p>▲ Not taken by the queue: ${failed.join(', ')}. Try again.</p>`;
  return {
    body: html`<h1>${countOf(queued.length, 'run')} asked for</h1>${left}<p><a class="button" href="/">Customers</a></p>`,
  };
}

/** The embedded run: the schedule fires, and whoever waited runs, too. */
async function playDay(desk: Desk): Promise<Screen> {
  const reports = (await desk.services.runDay?.()) ?? [];
  const rows = reports.map(
    ({ tenantId, status, code }) =>
      html`<tr><th scope="row"><a href="/customers/${tenantId}">${tenantId}</a></th><td>${renderRunStatus(status)}</td><td>${code === null ? '' : inWords(code)}</td></tr>`,
  );
  const table = html`<table class="list"><thead><tr><th scope="col">Customer</th><th scope="col">Run</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
  return {
    body: html`<h1>${countOf(reports.length, 'customer')} ran</h1>${reports.length === 0 ? html`<p>No customer is active.</p>` : table}<p><a class="button" href="/">Customers</a></p>`,
  };
}

/** Runs asked for, of one customer or all; pauses and resumptions. */
export function addRuns(app: Hono<Env>, desk: Desk): void {
  addAct(app, desk, {
    path: '/customers/:id/requeues',
    head: headOf('Run now', 'Asking for a run.'),
    perform: async ({ id }) => {
      await ask(desk, 'requeue', { tenantId: id });
      return back(id, 'A run is asked for; it begins within a minute or two.');
    },
  });
  addAct(app, desk, {
    path: '/customers/:id/pauses',
    head: headOf('Pause', 'Pausing.'),
    perform: async ({ id }) => {
      const { tenant } = await ask(desk, 'tenant-pause', { tenantId: id });
      return back(id, `${tenant.name} is paused: nobody is changed until it is resumed.`);
    },
  });
  addAct(app, desk, {
    path: '/customers/:id/resumptions',
    head: headOf('Resume', 'Resuming.'),
    perform: async ({ id }) => {
      const { tenant } = await ask(desk, 'tenant-resume', { tenantId: id });
      return back(
        id,
        `${tenant.name} runs again, from the next schedule on or when you ask for a run. What was parked is offered again by a run that you ask for, else by the first of a later day.`,
      );
    },
  });
  const all = { title: 'Run all', waiting: 'Asking for a run of every active customer.' };
  addAct(app, desk, { path: '/requeues', head: () => all, perform: () => requeueAll(desk) });
  if (desk.services.runDay === undefined) return;
  const day = { title: 'The schedule', waiting: 'Running every active customer.' };
  addAct(app, desk, { path: '/days', head: () => day, perform: () => playDay(desk) });
}
