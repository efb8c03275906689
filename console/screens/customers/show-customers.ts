import type { Hono } from 'hono';
import { CUSTOMER_STATES } from '../../../shared/contracts/whose-turn.ts';
import { ask, tryAsk } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { dateIn } from '../../page/words.ts';
import { renderCustomers, type Search } from './render-customers.ts';

/** As many as one question about the last days may name, and one page shows without becoming heavy. */
const PER_PAGE = 50;

async function show(desk: Desk, search: Search): Promise<Screen> {
  const state = CUSTOMER_STATES.find((one) => one === search.state);
  const status = await ask(desk, 'status', { find: search.text.trim() || undefined, state });
  const { tenants } = status;
  const pages = Math.max(1, Math.ceil(tenants.length / PER_PAGE));
  const page = Math.min(Math.max(1, search.page), pages);
  const shown = tenants.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const recent =
    shown.length === 0 ? undefined : await tryAsk(desk, 'recent-runs', { tenantIds: shown.map(({ id }) => id) });
  const today = dateIn('Europe/Amsterdam', desk.services.clock());
  return {
    body: renderCustomers({ status, shown, pages, search: { ...search, page }, recent, today }),
  };
}

/** `/`: is anybody waiting for me? */
export function addCustomers(app: Hono<Env>, desk: Desk): void {
  app.get('/', (c) => {
    const search = {
      text: (c.req.query('q') ?? '').slice(0, 200),
      state: c.req.query('state') ?? '',
      page: Number.parseInt(c.req.query('page') ?? '1', 10) || 1,
    };
    const head = { title: 'Customers', here: '/', waiting: 'Reading the list of customers.' } as const;
    return answer(c, desk, head, () => show(desk, search));
  });
}
