import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Desk, Env } from '../desk.ts';
import type { Screen, Waiting } from '../page/answer.ts';
import { answer } from '../page/answer.ts';

/** What a form of ours asks for. */
export interface Asked {
  /** The customer's id, of the path; empty where the act is of none. */
  readonly id: string;
  /** What the page with the form showed, under its seal. */
  readonly facts: Readonly<Record<string, string>>;
  /** What was typed. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Act {
  readonly path: string;
  readonly head: (id: string) => Waiting;
  /** What is to be typed again: the page of it; nothing is done, and the form may be sent once more. */
  readonly check?: (asked: Asked) => (() => Promise<Screen>) | undefined;
  readonly perform: (asked: Asked) => Promise<Screen>;
}

function renderSentBefore(id: string): Screen {
  const [href, title] = id === '' ? ['/', 'All customers'] : [`/customers/${id}`, 'Overview'];
  const body = html`<h1>This form was sent before</h1>
    <p>What it asked for was done then, or refused then; nothing was done now. <a href="${href}">${title}</a> shows what is so.</p>`;
  return { status: 409, body };
}

/** An act is a resource that is made. One form does it once, however often it is sent. */
export function addAct(app: Hono<Env>, desk: Desk, { path, head, check, perform }: Act): void {
  app.post(path, (c) => {
    const seal = c.get('seal');
    const id = c.req.param('id') ?? '';
    const asked: Asked = { id, facts: seal.facts, fields: c.get('fields') };
    return answer(c, desk, { ...head(id), isAct: true }, async () => {
      const again = check?.(asked);
      if (again !== undefined) return again();
      return (await desk.forms.once(seal, () => perform(asked))) ?? renderSentBefore(id);
    });
  });
}
