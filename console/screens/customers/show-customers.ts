import type { Hono } from 'hono';
import { ask, tryAsk } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { dateIn } from '../../page/words.ts';
import { renderCustomers } from './render-customers.ts';
import { fold, type Row, type Search, sortRows } from './sort-rows.ts';

/** As many as one question about the last days may name, and one page shows without becoming heavy. */
const PER_PAGE = 50;

function findRows(rows: readonly Row[], { text, standing }: Search): readonly Row[] {
  const wanted = fold(text.trim());
  return rows.filter(
    ({ tenant, judged }) =>
      (standing === '' || judged.standing === standing) &&
      (wanted === '' || fold(`${tenant.name} ${tenant.id}`).includes(wanted)),
  );
}

async function show(desk: Desk, search: Search): Promise<Screen> {
  const { tenants } = await ask(desk, 'status');
  const rows = sortRows(tenants);
  const found = findRows(rows, search);
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  const page = Math.min(Math.max(1, search.page), pages);
  const shown = found.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const recent =
    shown.length === 0
      ? undefined
      : await tryAsk(desk, 'recent-runs', { tenantIds: shown.map(({ tenant }) => tenant.id) });
  const today = dateIn('Europe/Amsterdam', desk.services.clock());
  return {
    body: renderCustomers({ rows, found: found.length, shown, pages, search: { ...search, page }, recent, today }),
  };
}

/** `/`: is anybody waiting for me? */
export function addCustomers(app: Hono<Env>, desk: Desk): void {
  app.get('/', (c) => {
    const search = {
      text: (c.req.query('q') ?? '').slice(0, 200),
      standing: c.req.query('standing') ?? '',
      page: Number.parseInt(c.req.query('page') ?? '1', 10) || 1,
    };
    const head = { title: 'Customers', here: '/', waiting: 'Reading the list of customers.' } as const;
    return answer(c, desk, head, () => show(desk, search));
  });
}
