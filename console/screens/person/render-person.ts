import { html } from 'hono/html';
import type { Language } from '../../../shared/contracts/codes/code-info.ts';
import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { writeExplanation } from '../../../shared/words/explanation.ts';
import type { Desk } from '../../desk.ts';
import { renderField } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { renderLetter } from '../../page/letter.ts';
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

/** The answer first: what Alleo has; the reason comes behind it. */
const ACCOUNT: { readonly [A in NonNullable<Explained['facts']>['account']]: string } = {
  active: 'Active in Alleo.',
  inactive: 'Not active in Alleo.',
  none: 'No account in Alleo.',
  'not-read': 'Alleo could not be read just now.',
};

interface PersonView {
  readonly showsValues: boolean;
  /** Of the letter. */
  readonly language: Language;
}

/** Everything about one person, read afresh; several who fit are only named. */
export function renderPerson(desk: Desk, explained: Explained, { showsValues, language }: PersonView): Html {
  const { employeeId, matches, steps, tenantId, facts } = explained;
  if (employeeId === null && matches.length > 1)
    return html`${renderMatches(explained)}${renderSearch(desk, tenantId)}`;
  if (employeeId === null) return html`<h1>Nobody found</h1>${steps.map(renderLines)}${renderSearch(desk, tenantId)}`;
  const person = matches[0] ?? { employeeId, name: null };
  const name = person.name ?? 'Name not known';
  const path = `/customers/${tenantId}/person/${encodeURIComponent(employeeId)}`;
  const action = `/customers/${tenantId}/resends`;
  const values = showsValues
    ? html`<a href="${path}">Hide the values</a>`
    : html`<a href="${path}?values=1">Show the values that Personio has</a>`;
  return html`<h1><bdi>${name}</bdi> <span class="id">${employeeId}</span></h1>
${facts === null ? '' : html`<p class="lead">${ACCOUNT[facts.account]} ${facts.reason === null ? '' : inWords(facts.reason)}${facts.holds.length === 0 ? '' : html` <a class="go" href="/customers/${tenantId}/review">Waits for a decision</a>`}</p>`}
<p>Read from Personio and Alleo just now. <span class="go">${values}</span></p>
${renderChapters(steps)}
${facts === null ? '' : renderLetter(path, language, writeExplanation(person, facts, language))}
<section class="decide no-print"><h2>Send again</h2>
<p>Makes Alleo equal to the rules for this one person now. It may also deactivate: what the next run would do is done at once. What is held is not sent, and no one-off budget is granted twice.</p>
<form method="post" action="${action}">${desk.forms.seal(action, { person: employeeId })}<button class="plain">Send again for this person</button></form></section>
<section class="no-print"><h2>Somebody else</h2>${renderSearch(desk, tenantId)}</section>`;
}
