import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { SupportProblem } from '../../../shared/contracts/support-operation.ts';
import type { Asked } from '../../acts/act.ts';
import { addAct } from '../../acts/act.ts';
import { ask, findFaults, problemOf, WRONG_FIELDS } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { type Faults, placeProblem, readPairs } from '../../page/pairs.ts';
import { renderSettings } from './render-settings.ts';

type Fields = Asked['fields'];

const readTenant = async (desk: Desk, id: string) => (await ask(desk, 'tenant-show', { tenantId: id })).tenant;

function readEligibility(fields: Fields, { eligibility }: TenantView): { readonly eligibility?: string } {
  const label = (fields['eligibility'] ?? '').trim();
  if (fields['who'] === 'none') return eligibility.mode === 'everyone' ? {} : { eligibility: 'none' };
  if (fields['who'] !== 'attribute') return {};
  return eligibility.mode === 'attribute' && eligibility.label === label ? {} : { eligibility: label };
}

/** Only what is other than it is: what somebody else changed meanwhile is not put back. */
function readChanges(fields: Fields, tenant: TenantView): Readonly<Record<string, unknown>> {
  const typed = (name: string) => (fields[name] ?? '').trim();
  const isOther = (name: string, value: string) => fields[name] !== undefined && typed(name) !== value;
  const policies = Object.entries(tenant.policies).filter(([name, value]) => isOther(`policy-${name}`, String(value)));
  const credentials = readPairs(fields);
  return {
    tenantId: tenant.id,
    ...(isOther('name', tenant.name) ? { name: typed('name') } : {}),
    ...(isOther('companyId', String(tenant.company.id)) ? { companyId: Number(typed('companyId')) } : {}),
    ...(isOther('personioUrl', tenant.personioUrl) ? { personioUrl: typed('personioUrl') } : {}),
    ...(isOther('alleoUrl', tenant.alleoUrl) ? { alleoUrl: typed('alleoUrl') } : {}),
    ...readEligibility(fields, tenant),
    ...(Object.keys(credentials).length === 0 ? {} : { credentials }),
    policies: Object.fromEntries(policies.map(([name]) => [name, typed(`policy-${name}`)])),
  };
}

/** A refused policy stands beside its field; the command's name for it goes. */
function placeRefusal(problem: SupportProblem): Faults {
  const [, policy, why] = /^--set (\w+): (.*)$/.exec(problem.message) ?? [];
  if (policy === undefined) return placeProblem(problem);
  return new Map([[`policy-${policy}`, `${why ?? ''} ${problem.hint ?? ''}`.trim()]]);
}

async function save(desk: Desk, { id, fields }: Asked): Promise<Screen> {
  const tenant = await readTenant(desk, id);
  const again = (faults: Faults, problem: SupportProblem): Screen => {
    const body = renderSettings(desk, { tenant, values: fields, faults, problem });
    return { status: 422, name: tenant.name, body };
  };
  const changes = readChanges(fields, tenant);
  const wrong = findFaults('tenant-set', changes);
  if (wrong.size > 0) return again(wrong, WRONG_FIELDS);
  try {
    const { changed } = await ask(desk, 'tenant-set', changes);
    const said = changed.length === 0 ? 'Nothing was changed' : `Changed: ${changed.join(', ')}`;
    const body = html`<h1>${said}</h1><p><a class="button" href="/customers/${id}/review">Review what it does</a> <a class="button plain" href="/customers/${id}/settings">Settings</a></p>`;
    return { body };
  } catch (error) {
    const problem = problemOf(error);
    return again(placeRefusal(problem), problem);
  }
}

/** `/customers/ID/settings`, and the removal at its end. */
export function addSettings(app: Hono<Env>, desk: Desk): void {
  const headOf = (id: string) =>
    ({ title: `Settings of ${id}`, customer: { id, tab: '/settings' }, waiting: 'Reading the settings.' }) as const;
  app.get('/customers/:id/settings', (c) => {
    const id = c.req.param('id');
    return answer(c, desk, headOf(id), async () => {
      const tenant = await readTenant(desk, id);
      return { name: tenant.name, body: renderSettings(desk, { tenant, values: {}, faults: new Map() }) };
    });
  });
  addAct(app, desk, {
    path: '/customers/:id/settings',
    head: (id) => ({ ...headOf(id), waiting: 'Trying the new settings.' }),
    perform: (asked) => save(desk, asked),
  });
  addAct(app, desk, {
    path: '/customers/:id/removals',
    head: (id) => ({ ...headOf(id), waiting: 'Removing what is stored of this customer.' }),
    perform: async ({ id, fields }) => {
      await ask(desk, 'tenant-remove', { tenantId: id, confirm: fields['confirm'] ?? '' });
      return {
        body: html`<h1>Removed</h1><p>Credentials and memory of ${id} are gone; its users in Alleo are as they were.</p><p><a class="button" href="/">Customers</a></p>`,
      };
    },
  });
}
