import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { codeInfo } from '../../shared/contracts/codes/codes.ts';
import type { SupportProblem } from '../../shared/contracts/support-operation.ts';
import { judgeCode } from '../../shared/contracts/whose-turn.ts';
import { sayNextStep } from '../../shared/words/next-step.ts';
import type { Html } from './html.ts';
import { linkCommands } from './link-commands.ts';

/** The page on which it happened. */
interface ProblemHead {
  readonly customer?: { readonly id: string };
  readonly isAct?: boolean;
}

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

/** What comes next, where the hint does not say it: a letter to be written, say. */
function renderNext({ code, hint = '' }: SupportProblem, customerId: string): Html | '' {
  const said = codeInfo(code) === undefined ? '' : sayNextStep(judgeCode(code, customerId), 'en');
  // A command alone is the page of the customer, to which there is a link anyway.
  return hint.includes('`') || /^`[^`]*`$/.test(said) ? '' : html`<p>${linkCommands(said)}</p>`;
}

/** A page of which nothing but the problem is left. */
export function renderProblem(problem: SupportProblem, { customer, isAct = false }: ProblemHead): Html {
  const isUnknown = problem.code === 'TENANT_UNKNOWN';
  const next = customer === undefined || isUnknown ? '' : renderNext(problem, customer.id);
  const back = customer === undefined || isUnknown ? ['/', 'All customers'] : [`/customers/${customer.id}`, 'Overview'];
  const [href = '/', title] = back;
  return html`<h1>${isAct ? 'This could not be done' : 'This cannot be shown now'}</h1>${renderNotice(problem)}${next}<p><a href="${href}">${title}</a></p>`;
}
