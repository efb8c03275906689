import { html } from 'hono/html';
import { sayCounts } from '../../../cli/render/difference.ts';
import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { tryAsk } from '../../ask.ts';
import type { Desk } from '../../desk.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { renderNotice } from '../../page/problem.ts';
import {
  asSentence,
  countOf,
  countPeople,
  dateIn,
  renderState,
  sayDate,
  sayInstant,
  sayKind,
} from '../../page/words.ts';
import { listDays } from '../customers/draw-strip.ts';
import { findNext, renderStanding, sayWhyNot, toneOf } from '../customers/render-standing.ts';
import { countDays } from './count-days.ts';
import { drawChart, renderFigures } from './draw-chart.ts';
import { listEvents } from './list-events.ts';

type Detail = NonNullable<SupportAnswer<'status'>['detail']>;

export interface CustomerView {
  readonly tenant: TenantView;
  readonly detail: Detail;
  readonly recent: Awaited<ReturnType<typeof tryAsk<'recent-runs'>>>;
  readonly audit: Awaited<ReturnType<typeof tryAsk<'audit'>>>;
  readonly days: number;
  /** Who only looked, too. */
  readonly looks: boolean;
}

const zoneOf = ({ policies }: TenantView) => policies.timeZone;

function sayState({ tenant, detail }: CustomerView): string {
  const { standing, flag } = tenant;
  if (standing.state === 'in-sync') {
    const open = detail.openCount === 0 ? '' : ` ${countOf(detail.openCount, 'change')} not taken by Alleo yet.`;
    return `${countPeople(detail.active)} active in Alleo by our doing.${open}`;
  }
  const about = flag?.attribute === undefined ? '' : ` It is about: ${flag.attribute}.`;
  return `${sayWhyNot(standing)}${about}`;
}

/** The next step, with a button for its first part where that is not among those of this page. */
function renderNext(tenant: TenantView): Html {
  const { sentence, page } = findNext(tenant);
  const isHere = page === undefined || page.path === `/customers/${tenant.id}`;
  return html`${sentence === '' ? '' : html`<p>${linkCommands(sentence)}</p>`}${isHere ? '' : html`<a class="button" href="${page.path}">${page.title}</a>`}`;
}

function renderAct(desk: Desk, path: string, title: string, kind = ''): Html {
  return html`<form method="post" action="${path}" class="act">${desk.forms.seal(path)}<button class="${kind}">${title}</button></form>`;
}

function renderActs(desk: Desk, { id, status, standing }: TenantView): Html {
  const base = `/customers/${id}`;
  if (status === 'paused') return html`<div class="acts">${renderAct(desk, `${base}/resumptions`, 'Resume')}</div>`;
  if (status === 'pending')
    return html`<div class="acts"><a class="button plain" href="${base}/settings">Settings</a></div>`;
  const runs = standing.command?.startsWith('personio-sync requeue ') === true ? '' : 'plain';
  return html`<div class="acts">${renderAct(desk, `${base}/requeues`, 'Run now', runs)}${renderAct(desk, `${base}/pauses`, 'Pause', 'plain')}<a class="button plain" href="${base}/check">Check credentials</a></div>`;
}

function renderOpen({ tenant, detail }: CustomerView): Html | '' {
  if (detail.openCount === 0) return '';
  const rows = detail.open.map(
    (one) => html`<tr>
<th scope="row"><a href="/customers/${tenant.id}/person/${one.employeeId}">${one.employeeId}</a></th>
<td data-head="What">${sayKind(one.kind, 1)}</td><td data-head="Since">${sayDate(one.offeredOn)}</td><td data-head="Why">${one.code === null ? 'no answer yet' : inWords(one.code)}</td></tr>`,
  );
  const more = detail.openCount - detail.open.length;
  return html`<section><h2>Not taken by Alleo yet (${detail.openCount})</h2>
<table class="list"><thead><tr><th scope="col">Person</th><th scope="col">What</th><th scope="col">Since</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>
${more > 0 ? html`<p>And ${more} more.</p>` : ''}<p><a href="/customers/${tenant.id}/issues">Issues</a> has the names.</p></section>`;
}

