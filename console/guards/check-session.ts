import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Desk, Env } from '../desk.ts';
import { renderPage } from '../page/layout.ts';

/** What says nothing of anybody: the page for a stranger is to be read, too. */
const ASSETS: ReadonlySet<string> = new Set(['/assets/console.css', '/assets/icon.svg']);

export const ENTRANCE = '/enter';

/** By port: a second console on this machine has a cookie of its own. */
const cookieName = (origin: string) => `console-${new URL(origin).port}`;

/**
 * The link that was printed opens the console once: its key becomes a cookie that only this browser sends, only to this
 * machine, and no script reads.
 */
export function checkSession(desk: Desk): MiddlewareHandler<Env> {
  const { session, services } = desk;
  const name = cookieName(services.origin);
  return async (c, next) => {
    const isOpen = session.isOpen(getCookie(c, name));
    if (c.req.path === ENTRANCE) {
      const cookie = isOpen ? undefined : session.redeem(c.req.query('key') ?? '');
      if (cookie !== undefined) setCookie(c, name, cookie, { httpOnly: true, sameSite: 'Strict', path: '/' });
      if (isOpen || cookie !== undefined) return c.redirect('/', 303);
    } else if (isOpen || ASSETS.has(c.req.path)) return next();
    const body = html`<h1>This browser may not look in</h1>
      <p>The console answers only the browser that opened its link, and each link opens it once. The link stands in the terminal
      in which the console runs; there, Enter prints another one.</p>`;
    return c.html(renderPage(desk, { title: 'Not open', body, bare: true }), 403);
  };
}
