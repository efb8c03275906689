import type { MiddlewareHandler } from 'hono';
import type { Env } from '../desk.ts';

/**
 * Only the address that was printed is answered. A page of another name that its owner lets point to 127.0.0.1 (DNS
 * rebinding) is of that other name's origin, and would read along.
 */
export function checkHost(origin: string): MiddlewareHandler<Env> {
  const { host } = new URL(origin);
  return async (c, next) => {
    if (c.req.header('host') !== host) return c.text('This is not the address of the console.\n', 421);
    return next();
  };
}
