import type { Hono } from 'hono';
import { html } from 'hono/html';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { renderPerson, renderSearch } from './render-person.ts';

const WAITING = 'Reading this person from Personio and Alleo.';

async function show(desk: Desk, tenantId: string, person: string, showValues: boolean): Promise<Screen> {
  const explained = await ask(desk, 'explain', { tenantId, person, showValues });
  const isSomebody = explained.employeeId !== null || explained.matches.length > 0;
  return { status: isSomebody ? 200 : 404, body: renderPerson(desk, explained, showValues) };
}

/** `/customers/ID/person`: why is somebody, or is not, in Alleo? */
export function addPerson(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({ title: `A person of ${id}`, customer: { id, tab: '/person' }, waiting: WAITING }) as const;

  app.get('/customers/:id/person', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => {
      await ask(desk, 'tenant-show', { tenantId: id });
      return { body: html`<h1>Why is somebody in Alleo, or not?</h1>${renderSearch(desk, id)}` };
    });
  });
  // Looks only: the same form may be sent as often as the page is loaded again.
  app.post('/customers/:id/person', (c) => {
    const id = c.req.param('id');
    const { person = '' } = c.get('fields');
    return answer(c, desk, headOf(id), () => show(desk, id, person, false));
  });
  app.get('/customers/:id/person/:person', (c) => {
    const { id, person } = c.req.param();
    return answer(c, desk, headOf(id), () => show(desk, id, person, c.req.query('values') === '1'));
  });
}
