import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { SupportProblem } from '../../../shared/contracts/support-operation.ts';
import type { Asked } from '../../acts/act.ts';
import { addAct } from '../../acts/act.ts';
import { ask, findFaults, problemOf, WRONG_FIELDS } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import type { Html } from '../../page/html.ts';
import { type Faults, placeProblem, readPairs, renderPair } from '../../page/pairs.ts';
import { renderNotice } from '../../page/problem.ts';
import { countPeople } from '../../page/words.ts';

function render(desk: Desk, id: string, name: string, faults: Faults, problem?: SupportProblem): Html {
  const action = `/customers/${id}/rotations`;
  const isPlaced = faults.size > 0;
  return html`<h1>New credentials for ${name}</h1>
<p>The new pair is tried against the one in use: the same account, nobody and no attribute less. Only then it is used; until then the old pair keeps working. One pair alone may be changed.</p>
${problem === undefined ? '' : isPlaced ? html`<p class="notice bad" role="alert">▲ Nothing was changed; the pair in use keeps working. What is wrong stands beside its field.</p>` : renderNotice(problem)}
<form method="post" action="${action}" class="sheet">${desk.forms.seal(action, { name })}
${renderPair('personio', 'Leave both empty to keep the pair in use.', faults)}
${renderPair('alleo', 'Leave both empty to keep the pair in use.', faults)}
<button>Try it, and use it</button></form>`;
}

/** The form once more, with what is wrong; no credential comes back with it. */
function refuse(desk: Desk, { id, facts }: Asked, faults: Faults, problem: SupportProblem): Screen {
  const name = facts['name'] ?? id;
  return { status: 422, name, body: render(desk, id, name, faults, problem) };
}

async function rotate(desk: Desk, asked: Asked): Promise<Screen> {
  const { id, fields } = asked;
  const credentials = readPairs(fields);
  try {
    const { people, queued } = await ask(desk, 'credentials-rotate', { tenantId: id, credentials });
    const both = credentials.personio !== undefined && credentials.alleo !== undefined;
    const pair = both
      ? 'Both new pairs are in use'
      : credentials.personio === undefined
        ? "Alleo's new pair is in use"
        : "Personio's new pair is in use";
    const seen = people === null ? '' : html`<p>The same account, ${countPeople(people)}, no attribute less.</p>`;
    const run = queued ? 'A run is asked for.' : 'No run is asked for, because this customer is not active.';
    return {
      body: html`<h1>${pair}</h1>${seen}<p>${run}</p><p><a class="button" href="/customers/${id}">Overview</a></p>`,
    };
  } catch (error) {
    const problem = problemOf(error);
    return refuse(desk, asked, placeProblem(problem), problem);
  }
}

/** A pair of which one part is missing, or nothing at all: said beside the field, and no secret travels. */
function findWrong({ id, fields }: Asked): Faults {
  const found = new Map(findFaults('credentials-rotate', { tenantId: id, credentials: readPairs(fields) }));
  if (found.has('credentials')) found.set('credentials.personio', 'Enter a new pair, here or below.');
  return found;
}

/** `/customers/ID/credentials`: a new pair, tried before it is used. */
export function addCredentials(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({
      title: `Credentials of ${id}`,
      customer: { id, tab: '/credentials' },
      waiting: 'Reading this customer.',
    }) as const;
  app.get('/customers/:id/credentials', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => {
      const { tenant } = await ask(desk, 'tenant-show', { tenantId: id });
      return { name: tenant.name, body: render(desk, id, tenant.name, new Map()) };
    });
  });
  addAct(app, desk, {
    path: '/customers/:id/rotations',
    head: (id) => ({ ...headOf(id), waiting: 'Trying the new pair against the one in use.' }),
    check: (asked) => {
      const faults = findWrong(asked);
      return faults.size === 0 ? undefined : async () => refuse(desk, asked, faults, WRONG_FIELDS);
    },
    perform: (asked) => rotate(desk, asked),
  });
}
