import type { Hono } from 'hono';
import { LANGUAGES, type Language, languageOf } from '../../../shared/contracts/codes/code-info.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import { renderIssues } from './render-issues.ts';

export async function readIssues(desk: Desk, tenantId: string): Promise<SupportAnswer<'issues'>> {
  let issues = await ask(desk, 'issues', { tenantId });
  while (issues.nextFrom !== null) {
    const next = await ask(desk, 'issues', { tenantId, from: issues.nextFrom });
    issues = {
      ...next,
      issues: [...issues.issues, ...next.issues],
      holds: [...issues.holds, ...next.holds],
      open: [...issues.open, ...next.open],
    };
  }
  return issues;
}

/** `/customers/ID/issues`: what the customer's HR has to fix, for whom; as a letter. */
export function addIssues(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/issues', (c) => {
    const id = c.req.param('id');
    const wanted = c.req.query('letter');
    const head = {
      title: `Issues of ${id}`,
      customer: { id, tab: '/issues' },
      waiting: 'Reading all people from Personio.',
    } as const;
    return answer(c, desk, head, async () => {
      const issues = await readIssues(desk, id);
      const asked = LANGUAGES.find((language) => language === wanted);
      const language: Language = asked ?? languageOf(issues.language);
      return { body: renderIssues(issues, language) };
    });
  });
}
