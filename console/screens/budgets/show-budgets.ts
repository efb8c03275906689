import type { Hono } from 'hono';
import { html } from 'hono/html';
import { budgetRows } from '../../../cli/render/budget-rows.ts';
import { readBudgets } from '../../../cli/transport/read-pages.ts';
import { toCsv } from '../../../cli/write-csv.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { ask, problemOf } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import type { Html } from '../../page/html.ts';
import { renderPage } from '../../page/layout.ts';
import { renderProblem, statusOf } from '../../page/problem.ts';
import { sayDate } from '../../page/words.ts';

type Budgets = SupportAnswer<'budgets'>;

const readAll = (desk: Desk, tenantId: string) => readBudgets((from) => ask(desk, 'budgets', { tenantId, from }));

function renderBudgets({ tenantId, budgets }: Budgets): Html {
  const rows = budgets.map(
    (
      one,
    ) => html`<tr><th scope="row"><a href="/customers/${tenantId}/person/${encodeURIComponent(one.employeeId)}"><bdi>${one.name}</bdi></a> <span class="id">${one.employeeId}</span></th>
<td data-head="What">${one.kind === 'set-monthly-budget' ? 'monthly' : `one-off ${one.grant ?? ''}`}, <bdi>${one.category}</bdi></td><td data-head="Amount">${one.amount} ${one.currency}</td><td data-head="State">${one.status}${one.date === null ? '' : ` since ${sayDate(one.date)}`}</td></tr>\n`,
  );
  if (rows.length === 0) return html`<h1>No budgets</h1><p>Personio shows none for this customer.</p>`;
  const toAssign = budgets.filter(({ status }) => status === 'assign').length;
  return html`<h1>${toAssign} of ${rows.length} budgets to assign by hand</h1>
<p>Everything handed on so far that Personio still shows, also what an earlier list had: compare by employee, category and grant. A one-off budget with the same grant is to be assigned once only.</p>
<p><a class="button" href="/customers/${tenantId}/budgets.csv">As a file (CSV)</a></p>
<table class="list"><thead><tr><th scope="col">Person</th><th scope="col">What</th><th scope="col">Amount</th><th scope="col">State</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** `/customers/ID/budgets`: what was handed on for assignment, as a page and as a file. */
export function addBudgets(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/budgets', (c) => {
    const id = c.req.param('id');
    const head = {
      title: `Budgets of ${id}`,
      customer: { id, tab: '/budgets' },
      waiting: 'Reading all people from Personio.',
    } as const;
    return answer(c, desk, head, async () => ({ body: renderBudgets(await readAll(desk, id)) }));
  });
  app.get('/customers/:id/budgets.csv', async (c) => {
    const id = c.req.param('id');
    try {
      const text = toCsv(budgetRows(await readAll(desk, id)));
      return c.body(text, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${id}-budgets.csv"`,
      });
    } catch (error) {
      const problem = problemOf(error);
      return c.html(
        renderPage(desk, { title: 'No file', customer: { id }, body: renderProblem(problem, { customer: { id } }) }),
        statusOf(problem),
      );
    }
  });
}
