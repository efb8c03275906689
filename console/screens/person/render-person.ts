import { html } from 'hono/html';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Desk } from '../../desk.ts';
import { renderField } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';

type Explained = SupportAnswer<'explain'>;
type Step = Explained['steps'][number];

/** What was done, what is so, what comes: in this order, whatever order the steps were taken in. */
const CHAPTERS: readonly { readonly title: string; readonly steps: ReadonlySet<Step['step']> }[] = [
  { title: 'What was done', steps: new Set(['send', 'answer']) },
  { title: 'What is so now', steps: new Set(['read', 'decide', 'remember', 'open']) },
  { title: 'What comes next', steps: new Set(['next']) },
];

/** The search: a person is asked for by form, never by address, so that no name stands in the browser's history. */
export function renderSearch(desk: Desk, id: string): Html {
  const action = `/customers/${id}/person`;
  return html`<form method="post" action="${action}" class="search" role="search">${desk.forms.seal(action)}
${renderField({ name: 'person', label: 'Who?', hint: 'A Personio id, an e-mail address, or part of a name.', type: 'search', required: true })}
<button>Explain</button></form>`;
}

const renderLines = ({ lines }: Step): Html =>
  html`<ul>${lines.map((line) => html`<li>${linkCommands(line)}</li>`)}</ul>`;

const renderStep = (step: Step): Html =>
  html`<section class="step"><h3>${step.title}</h3>${renderLines(step)}</section>`;

function renderChapters(steps: readonly Step[]): Html {
  const chapters = CHAPTERS.flatMap(({ title, steps: names }) => {
    const own = steps.filter(({ step }) => names.has(step));
    const [only] = own;
    if (only === undefined) return [];
    const content = own.length === 1 ? renderLines(only) : own.map(renderStep);
    return [html`<section class="chapter"><h2>${title}</h2>${content}</section>`];
  });
  return html`${chapters}`;
}

function renderMatches({ matches, tenantId }: Explained): Html {
  const items = matches.map(
    ({ employeeId, name }) =>
      html`<li><a href="/customers/${tenantId}/person/${encodeURIComponent(employeeId)}"><bdi>${name ?? 'name not known'}</bdi></a> <span class="id">${employeeId}</span></li>`,
  );
  return html`<h1>${matches.length} people fit</h1><ul class="choices">${items}</ul>`;
}

/** Everything about one person, read afresh; several who fit are only named. */
export function renderPerson(desk: Desk, explained: Explained, showsValues: boolean): Html {
  const { employeeId, matches, steps, tenantId } = explained;
  if (employeeId === null && matches.length > 1)
    return html`${renderMatches(explained)}${renderSearch(desk, tenantId)}`;
  if (employeeId === null) return html`<h1>Nobody found</h1>${steps.map(renderStep)}${renderSearch(desk, tenantId)}`;
  const name = matches[0]?.name ?? 'Name not known';
  const path = `/customers/${tenantId}/person/${encodeURIComponent(employeeId)}`;
  const action = `/customers/${tenantId}/resends`;
  const values = showsValues
    ? html`<a href="${path}">Hide the values</a>`
    : html`<a href="${path}?values=1">Show the values that Personio has</a>`;
  return html`<h1><bdi>${name}</bdi> <span class="id">${employeeId}</span></h1>
<p>Read from Personio and Alleo just now. ${values}</p>
${renderChapters(steps)}
<section class="decide"><h2>Send again</h2>
<p>Makes Alleo equal to the rules for this one person now. It may also deactivate: what the next run would do is done at once. What is held is not sent, and no one-off budget is granted twice.</p>
<form method="post" action="${action}">${desk.forms.seal(action, { person: employeeId })}<button class="plain">Send again for this person</button></form></section>
<section class="no-print"><h2>Somebody else</h2>${renderSearch(desk, tenantId)}</section>`;
}
