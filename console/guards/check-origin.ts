import type { MiddlewareHandler } from 'hono';
import type { Env } from '../desk.ts';

const LOOKS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What the browser says of whoever made it ask; one that is too old to know leaves the header out. */
const OURS: ReadonlySet<string | undefined> = new Set([undefined, 'same-origin', 'none']);

/**
 * No other site makes the browser ask, another port of this machine neither, and a form comes from our own page. Hono's
 * own guard lets a form pass by either header, and whatever is not a form by none.
 */
export function checkOrigin(origin: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { method } = c.req;
    if (!LOOKS.has(method) && method !== 'POST') return c.text('There is no such act.\n', 405);
    if (!OURS.has(c.req.header('sec-fetch-site'))) return c.text('Another site asked for this.\n', 403);
    if (method === 'POST' && c.req.header('origin') !== origin)
      return c.text('This form was not sent by the console.\n', 403);
    return next();
  };
}
