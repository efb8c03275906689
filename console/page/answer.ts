import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemOf } from '../ask.ts';
import type { Desk, Env } from '../desk.ts';
import { type Html, textOf } from './html.ts';
import { closePage, type Head, openPage } from './layout.ts';
import { renderProblem, statusOf } from './problem.ts';

/** What a screen came to. */
export interface Screen {
  readonly body: Html;
  /** The customer's, where the page's data has it. */
  readonly name?: string;
  /** There is no such customer. */
  readonly isUnknown?: boolean;
  /** @default 200 */
  readonly status?: ContentfulStatusCode;
}

/** What is being waited for, in a sentence, and how the page begins. */
export interface Waiting extends Head {
  readonly waiting: string;
  /** Something is done, not only shown. */
  readonly isAct?: boolean;
}

const HEADERS = { 'Content-Type': 'text/html; charset=utf-8' };
const AGAIN_MS = 10_000;

/** A screen, or the problem that it ended in; a bug is told to whoever started the console, and to nobody else. */
async function settle(desk: Desk, head: Waiting, work: () => Promise<Screen>): Promise<Screen> {
  try {
    return await work();
  } catch (error) {
    try {
      const problem = problemOf(error);
      const isUnknown = problem.code === 'TENANT_UNKNOWN';
      return { status: statusOf(problem), body: renderProblem(problem, head), isUnknown };
    } catch (bug) {
      desk.services.onBug(bug);
      const body = html`<h1>Something went wrong that should not have</h1>
        <p>Nothing more is known here; the terminal in which the console runs may say more. What was asked for may have been
        done: look before you repeat it.</p>`;
      return { status: 500, body };
    }
  }
}

const say = (text: string) => textOf(html`<p class="waiting" role="status">${text}</p>\n`);

/** The page at once, what is being waited for, a word every ten seconds, and the content when it is there. */
function stream(desk: Desk, head: Waiting, coming: Promise<Screen>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream({
    async start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      let seconds = 0;
      timer = setInterval(() => {
        seconds += AGAIN_MS / 1_000;
        write(say(`${head.waiting} ${seconds} seconds so far; large customers and slow answers take minutes.`));
      }, AGAIN_MS);
      try {
        write(openPage(desk, head) + say(head.waiting));
        const { body } = await coming;
        write(`<div class="arrived">${textOf(body)}</div>${closePage(head)}`);
        controller.close();
      } catch {
        // The browser has gone; what was asked for goes on, and its page can be opened again.
      } finally {
        clearInterval(timer);
      }
    },
    cancel: () => clearInterval(timer),
  });
}

/** By the name that the data has; one that is not there has no pages. */
function nameCustomer({ customer, ...head }: Head, { name, isUnknown = false }: Screen): Head {
  if (customer === undefined || isUnknown) return head;
  return { ...head, customer: name === undefined ? customer : { ...customer, name } };
}

/**
 * Answers with a screen: whole, with its status, where it is there soon; else the page begins without it. One stylesheet
 * rule takes the word of waiting away, so that it works without a script.
 */
export async function answer(
  c: Context<Env>,
  desk: Desk,
  head: Waiting,
  work: () => Promise<Screen>,
): Promise<Response> {
  const coming = settle(desk, head, work);
  const { promise: patience, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, desk.services.patienceMs, undefined);
  const soon = await Promise.race([coming, patience]);
  clearTimeout(timer);
  if (soon === undefined) return c.body(stream(desk, head, coming), 200, HEADERS);
  const text = `${openPage(desk, nameCustomer(head, soon))}${textOf(soon.body)}${closePage(head)}`;
  return c.body(text, soon.status ?? 200, HEADERS);
}
