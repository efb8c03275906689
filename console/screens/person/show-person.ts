import type { Hono } from 'hono';
import { html } from 'hono/html';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { chooseLanguage } from '../../page/letter.ts';
import { renderPerson, renderSearch } from './render-person.ts';

/** What the address asks for beside the person. */
interface PersonAsked {
  readonly showValues?: boolean;
  readonly letter?: string | undefined;
}

const WAITING = 'Reading this person from Personio and Alleo.';

async function show(desk: Desk, tenantId: string, person: string, asked: PersonAsked = {}): Promise<Screen> {
  const { showValues = false, letter } = asked;
  const [{ tenant }, explained] = await Promise.all([
    ask(desk, 'tenant-show', { tenantId }),
    ask(desk, 'explain', { tenantId, person, showValues }),
  ]);
  const isSomebody = explained.employeeId !== null || explained.matches.length > 0;
  const language = chooseLanguage(letter, languageOf(tenant.policies.language));
  const body = renderPerson(desk, explained, { showsValues: showValues, language });
  return { name: tenant.name, status: isSomebody ? 200 : 404, body };
}

/** `/customers/ID/person`: why is somebody, or is not, in Alleo? */
export function addPerson(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({ title: `A person of ${id}`, customer: { id, tab: '/person' }, waiting: WAITING }) as const;

  app.get('/customers/:id/person', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => {
      const { tenant } = await ask(desk, 'tenant-show', { tenantId: id });
      return { name: tenant.name, body: html`<h1>Why is somebody in Alleo, or not?</h1>${renderSearch(desk, id)}` };
    });
  });
  // Looks only: the same form may be sent as often as the page is loaded again.
  app.post('/customers/:id/person', (c) => {
    const id = c.req.param('id');
    const { person = '' } = c.get('fields');
    return answer(c, desk, headOf(id), () => show(desk, id, person));
  });
  app.get('/customers/:id/person/:person', (c) => {
    const { id, person } = c.req.param();
    const asked = { showValues: c.req.query('values') === '1', letter: c.req.query('letter') };
    return answer(c, desk, headOf(id), () => show(desk, id, person, asked));
  });
}
