import type { Hono } from 'hono';
import { readIssues } from '../../../cli/transport/read-pages.ts';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import { chooseLanguage } from '../../page/letter.ts';
import { renderIssues } from './render-issues.ts';

/** `/customers/ID/issues`: what the customer's HR has to fix, for whom; as a letter. */
export function addIssues(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/issues', (c) => {
    const id = c.req.param('id');
    const head = {
      title: `Issues of ${id}`,
      customer: { id, tab: '/issues' },
      waiting: 'Reading all people from Personio.',
    } as const;
    return answer(c, desk, head, async () => {
      const issues = await readIssues((from) => ask(desk, 'issues', { tenantId: id, from }));
      const language = chooseLanguage(c.req.query('letter'), languageOf(issues.language));
      return { name: issues.tenantName, body: renderIssues(issues, language) };
    });
  });
}
