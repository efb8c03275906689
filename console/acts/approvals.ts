import type { Hono } from 'hono';
import { html } from 'hono/html';
import { Problem } from '../../cli/problem.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { ask } from '../ask.ts';
import type { Desk, Env } from '../desk.ts';
import type { Screen } from '../page/answer.ts';
import { renderCopy } from '../page/field.ts';
import { countOf, countPeople } from '../page/words.ts';
import { renderSteps } from '../screens/new-customer/render-steps.ts';
import { sayKinds } from '../screens/review/render-review.ts';
import { showReview } from '../screens/review/show-review.ts';
import type { Asked } from './act.ts';
import { addAct } from './act.ts';

/** Whoever looked knows how many they are: the number that the page showed, under its seal, typed again. */
function checkPeople(desk: Desk, { id, facts, fields }: Asked): (() => Promise<Screen>) | undefined {
  const typed = (fields['people'] ?? '').trim();
  if (typed === facts['people']) return undefined;
  const given = typed === '' ? 'Nothing was typed' : `${typed} was typed`;
  const fault = `${given}, and the page showed ${countPeople(Number(facts['people']))}. Nothing was done.`;
  return () => showReview(desk, id, { fault });
}

function renderApproved({ tenantId, approved, countedMissing, remembered }: SupportAnswer<'approve'>): Screen {
  const counted =
    countedMissing === 0
      ? ''
      : html`<p>The absence of ${countPeople(countedMissing)} is counted from now on. Nobody of them loses access yet; when their days are over, it is held again and needs an approval of its own.</p>`;
  const kinds = sayKinds(approved);
  const body = html`<h1>Approved</h1>${kinds === '' ? '' : html`<p class="lead">${kinds}. The run that sends this is asked for.</p>`}${counted}
    ${remembered === 0 ? '' : html`<p>${countOf(remembered, 'one-off budget')} only remembered as paid.</p>`}
    <p><a class="button" href="/customers/${tenantId}">Overview</a></p>`;
  return { body };
}

function renderActivated({ tenant, message }: SupportAnswer<'activate'>): Screen {
  const { id, name, policies } = tenant;
  const body = html`${renderSteps(id, 5)}<h1>${name} is live</h1>
    <p>The first run is asked for. Send this message once the <a href="/customers/${id}">overview</a> shows that run: in sync, or with what it holds.
    If it shows that the first plan has changed, nothing went out: review it again, which writes the message afresh.</p>
    ${renderCopy('message', 'The message to the customer', message, policies.language)}
    <p><a class="button" href="/customers/${id}">Overview</a></p>`;
  return { body };
}

async function approve(desk: Desk, { id, facts, fields }: Asked): Promise<Screen> {
  const digest = facts['digest'];
  try {
    const request = { tenantId: id, digest, withoutOneOff: fields['without-one-off'] === 'yes' };
    if (facts['first'] !== 'yes') return renderApproved(await ask(desk, 'approve', request));
    return renderActivated(await ask(desk, 'activate', request));
  } catch (error) {
    // What is different is said, and shown: the plan of now, with names, to be looked at again.
    if (!(error instanceof Problem) || error.code !== 'DIGEST_CHANGED') throw error;
    const { code, message, kind } = error;
    const problem = {
      code,
      kind,
      message,
      hint: 'Below is the plan as it is now. Look at it again before you decide.',
    };
    return showReview(desk, id, { problem });
  }
}

/** The approval of exactly the plan whose every row was shown: a first one, or what a run holds. */
export function addApprovals(app: Hono<Env>, desk: Desk): void {
  addAct(app, desk, {
    path: '/customers/:id/approvals',
    head: (id) => ({
      title: 'Approve',
      customer: { id, tab: '/review' },
      waiting: 'Planning once more, to send nothing but what you have seen.',
    }),
    check: (asked) => checkPeople(desk, asked),
    perform: (asked) => approve(desk, asked),
  });
}
