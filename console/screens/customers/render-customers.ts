import { html } from 'hono/html';
import { countAll, countInWords, STATE_WORDS, sayWhatIsNotKnown } from '../../../cli/render/standing.ts';
import { nameRelease } from '../../../shared/contracts/release.ts';
import type { RunFigures } from '../../../shared/contracts/support/customers.ts';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { CUSTOMER_STATES } from '../../../shared/contracts/whose-turn.ts';
import type { tryAsk } from '../../ask.ts';
import { renderSelect } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { renderNotice } from '../../page/problem.ts';
import { sayInstant } from '../../page/words.ts';
import { drawStrip, listDays } from './draw-strip.ts';
import { findNext, renderStanding, sayWhyNot } from './render-standing.ts';

/** What was searched for, of the address: a customer's name or id, and where it stands. */
export interface Search {
  readonly text: string;
  readonly state: string;
  /** From 1. */
  readonly page: number;
}

export interface CustomersView {
  /** The counts of all customers; those that fit the search. */
  readonly status: SupportAnswer<'status'>;
  readonly shown: readonly TenantView[];
  readonly pages: number;
  readonly search: Search;
  readonly recent: Awaited<ReturnType<typeof tryAsk<'recent-runs'>>> | undefined;
  /** A calendar date. */
  readonly today: string;
}

function renderSummary({ status, recent }: CustomersView): Html {
  const { at, counts } = status;
  const next =
    recent !== undefined && 'answer' in recent
      ? html` Next run of all active customers: ${sayInstant(recent.answer.nextRunAt)}.`
      : '';
  return html`<h1>${countInWords(counts)}</h1><p class="lead">As of ${sayInstant(at)}, Amsterdam.${next}</p>`;
}

function renderSearch({ search, status }: CustomersView): Html {
  const { found = status.tenants.length, counts } = status;
  const states = CUSTOMER_STATES.map((value) => ({ value, label: STATE_WORDS[value].one }));
  const isNarrowed = search.text !== '' || search.state !== '';
  return html`<form class="search" role="search" method="get" action="/">
    <div class="field"><label for="q">Search</label><input id="q" name="q" type="search" value="${search.text}" autocomplete="off" spellcheck="false"></div>
    ${renderSelect({ name: 'state', label: 'State' }, [{ value: '', label: 'all' }, ...states], search.state)}
    <button>Show</button>
    ${isNarrowed ? html`<p role="status">${found} of ${countAll(counts)}. <a href="/">Show all</a></p>` : ''}
  </form>`;
}

function renderRow(tenant: TenantView, runs: readonly RunFigures[], days: readonly string[]): Html {
  const { id, name, policies, standing } = tenant;
  const why = sayWhyNot(standing);
  const { page: next } = findNext(tenant);
  return html`<tr>
<th scope="row"><a href="/customers/${id}"><bdi>${name}</bdi></a> <span class="id">${id}</span></th>
<td>${renderStanding(standing)}${why === '' ? '' : html` <span class="why">${why}</span>`}</td>
<td data-head="Since"${standing.since === null ? html` class="none"` : ''}>${standing.since === null ? '–' : sayInstant(standing.since, policies.timeZone)}</td>
<td data-head="Last 14 days">${drawStrip(runs, days)}</td>
<td data-head="Next"${next === undefined ? html` class="none"` : ''}>${next === undefined ? '–' : html`<a href="${next.path}" aria-label="${next.title}: ${name}">${next.title}</a>`}</td>
</tr>`;
}

/** What the list leaves out, and what the figures leave open. */
function renderFoot({ status }: CustomersView): Html {
  const { tenants, deliveryMode, release, found = tenants.length } = status;
  const left = found - tenants.length;
  return html`<p class="hint">${left > 0 ? `${left} more fit and are not listed: search for them by name. ` : ''}${sayWhatIsNotKnown(deliveryMode)} Release ${nameRelease(release)}.</p>`;
}

function renderPages({ search, pages }: CustomersView): Html | '' {
  if (pages === 1) return '';
  const to = (page: number) =>
    `/?${new URLSearchParams({ q: search.text, state: search.state, page: String(page) }).toString()}`;
  return html`<nav class="pages" aria-label="Pages">
    ${search.page > 1 ? html`<a href="${to(search.page - 1)}" rel="prev">Previous</a>` : ''}
    <span>Page ${search.page} of ${pages}</span>
    ${search.page < pages ? html`<a href="${to(search.page + 1)}" rel="next">Next</a>` : ''}
  </nav>`;
}

function renderTable(view: CustomersView): Html {
  const { shown, recent, today } = view;
  const days = listDays(today, 14);
  const customers = recent !== undefined && 'answer' in recent ? recent.answer.customers : [];
  const runsOf = new Map(customers.map(({ tenantId, runs }) => [tenantId, runs]));
  return html`<table class="list" data-pages="${view.pages}">
<caption class="unseen">Customers, those in need first</caption>
<thead><tr><th scope="col">Customer</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Last 14 days</th><th scope="col">Next</th></tr></thead>
<tbody>${shown.map((tenant) => renderRow(tenant, runsOf.get(tenant.id) ?? [], days))}</tbody>
</table>`;
}

/** All customers, those in need first. */
export function renderCustomers(view: CustomersView): Html {
  const { status, shown, recent } = view;
  if (countAll(status.counts) === 0)
    return html`<h1>No customers yet</h1><p class="lead"><a class="button" href="/new">Register the first one</a></p>`;
  return html`${renderSummary(view)}
${recent !== undefined && 'problem' in recent ? renderNotice(recent.problem) : ''}
${renderSearch(view)}
<section id="found">
${shown.length === 0 ? html`<p>No customer fits. <a href="/">Show all</a></p>` : renderTable(view)}
${renderPages(view)}
</section>
${renderFoot(view)}`;
}
