import type { Hono } from 'hono';
import { html } from 'hono/html';
import { ask, findFaults, problemOf, WRONG_FIELDS } from '../ask.ts';
import type { Desk, Env } from '../desk.ts';
import type { Screen } from '../page/answer.ts';
import { answer } from '../page/answer.ts';
import { linkCommands } from '../page/link-commands.ts';
import { type Faults, placeProblem, readPairs } from '../page/pairs.ts';
import { countPeople } from '../page/words.ts';
import { renderNew } from '../screens/new-customer/render-new.ts';
import { renderSteps } from '../screens/new-customer/render-steps.ts';
import type { Asked } from './act.ts';
import { addAct } from './act.ts';

type Fields = Asked['fields'];

const filled = (fields: Fields, name: string) => {
  const value = (fields[name] ?? '').trim();
  return value === '' ? {} : { [name]: value };
};

/** Who takes part, as the operation takes it; an attribute without a name is told by `findWrong`. */
function readWho(fields: Fields): { readonly eligibility?: string } {
  if (fields['who'] === 'none') return { eligibility: 'none' };
  return fields['who'] === 'attribute' ? { eligibility: (fields['eligibility'] ?? '').trim() } : {};
}

function readRegistration(fields: Fields): Readonly<Record<string, unknown>> {
  return {
    tenantId: (fields['tenantId'] ?? '').trim(),
    name: fields['name'] ?? '',
    companyId: Number((fields['companyId'] ?? '').trim()),
    ...readWho(fields),
    ...filled(fields, 'personioUrl'),
    ...filled(fields, 'alleoUrl'),
    credentials: readPairs(fields),
    policies: filled(fields, 'language'),
  };
}

/** What can be said without asking support; nothing is stored and no credential travels. */
function findWrong(fields: Fields): Faults {
  const found = new Map(findFaults('tenant-add', readRegistration(fields)));
  if (found.has('companyId')) found.set('companyId', 'must be a whole number above zero');
  if (found.has('credentials.personio')) found.set('credentials.personio', 'Enter both parts of the pair.');
  return found;
}

async function register(desk: Desk, fields: Fields): Promise<Screen> {
  try {
    const { tenant, people, warnings } = await ask(desk, 'tenant-add', readRegistration(fields));
    const body = html`${renderSteps(tenant.id, 1)}<h1>${tenant.name} is registered</h1>
      <p class="lead">The company in Alleo is <strong>${tenant.company.name}</strong>; Personio shows ${countPeople(people)}. Is that the customer you meant?</p>
      ${warnings.map((warning) => html`<p class="notice">◆ ${linkCommands(warning)}</p>`)}
      <p><a class="button" href="/customers/${tenant.id}/check">Next: check</a></p>`;
    return { body };
  } catch (error) {
    const problem = problemOf(error);
    return { status: 422, body: renderNew(desk, { values: fields, faults: placeProblem(problem), problem }) };
  }
}

/** `/new`, and the customer that is registered there. */
export function addRegistrations(app: Hono<Env>, desk: Desk): void {
  const head = {
    title: 'New customer',
    here: '/new',
    waiting: 'Trying both credentials; nothing is stored before they work.',
  } as const;
  app.get('/new', (c) =>
    answer(c, desk, head, async () => ({ body: renderNew(desk, { values: {}, faults: new Map() }) })),
  );
  addAct(app, desk, {
    path: '/customers',
    head: () => head,
    check: ({ fields }) => {
      const faults = findWrong(fields);
      if (faults.size === 0) return undefined;
      return async () => ({ status: 422, body: renderNew(desk, { values: fields, faults, problem: WRONG_FIELDS }) });
    },
    perform: ({ fields }) => register(desk, fields),
  });
}
