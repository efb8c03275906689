import type { Hono } from 'hono';
import { separatorOf, toCsv } from '../../../cli/write-csv.ts';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { previewRows } from '../../../shared/words/preview-rows.ts';
import { problemOf } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer, type Screen } from '../../page/answer.ts';
import { renderPage } from '../../page/layout.ts';
import { renderProblem, statusOf } from '../../page/problem.ts';
import { type ReviewView, readPlan } from './read-preview.ts';
import { renderReview } from './render-review.ts';

/** The plan of now, to be looked at once more: with what was wrong with what was typed, or why it was refused. */
export async function showReview(desk: Desk, id: string, more: Partial<ReviewView> = {}): Promise<Screen> {
  const preview = await readPlan(desk, id, more.asOf);
  const isFault = more.fault !== undefined || more.problem !== undefined;
  return { status: isFault ? 409 : 200, body: renderReview(desk, { preview, all: false, ...more }) };
}

/** `/customers/ID/review`: what is held, or the first plan. */
export function addReview(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/review', (c) => {
    const id = c.req.param('id');
    const waiting = 'Reading all people from Personio and planning; nothing is sent.';
    const head = { title: `Review ${id}`, customer: { id, tab: '/review' }, waiting } as const;
    return answer(c, desk, head, () =>
      showReview(desk, id, { all: c.req.query('all') === '1', asOf: c.req.query('as-of') || undefined }),
    );
  });

  app.get('/customers/:id/preview.csv', async (c) => {
    const id = c.req.param('id');
    try {
      const preview = await readPlan(desk, id);
      const csv = toCsv(previewRows(preview), separatorOf(languageOf(preview.language)));
      return c.body(csv, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${id}.csv"`,
      });
    } catch (error) {
      const problem = problemOf(error);
      const head = { title: 'No list', customer: { id }, body: renderProblem(problem, { customer: { id } }) };
      return c.html(renderPage(desk, head), statusOf(problem));
    }
  });
}
