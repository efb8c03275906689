import { html } from 'hono/html';
import type { RunFigures } from '../../../shared/contracts/support-answer.ts';
import type { tryAsk } from '../../ask.ts';
import { renderSelect } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { renderNotice } from '../../page/problem.ts';
import { renderState, sayInstant } from '../../page/words.ts';
import { drawStrip, listDays } from './draw-strip.ts';
import { STANDINGS, type Turn } from './judge-customer.ts';
import type { Row, Search } from './sort-rows.ts';

export interface CustomersView {
  /** All customers. */
  readonly rows: readonly Row[];
  /** How many fit the search. */
  readonly found: number;
  readonly shown: readonly Row[];
  readonly pages: number;
  readonly search: Search;
  readonly recent: Awaited<ReturnType<typeof tryAsk<'recent-runs'>>> | undefined;
  /** A calendar date. */
  readonly today: string;
}

const TURNS: { readonly [T in Turn]: string } = {
  you: 'you',
  customer: 'the customer',
  engineer: 'an engineer',
  itself: 'fixes itself',
  nobody: '–',
};

/** `2 wait for you · 1 for the customer · 1 fixes itself`; those who need nobody are counted before. */
function sayTurns(rows: readonly Row[]): string {
  const count = (turn: Turn) => rows.filter(({ judged }) => judged.turn === turn).length;
  const [you, customer, engineer, itself] = [count('you'), count('customer'), count('engineer'), count('itself')];
  const parts = [
    you === 0 ? 'Nobody waits for you' : `${you} ${you === 1 ? 'waits' : 'wait'} for you`,
    ...(customer === 0 ? [] : [`${customer} for the customer`]),
    ...(engineer === 0 ? [] : [`${engineer} for an engineer`]),
    ...(itself === 0 ? [] : [`${itself} ${itself === 1 ? 'fixes itself' : 'fix themselves'}`]),
  ];
  return `${parts.join(' · ')}.`;
}

function renderSummary({ rows, recent }: CustomersView): Html {
  const inSync = rows.filter(({ judged }) => judged.standing === 'in sync').length;
  const next =
    recent !== undefined && 'answer' in recent
      ? html` <span class="next">Next run of all active customers: ${sayInstant(recent.answer.nextRunAt)}, Amsterdam.</span>`
      : '';
  return html`<h1>${inSync} of ${rows.length} in sync</h1><p class="lead">${sayTurns(rows)}${next}</p>`;
}

function renderSearch({ search, found, rows }: CustomersView): Html {
  const choices = [{ value: '', label: 'all' }, ...STANDINGS.map((value) => ({ value, label: value }))];
  const isNarrowed = search.text !== '' || search.standing !== '';
  return html`<form class="search" role="search" method="get" action="/">
    <div class="field"><label for="q">Search</label><input id="q" name="q" type="search" value="${search.text}" autocomplete="off" spellcheck="false"></div>
    ${renderSelect({ name: 'standing', label: 'State' }, choices, search.standing)}
    <button>Show</button>
    ${isNarrowed ? html`<p role="status">${found} of ${rows.length}. <a href="/">Show all</a></p>` : ''}
  </form>`;
}

function renderRow({ tenant, judged }: Row, runs: readonly RunFigures[], days: readonly string[]): Html {
  const { id, name } = tenant;
  const { standing, tone, turn, why, since, next } = judged;
  const act =
    next.path === ''
      ? '–'
      : html`<a href="/customers/${id}${next.path}" aria-label="${next.title}: ${name}">${next.title}</a>`;
  return html`<tr>
<th scope="row"><a href="/customers/${id}"><bdi>${name}</bdi></a> <span class="id">${id}</span></th>
<td>${renderState(tone, standing)}${why === '' ? '' : html` <span class="why">${why}</span>`}</td>
<td data-head="Since">${standing === 'in sync' || since === undefined ? '–' : sayInstant(since, tenant.policies.timeZone)}</td>
<td data-head="Whose turn">${TURNS[turn]}</td>
<td data-head="Last 14 days">${drawStrip(runs, days)}</td>
<td data-head="Next">${act}</td>
</tr>`;
}

function renderPages({ search, pages }: CustomersView): Html | '' {
  if (pages === 1) return '';
  const to = (page: number) =>
    `/?${new URLSearchParams({ q: search.text, standing: search.standing, page: String(page) }).toString()}`;
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
<thead><tr><th scope="col">Customer</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Whose turn</th><th scope="col">Last 14 days</th><th scope="col">Next</th></tr></thead>
<tbody>${shown.map((row) => renderRow(row, runsOf.get(row.tenant.id) ?? [], days))}</tbody>
</table>`;
}

/** All customers, those in need first. */
export function renderCustomers(view: CustomersView): Html {
  const { rows, shown, recent } = view;
  if (rows.length === 0)
    return html`<h1>No customers yet</h1><p class="lead"><a class="button" href="/new">Register the first one</a></p>`;
  return html`${renderSummary(view)}
${recent !== undefined && 'problem' in recent ? renderNotice(recent.problem) : ''}
${renderSearch(view)}
<section id="found">
${shown.length === 0 ? html`<p>No customer fits. <a href="/">Show all</a></p>` : renderTable(view)}
${renderPages(view)}
</section>`;
}
