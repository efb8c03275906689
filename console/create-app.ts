import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { addAssets } from './assets.ts';
import type { Desk, Env } from './desk.ts';
import { createForms } from './forms.ts';
import { checkForm } from './guards/check-form.ts';
import { checkHost } from './guards/check-host.ts';
import { checkOrigin } from './guards/check-origin.ts';
import { checkSession } from './guards/check-session.ts';
import { setHeaders } from './guards/set-headers.ts';
import { renderPage } from './page/layout.ts';
import { addScreens } from './screens/add-screens.ts';
import type { Services } from './services.ts';
import { createSession, type Session } from './session.ts';

/** The longest form has two pairs of credentials and all policies. */
const MAX_FORM_BYTES = 65_536;

/** The console as a pure `Request → Response`, and the session that its links open. */
export interface App {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly session: Session;
}

/**
 * Every request passes the guards in this order; behind them stand the screens and the acts. `now`: real time, in Unix
 * milliseconds, by which forms become old; in practice the clock of the runs stands on another day.
 */
export function createApp(services: Services, now: () => number = Date.now): App {
  const desk: Desk = { services, session: createSession(), forms: createForms(now) };
  const app = new Hono<Env>();
  app.use(...setHeaders());
  app.use(checkHost(services.origin));
  app.use(checkOrigin(services.origin));
  app.use(checkSession(desk));
  app.use(bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => c.text('This form is too long.\n', 413) }));
  app.use(checkForm(desk));

  addAssets(app);
  addScreens(app, desk);

  app.notFound((c) => {
    const body = html`<h1>There is no such page</h1><p><a href="/">All customers</a></p>`;
    return c.html(renderPage(desk, { title: 'No such page', body }), 404);
  });
  app.onError((error, c) => {
    services.onBug(error);
    const body = html`<h1>Something went wrong that should not have</h1><p><a href="/">All customers</a></p>`;
    return c.html(renderPage(desk, { title: 'Something went wrong', body }), 500);
  });
  return { fetch: (request) => app.fetch(request), session: desk.session };
}
