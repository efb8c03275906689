import { html } from 'hono/html';
import type { Html } from './html.ts';

/** Where the console does what a command does. `ID` is the customer's. */
const PAGES: readonly (readonly [command: RegExp, path: (id: string) => string, title: string])[] = [
  [/^(preview|approve|activate)\b/, (id) => `/customers/${id}/review`, 'Review'],
  [/^(status|runs|requeue|tenant (pause|resume|show)|audit)\b/, (id) => `/customers/${id}`, 'Overview'],
  [/^tenant message\b/, (id) => `/customers/${id}/message`, 'Message'],
  [/^tenant set\b/, (id) => `/customers/${id}/settings`, 'Settings'],
  [/^verify\b/, (id) => `/customers/${id}/verify`, 'Verify'],
  [/^resend \S+ --lost\b/, (id) => `/customers/${id}/lost`, 'Lost'],
  [/^issues \S+ --letter\b/, (id) => `/customers/${id}/issues#letter`, 'Letter'],
  [/^issues\b/, (id) => `/customers/${id}/issues`, 'Issues'],
  [/^(explain|resend)\b/, (id) => `/customers/${id}/person`, 'Person'],
  [/^check\b/, (id) => `/customers/${id}/check`, 'Check'],
  [/^budgets\b/, (id) => `/customers/${id}/budgets`, 'Budgets'],
  [/^relink\b/, (id) => `/customers/${id}/accounts`, 'Accounts'],
  [/^credentials restore\b/, (id) => `/customers/${id}/restore`, 'Restore'],
  [/^credentials\b/, (id) => `/customers/${id}/credentials`, 'Credentials'],
  [/^(redrive|dead-letters)\b/, () => '/queues', 'Queues'],
  [/^tenant (list|remove)\b/, () => '/', 'Customers'],
  [/^tenant add\b/, () => '/new', 'New customer'],
];

/** A command between backticks, however it is started and wherever it works. */
const COMMAND = /`((?:npx (?:--no -- )?)?(?:@[\w-]+\/)?[\w-]*sync (?:--\w+ \S+ )*)?([a-z][a-z-]*(?: [^`]*)?)`/g;

/** The customer's id: the first word after the command's own that can be one. */
function findId(command: string): string | undefined {
  const words = command.split(' ').slice(/^(tenant|credentials) /.test(command) ? 2 : 1);
  const [first] = words;
  return first !== undefined && /^[a-z0-9][a-z0-9-]*$/.test(first) ? first : undefined;
}

/** The page that does what a command does, `preview acme`; none where the console has none. */
export function findPage(command: string): { readonly path: string; readonly title: string } | undefined {
  const page = PAGES.find(([pattern]) => pattern.test(command));
  if (page === undefined) return undefined;
  const [, pathOf, title] = page;
  const id = findId(command);
  const path = pathOf(id ?? '');
  return id === undefined && path.startsWith('/customers/') ? undefined : { path, title };
}

/** A page for a command; the command itself, as it is to be typed, where the console has none. */
function linkOne(whole: string, command: string): Html {
  const page = findPage(command);
  const shown = whole.replaceAll('`', '');
  return page === undefined
    ? html`<code>${shown}</code>`
    : html`<a href="${page.path}" title="${shown}">${page.title}</a>`;
}

/** A text of the operations, in which commands stand between backticks, with a link to the page that does the same. */
export function linkCommands(text: string): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(COMMAND)) {
    parts.push(text.slice(end, match.index), linkOne(match[0], match[2] ?? ''));
    end = match.index + match[0].length;
  }
  return html`${[...parts, text.slice(end)]}`;
}
