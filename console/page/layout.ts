import { html } from 'hono/html';
import type { Desk } from '../desk.ts';
import { type Html, textOf } from './html.ts';

/** The pages of one customer, in the order of the tabs. */
export const TABS = [
  ['', 'Overview'],
  ['/review', 'Review'],
  ['/person', 'Person'],
  ['/issues', 'Issues'],
  ['/verify', 'Verify'],
  ['/check', 'Check'],
  ['/budgets', 'Budgets'],
  ['/accounts', 'Accounts'],
  ['/settings', 'Settings'],
  ['/credentials', 'Credentials'],
] as const;
export type Tab = (typeof TABS)[number][0];

/** The customer that a page is about; the name where it is known before the page's data. */
export interface OfCustomer {
  readonly id: string;
  readonly name?: string;
  readonly tab?: Tab;
}

export interface Head {
  /** Of the window. */
  readonly title: string;
  readonly customer?: OfCustomer;
  /** Which of the links at the top the page is. */
  readonly here?: '/' | '/new' | '/queues';
  /** Without any way on: for whoever may not look in. */
  readonly bare?: boolean;
}

const here = (isHere: boolean) => (isHere ? html` aria-current="page"` : '');

const MAIN = [
  ['/', 'Customers'],
  ['/new', 'New customer'],
  ['/queues', 'Queues and audit'],
] as const;

function renderTabs({ id, name, tab }: OfCustomer): Html {
  const tabs = TABS.map(
    ([path, title]) => html`<li><a href="/customers/${id}${path}"${here(path === tab)}>${title}</a></li>`,
  );
  return html`<nav class="tabs" aria-label="Customer ${name ?? id}"><strong>${name ?? id}</strong><ul>${tabs}</ul></nav>`;
}

/** The keys, for whoever asks; without the script nobody sees it. */
const HELP = html`<dialog id="help" aria-labelledby="help-title">
  <h2 id="help-title">Keys</h2>
  <dl><dt><kbd>/</kbd></dt><dd>search</dd><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous line</dd><dt><kbd>Enter</kbd></dt><dd>open it</dd><dt><kbd>?</kbd></dt><dd>this list</dd></dl>
  <form method="dialog"><label><input type="checkbox" id="keys" checked> Use these keys</label> <button>Close</button></form>
</dialog>`;

/** Practice does not run by itself: whoever looks lets the night pass. */
function renderPractice({ services, forms }: Desk): Html | '' {
  if (services.runDay === undefined) return '';
  return html`<form class="practice" method="post" action="/days">${forms.seal('/days')}<span>Nothing runs by itself here:</span> <button>Run the schedule now</button></form>`;
}

/** Everything of a page up to where its content begins. */
export function openPage(desk: Desk, { title, customer, here: place, bare = false }: Head): string {
  const { services } = desk;
  const links = MAIN.map(([path, name]) => html`<li><a href="${path}"${here(path === place)}>${name}</a></li>`);
  return textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${services.place}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/console.css">
${bare ? '' : html`<script src="/assets/console.js" defer></script>`}
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<p class="brand">Personio <span aria-hidden="true">→</span><span class="unseen">to</span> Alleo <span class="place">${services.place}</span></p>
${bare ? '' : html`<nav aria-label="Console"><ul>${links}</ul></nav>${renderPractice(desk)}`}
</header>
${customer === undefined || bare ? '' : renderTabs(customer)}
<main id="content" tabindex="-1">
`);
}

/** The rest. */
export function closePage({ bare = false }: Head): string {
  return textOf(html`
</main>
${bare ? '' : html`<footer><button type="button" id="show-keys" class="plain by-script" hidden>Keys</button></footer>${HELP}`}
</body>
</html>
`);
}

/** A whole page. */
export function renderPage(desk: Desk, page: Head & { readonly body: Html }): string {
  return `${openPage(desk, page)}${textOf(page.body)}${closePage(page)}`;
}
