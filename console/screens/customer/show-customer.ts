import type { Hono } from 'hono';
import { ask, tryAsk } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { renderCustomer } from './render-customer.ts';

const DAYS = 90;

async function show(desk: Desk, id: string, looks: boolean): Promise<Screen> {
  // The first alone: of a customer that is not there nothing more is asked.
  const { tenants, detail } = await ask(desk, 'status', { tenantId: id });
  const [tenant] = tenants;
  if (tenant === undefined || detail === null)
    throw new Error('status answered without the customer that was asked for');
  const [recent, audit] = await Promise.all([
    tryAsk(desk, 'recent-runs', { tenantIds: [id], days: DAYS }),
    tryAsk(desk, 'audit', { tenantId: id, acts: !looks, limit: 50 }),
  ]);
  return { name: tenant.name, body: renderCustomer(desk, { tenant, detail, recent, audit, days: DAYS, looks }) };
}

/** `/customers/ID`: how is this customer doing, and what is next? */
export function addCustomer(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id', (c) => {
    const id = c.req.param('id');
    const head = { title: id, customer: { id, tab: '' }, waiting: 'Reading this customer.' } as const;
    return answer(c, desk, head, () => show(desk, id, c.req.query('looks') === '1'));
  });
}
