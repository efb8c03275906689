import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Env } from '../desk.ts';

const OWN = ["'self'"];

/** Nothing is kept by the browser, nothing comes from elsewhere, nobody frames it, no script but the one file. */
export function setHeaders(): readonly MiddlewareHandler<Env>[] {
  return [
    async (c, next) => {
      await next();
      c.header('Cache-Control', 'no-store');
    },
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: OWN,
        scriptSrc: OWN,
        imgSrc: OWN,
        connectSrc: OWN,
        formAction: OWN,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Not no-referrer: the browser would then send forms with the origin `null`.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      // It is http on this machine.
      strictTransportSecurity: false,
    }),
  ];
}