function renderHistory({ tenant, recent, audit, days, looks }: CustomerView, desk: Desk): Html {
  const runs = 'answer' in recent ? (recent.answer.customers[0]?.runs ?? []) : [];
  const entries = 'answer' in audit ? audit.answer.entries : [];
  const dates = listDays(dateIn(zoneOf(tenant), desk.services.clock()), days);
  // A young customer's chart begins with the first run.
  const first = Math.min(days - 14, Math.max(0, dates.indexOf(runs.at(-1)?.date ?? '')));
  const figures = countDays(runs, dates.slice(first));
  const events = listEvents(runs, entries).map(
    ({ at, tone, what, detail, changedOn }) =>
      html`<li><span class="when">${sayInstant(at, zoneOf(tenant))}</span><span>${renderState(tone, what)}${detail === '' ? '' : html` <span class="why">${detail}</span>`}${
        changedOn === undefined
          ? ''
          : html` <a class="go" href="/customers/${tenant.id}/days/${changedOn}" aria-label="Who, on ${sayDate(changedOn)}">Who</a>`
      }</span></li>`,
  );
  return html`<section><h2>The last ${dates.length - first} days</h2>
${'problem' in recent ? renderNotice(recent.problem) : ''}${'problem' in audit ? renderNotice(audit.problem) : ''}
${runs.length === 0 ? html`<p>No run yet.</p>` : html`${drawChart(figures)}${renderFigures(figures)}`}
${events.length === 0 ? '' : html`<h3>Runs, and what support did</h3><ol class="timeline">${events}</ol>`}
<p class="go">${looks ? html`<a href="/customers/${tenant.id}">Only what was done</a>` : html`<a href="/customers/${tenant.id}?looks=1">Who looked at what, too</a>`}</p></section>`;
}

function describeWho({ eligibility }: TenantView): string {
  if (eligibility.mode === 'attribute') return `only people whose attribute “${eligibility.label}” says yes`;
  return eligibility.mode === 'everyone' ? 'everyone' : 'not decided yet';
}

function renderFacts({ tenant, detail, recent }: CustomerView): Html {
  const next =
    tenant.status === 'active' && 'answer' in recent ? sayInstant(recent.answer.nextRunAt, zoneOf(tenant)) : 'none';
  const { id, company, lastRun, verified, activatedAt } = tenant;
  const { approval } = detail;
  return html`<dl class="facts">
<div><dt>Told to Alleo</dt><dd>${detail.active} active, ${detail.inactive} not active</dd></div>
${activatedAt === undefined ? '' : html`<div><dt>Live since</dt><dd>${sayInstant(activatedAt, zoneOf(tenant))} <a class="go" href="/customers/${id}/message">The message of then</a></dd></div>`}
<div><dt>Missing from Personio</dt><dd>${detail.missing}</dd></div>
<div><dt>Last run</dt><dd>${lastRun === undefined ? 'never' : sayInstant(lastRun.at, zoneOf(tenant))}</dd></div>
<div><dt>Next run</dt><dd>${next}</dd></div>
<div><dt>Alleo verified</dt><dd>${verified === undefined ? 'never' : html`${sayInstant(verified.at, zoneOf(tenant))}: ${sayCounts(verified.counts)}`} <a class="go" href="/customers/${id}/verify">Verify now</a></dd></div>
${approval === null || approval.state === 'spent' ? '' : html`<div><dt>Approval</dt><dd>given ${sayInstant(approval.approvedAt, zoneOf(tenant))}; ${approval.state === 'approved' ? 'the next run uses it' : 'a run is using it'}</dd></div>`}
<div><dt>Alleo company</dt><dd>${company.name} (${company.id})</dd></div>
<div><dt>Who takes part</dt><dd>${describeWho(tenant)} <a class="go" href="/customers/${id}/settings">Settings</a></dd></div>
</dl>`;
}

/** One customer: the state in a sentence, the next step with its button, and what happened. */
export function renderCustomer(desk: Desk, view: CustomerView): Html {
  const { tenant } = view;
  const { standing } = tenant;
  const why = sayState(view);
  const since =
    standing.since === null
      ? ''
      : html` <span class="since">since ${sayInstant(standing.since, zoneOf(tenant))}</span>`;
  return html`<h1>${tenant.name}</h1>
<section class="state-of ${toneOf(standing)}" aria-label="State">
<p class="lead">${renderStanding(standing)}${since}</p>
${why === '' ? '' : html`<p>${asSentence(why)}</p>`}
${renderNext(tenant)}
</section>
${renderActs(desk, tenant)}
${renderFacts(view)}
${renderOpen(view)}
${renderHistory(view, desk)}`;
}
