import type { Hono } from 'hono';
import { html } from 'hono/html';
import { readChanges } from '../../../cli/transport/read-pages.ts';
import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import type { Html } from '../../page/html.ts';
import { sayDate, sayKind } from '../../page/words.ts';

type Changes = SupportAnswer<'changes'>;
type Change = Changes['changes'][number];

function renderGroup(tenantId: string, some: readonly Change[]): Html {
  const [{ kind, reason } = { kind: '', reason: '' }] = some;
  const items = some.map(
    ({ employeeId, name }) =>
      html`<li><bdi>${name ?? 'name not known'}</bdi> <a class="id" href="/customers/${tenantId}/person/${encodeURIComponent(employeeId)}">${employeeId}</a></li>\n`,
  );
  return html`<section class="group goes"><h2>Sent: ${sayKind(kind, some.length)}</h2><p class="why">${inWords(reason)}</p><ul class="names">${items}</ul></section>`;
}

function renderDay({ tenantId, date, changes }: Changes): Html {
  const groups = [...Map.groupBy(changes, ({ kind, reason }) => `${kind} ${reason}`).values()];
  if (groups.length === 0) return html`<h1>Nobody was changed on ${sayDate(date)}</h1>`;
  return html`<h1>Who was changed on ${sayDate(date)}</h1>
<p>By id, as it is remembered; names are read now, from Personio, else from Alleo.</p>
${groups.map((some) => renderGroup(tenantId, some))}`;
}

/** `/customers/ID/days/DATE`: who was changed in the runs of a day, and why. */
export function addDay(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/days/:date', (c) => {
    const { id, date } = c.req.param();
    const head = { title: `${id}, ${date}`, customer: { id }, waiting: 'Reading who was changed, and their names.' };
    return answer(c, desk, head, async () => {
      const changes = await readChanges((from) => ask(desk, 'changes', { tenantId: id, date, from }));
      return { body: renderDay(changes) };
    });
  });
}
