import type { Hono } from 'hono';
import { ask } from '../../ask.ts';
import type { Desk, Env } from '../../desk.ts';
import { answer } from '../../page/answer.ts';
import { renderVerify } from './render-verify.ts';

/** `/customers/ID/verify`: has Alleo what the rules want, for everybody? */
export function addVerify(app: Hono<Env>, desk: Desk): void {
  app.get('/customers/:id/verify', (c) => {
    const id = c.req.param('id');
    const head = {
      title: `Verify ${id}`,
      customer: { id, tab: '/verify' },
      waiting: 'Reading all people from Personio and all accounts from Alleo.',
    } as const;
    return answer(c, desk, head, async () => ({ body: renderVerify(await ask(desk, 'verify', { tenantId: id })) }));
  });
}
