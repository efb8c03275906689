import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportProblem } from '../../../shared/contracts/support-operation.ts';
import type { Asked } from '../../acts/act.ts';
import { addAct } from '../../acts/act.ts';
import { ask, findFaults, problemOf, WRONG_FIELDS } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { type Faults, placeProblem, readPairs, renderPair } from '../../page/pairs.ts';
import { renderNotice } from '../../page/problem.ts';
import { countPeople } from '../../page/words.ts';

type Restored = SupportAnswer<'credentials-restore'>;

function renderForm(desk: Desk, id: string, name: string, faults: Faults, problem?: SupportProblem): Html {
  const action = `/customers/${id}/restorations`;
  const isPlaced = faults.size > 0;
  return html`<h1>Restore the credentials of ${name}</h1>
<p>The stored credentials, or the key that goes with them, are lost. First an engineer asks AWS for the old ones: for 7 to 30 days after they were deleted they can be brought back with their key, and then nothing has to be restored (docs/runbook.md, “A lost secret”).</p>
<p>Only if they are gone for good: enter both pairs as the customer sent them. They are tried first, and must show the same account, with no attribute less. What is remembered is kept under a new key; nobody is activated, deactivated or paid by it.</p>
${problem === undefined ? '' : isPlaced ? html`<p class="notice bad" role="alert">▲ Nothing was changed. What is wrong stands beside its field; the credentials have to be entered again.</p>` : renderNotice(problem)}
<form method="post" action="${action}" class="sheet">${desk.forms.seal(action, { name })}
${renderPair('personio', 'A pair of the same Personio account.', faults)}
${renderPair('alleo', 'Leave both empty where this stage has its own.', faults)}
<button>Try both, and restore</button></form>`;
}

function renderRestored({ tenantId, people, remembered, uncertain, queued }: Restored): Html {
  const grants =
    uncertain === 0
      ? ''
      : html`<p class="notice">◆ One-off budgets that were on their way, and may have arrived or not: ${uncertain}. The next run holds them for you.</p>`;
  const next = queued
    ? `A run is asked for. What Alleo has otherwise than Personio goes out with it, within the limits: \`personio-sync preview ${tenantId}\` shows it.`
    : 'No run is asked for, because this customer is not active.';
  return html`<h1>The credentials are restored</h1>
<p class="lead">The same account, ${countPeople(people)}, no attribute less. What is remembered of ${countPeople(remembered)} is kept; nobody was activated, deactivated or paid by this.</p>
${grants}<p>${linkCommands(next)}</p><p><a class="button" href="/customers/${tenantId}">Overview</a></p>`;
}

/** The form once more, with what is wrong; no credential comes back with it. */
function refuse(desk: Desk, { id, facts }: Asked, faults: Faults, problem: SupportProblem): Screen {
  const name = facts['name'] ?? id;
  return { status: 422, name, body: renderForm(desk, id, name, faults, problem) };
}

const requestOf = ({ id, fields }: Asked) => ({ tenantId: id, credentials: readPairs(fields) });

async function restore(desk: Desk, asked: Asked): Promise<Screen> {
  try {
    return { body: renderRestored(await ask(desk, 'credentials-restore', requestOf(asked))) };
  } catch (error) {
    const problem = problemOf(error);
    return refuse(desk, asked, placeProblem(problem), problem);
  }
}

/** `/customers/ID/restore`: for a customer whose stored credentials, or their key, are lost. */
export function addRestore(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({ title: `Restore ${id}`, customer: { id, tab: '/credentials' }, waiting: 'Reading this customer.' }) as const;
  app.get('/customers/:id/restore', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => {
      const { tenant } = await ask(desk, 'tenant-show', { tenantId: id });
      return { name: tenant.name, body: renderForm(desk, id, tenant.name, new Map()) };
    });
  });
  addAct(app, desk, {
    path: '/customers/:id/restorations',
    head: (id) => ({ ...headOf(id), waiting: 'Trying both pairs, and comparing both sides with what is remembered.' }),
    check: (asked) => {
      const faults = findFaults('credentials-restore', requestOf(asked));
      return faults.size === 0 ? undefined : async () => refuse(desk, asked, faults, WRONG_FIELDS);
    },
    perform: (asked) => restore(desk, asked),
  });
}
