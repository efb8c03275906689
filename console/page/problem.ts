import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SupportProblem } from '../../shared/contracts/support-operation.ts';
import type { Html } from './html.ts';
import { linkCommands } from './link-commands.ts';

/** What a page without the answer says of itself to the browser. */
export function statusOf({ code, kind }: SupportProblem): ContentfulStatusCode {
  if (code === 'TENANT_UNKNOWN') return 404;
  if (code === 'NOT_ALLOWED') return 403;
  return kind === 'usage' ? 422 : 409;
}

/** What happened, what to try, and the code, which an engineer asks for. */
export function renderNotice({ code, message, hint }: SupportProblem): Html {
  return html`<div class="notice bad" role="alert">
    <p><span aria-hidden="true">▲</span> ${linkCommands(message)}</p>
    ${hint === undefined ? '' : html`<p>${linkCommands(hint)}</p>`}
    <p class="code">${code}</p>
  </div>`;
}

/** A page of which nothing but the problem is left. */
export function renderProblem(problem: SupportProblem, customerId?: string): Html {
  const back = customerId === undefined ? ['/', 'All customers'] : [`/customers/${customerId}`, 'Overview'];
  const [href = '/', title] = problem.code === 'TENANT_UNKNOWN' ? ['/', 'All customers'] : back;
  return html`<h1>This could not be done</h1>${renderNotice(problem)}<p><a href="${href}">${title}</a></p>`;
}
