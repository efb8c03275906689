import type { MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import type { Desk, Env } from '../desk.ts';
import type { Refused } from '../forms.ts';
import { renderPage } from '../page/layout.ts';

const WHY: { readonly [R in Refused]: string } = {
  missing: 'The form came without its seal.',
  forged: 'The form is not one of this console, or the console was started again since it was shown.',
  elsewhere: 'The form belongs to another page.',
  old: 'The page is older than twelve hours.',
};

/** A form is taken only with the seal of the page that showed it: another site cannot write one, nor an older console. */
export function checkForm(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const body = await c.req.parseBody();
    const fields = Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
    const opened = desk.forms.open(c.req.path, fields['seal']);
    if ('seal' in opened) {
      c.set('seal', opened.seal);
      c.set('fields', fields as Record<string, string>);
      return next();
    }
    const text = html`<h1>Nothing was done</h1>
      <p>${WHY[opened.refused]} Open the page again and look at what it shows now.</p>
      <p><a href="/">All customers</a></p>`;
    return c.html(renderPage(desk, { title: 'Nothing was done', body: text }), 403);
  };
}
