import { html } from 'hono/html';
import type { Html } from '../../page/html.ts';

const STEPS = [
  ['Register', (id: string) => `/customers/${id}/settings`],
  ['Check', (id: string) => `/customers/${id}/check`],
  ['Preview', (id: string) => `/customers/${id}/review`],
  ['Approve', (id: string) => `/customers/${id}/review#decide`],
  ['Tell the customer', undefined],
] as const;

/** From nothing to live: which of the five steps this page is. `at`: from 1. */
export function renderSteps(id: string | undefined, at: 1 | 2 | 3 | 4 | 5): Html {
  const items = STEPS.map(([title, pathOf], index) => {
    const number = index + 1;
    if (number === at) return html`<li aria-current="step">${title}</li>`;
    const isOpen = id !== undefined && pathOf !== undefined && at < 5;
    return html`<li${number < at ? html` class="done"` : ''}>${isOpen ? html`<a href="${pathOf(id)}">${title}</a>` : title}</li>`;
  });
  return html`<nav class="steps" aria-label="To take a customer live"><ol>${items}</ol></nav>`;
}
