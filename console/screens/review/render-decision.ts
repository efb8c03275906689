import { html } from 'hono/html';
import { holdOf } from '../../../shared/contracts/codes/reasons.ts';
import type { Desk } from '../../desk.ts';
import { renderField } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { countPeople } from '../../page/words.ts';
import { listReleased } from './group-people.ts';
import type { Preview, ReviewView } from './read-preview.ts';

/** How many people the decision is about: those whom it would touch in Alleo. */
export function countConcerned({ people, tenantStatus }: Preview): number {
  if (tenantStatus !== 'pending') return listReleased(people).length;
  // Whose account is somebody else's gets none until that is cleared.
  return people.filter(({ action, account }) => action !== 'none' && action !== 'hold' && account !== 'conflict')
    .length;
}

/** One-off amounts among what is held: they may have been paid before. */
const holdsOneOff = ({ people }: Preview): boolean =>
  people.some(({ holds = [] }) => holds.some(({ kind }) => kind === 'grant-one-off-budget'));

const box = (content: Html, title = 'Nothing to decide') =>
  html`<section class="decide" id="decide"><h2>${title}</h2>${content}</section>`;

function renderApproval(desk: Desk, { preview, fault }: ReviewView, digest: string): Html {
  const { tenantId, tenantStatus } = preview;
  const isFirst = tenantStatus === 'pending';
  const concerned = String(countConcerned(preview));
  const action = `/customers/${tenantId}/approvals`;
  const label = isFirst ? 'How many people will get access?' : 'How many people does this concern?';
  const hint = `Type the number, ${concerned}, when you have looked at everybody above and the customer has said yes.`;
  return box(
    html`<p>${
      isFirst
        ? 'If the customer says yes to this list, approve it: the first run sends exactly this.'
        : html`If it is meant, approve exactly what stands under Held. If not, do nothing: nobody is touched, and the next run decides afresh. <a class="go" href="/customers/${tenantId}/issues">Ask the customer: the letter</a>`
    }</p>
<form method="post" action="${action}">${desk.forms.seal(action, { digest, people: concerned, first: isFirst ? 'yes' : 'no' })}
${renderField({ name: 'people', label, hint, mode: 'numeric', required: true, fault })}
${isFirst || holdsOneOff(preview) ? html`<p><label><input type="checkbox" name="without-one-off" value="yes"> One-off budgets were paid by hand before: only remember their amounts</label></p>` : ''}
<button>${isFirst ? 'Approve the first plan' : 'Approve what is held'}</button>
<p class="code">Digest ${digest}</p></form>`,
    'Decide',
  );
}

/** Whether there is something to approve here: of the plan of now, and by nothing but an approval. */
export function canDecide({ preview, asOf }: ReviewView): boolean {
  const { tenantStatus, undecided, digest, status, approvable } = preview;
  if (asOf !== undefined || tenantStatus === 'paused' || digest === null || !approvable) return false;
  if (tenantStatus === 'pending') return undecided === undefined;
  return status === 'held' && countConcerned(preview) > 0;
}

/** What can be decided about this plan: its approval, or why there is none. */
export function renderDecision(desk: Desk, view: ReviewView): Html {
  const { preview, asOf } = view;
  const { tenantId, tenantStatus, undecided, digest, status, approvable } = preview;
  if (asOf !== undefined)
    return box(
      html`<p>This is a forecast: nothing is approved from it. <a href="/customers/${tenantId}/review">The plan of now</a></p>`,
    );
  if (tenantStatus === 'paused')
    return box(
      html`<p>This customer is paused: nothing goes out. <a href="/customers/${tenantId}">Resume it</a> first.</p>`,
    );
  if (tenantStatus === 'pending' && undecided !== undefined)
    return box(html`<p>Personio shows an attribute “${undecided}”, and nobody decided whether it selects the people who take part.
      Ask the customer, then say so in the <a href="/customers/${tenantId}/settings">settings</a>.</p>`);
  if (digest === null || !approvable) return box(html`<p>There is nothing to approve.</p>`);
  if (tenantStatus === 'pending') return renderApproval(desk, view, digest);
  if (status !== 'held')
    return box(html`<p>Nothing is held: there is nothing to approve. The next run does the above by itself.</p>`);
  if (countConcerned(preview) === 0)
    return box(
      html`<p>No approval lets this out: the customer fixes it. <a class="button" href="/customers/${tenantId}/issues">Write to the customer</a></p>`,
    );
  const only = listReleased(preview.people).every((one) =>
    one.holds?.every(({ code }) => holdOf(code)?.approval === 'counts'),
  );
  const counted = only
    ? html`<p>Approving lets the absence of these ${countPeople(countConcerned(preview))} be counted; nobody loses access yet.</p>`
    : '';
  return html`${counted}${renderApproval(desk, view, digest)}`;
}
