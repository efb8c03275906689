import type { html } from 'hono/html';

/** What `html` gives: text in which everything that was put in is escaped. */
export type Html = ReturnType<typeof html>;

/** The text itself. Throws on a promise within: all data is there before a page is written. */
export function textOf(page: Html): string {
  if (page instanceof Promise) throw new Error('a page was written before its data was there');
  return page.valueOf();
}
