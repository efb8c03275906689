import { html } from 'hono/html';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { PreviewPerson } from '../../../shared/contracts/preview.ts';
import { judgeCode } from '../../../shared/contracts/whose-turn.ts';
import { sayNextStep } from '../../../shared/words/next-step.ts';
import type { Desk } from '../../desk.ts';
import type { Html } from '../../page/html.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { renderNotice } from '../../page/problem.ts';
import { countPeople, KINDS, sayDate } from '../../page/words.ts';
import { openNext } from '../customers/render-standing.ts';
import { renderSteps } from '../new-customer/render-steps.ts';
import type { Group, Grouped } from './group-people.ts';
import { groupPeople, sumHeld } from './group-people.ts';
import type { Preview, ReviewView } from './read-preview.ts';
import { canDecide, renderDecision } from './render-decision.ts';

const ACCOUNTS: Readonly<Record<string, string>> = {
  create: 'new account',
  adopt: 'has an account with this e-mail address, which will be linked',
  ours: 'has an account that carries our id',
};

function nameOf({ employeeId }: PreviewPerson, { names, namesInAlleo }: Preview): Html {
  const name = names[employeeId];
  if (name !== undefined) return html`<bdi>${name}</bdi>`;
  const inAlleo = namesInAlleo?.[employeeId];
  if (inAlleo !== undefined) return html`<bdi>${inAlleo}</bdi> <span class="why">as in Alleo</span>`;
  return html`<span class="why">no longer in Personio</span>`;
}

/** `last_name: Groot → Vermeer`; only the new value where Alleo's is not at hand. */
function sayChanges({ employeeId, changed }: PreviewPerson, { values }: Preview): string {
  if (changed === undefined) return '';
  const fields = values?.[employeeId];
  if (fields === undefined) return `changed: ${changed.join(', ')}`;
  const show = (value: string | null) => (value === null || value === '' ? 'nothing' : value);
  return fields
    .map(({ field, from, to }) => `${field}: ${from === undefined ? '' : `${show(from)} → `}${show(to)}`)
    .join('; ');
}

const FIELDS: Readonly<Record<string, string>> = { email: 'e-mail', last_name: 'last name', birthday: 'birthday' };

/** The account in Alleo, and where it seems to be somebody else's: whose name it has, and in what it differs. */
function sayAccount({ account, accountName, accountDiffers = [] }: PreviewPerson): string {
  if (account !== 'conflict') return ACCOUNTS[account ?? ''] ?? '';
  const differs = accountDiffers.map((field) => FIELDS[field] ?? field).join(', ');
  const whose = accountName === undefined ? '' : `the account is of ${accountName}`;
  return [whose, differs === '' ? '' : `other ${differs}`].filter((part) => part !== '').join(', ');
}

/** What is more to say of one person than of the group. */
function describe(person: PreviewPerson, preview: Preview): string {
  const { currency } = preview;
  const others = (person.holds ?? []).flatMap(({ otherId }) =>
    otherId === undefined ? [] : [`was granted this before under the Personio id ${otherId}, or may have been`],
  );
  const budgets = (person.holds ?? []).flatMap(({ attribute = '', amount, kind }) =>
    amount === undefined
      ? []
      : [`${kind === 'set-monthly-budget' ? 'monthly' : 'one-off'}: ${attribute} ${amount} ${currency}`],
  );
  const parts = [
    person.passesFrom === undefined
      ? ''
      : `had the Personio id ${person.passesFrom} before: account and memory pass on`,
    sayChanges(person, preview),
    person.startDate === undefined ? '' : `starts ${sayDate(person.startDate)}`,
    sayAccount(person),
    ...budgets,
    ...others,
    person.reason === 'EMPLOYED' ? '' : inWords(person.reason),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function renderWho(person: PreviewPerson, preview: Preview): Html {
  const { employeeId } = person;
  const path = `/customers/${preview.tenantId}/person/${encodeURIComponent(employeeId)}`;
  return html`${nameOf(person, preview)} <a class="id" href="${path}">${employeeId}</a>`;
}

/** Everybody of a group. What is the same for all is said once; a long group is still whole. */
function renderGroup({ title, why, people }: Group, preview: Preview, level: 'held' | 'exception' | 'goes'): Html {
  const whats = people.map((one) => describe(one, preview));
  const [first = ''] = whats;
  const isSame = whats.every((what) => what === first);
  const list = isSame
    ? html`<ul class="names">${people.map((one) => html`<li>${renderWho(one, preview)}</li>\n`)}</ul>`
    : html`<table class="people"><thead class="unseen"><tr><th scope="col">Person</th><th scope="col">What</th></tr></thead><tbody>${people.map(
        (one, index) => html`<tr><th scope="row">${renderWho(one, preview)}</th><td>${whats[index]}</td></tr>\n`,
      )}</tbody></table>`;
  const what = isSame && first !== why ? first : '';
  return html`<section class="group ${level}"><h3>${title}</h3><p class="why">${why}</p>${what === '' ? '' : html`<p>${what}</p>`}${list}</section>`;
}

function renderMoney(preview: Preview): Html | '' {
  const held = [...sumHeld(preview.people)].map(
    ([kind, sum]) => `${kind === 'set-monthly-budget' ? 'monthly' : 'one-off'} ${sum} ${preview.currency} held`,
  );
  const goes = Number(preview.budgetTotal) === 0 ? [] : [`${preview.budgetTotal} ${preview.currency} go out`];
  const parts = [...held, ...goes];
  return parts.length === 0 ? '' : html`<p>Budgets: ${parts.join('; ')}.</p>`;
}

/** Of the whole account: departments without a group, a gate. */
function renderAccountIssues({ issues }: Preview): Html | '' {
  const general = issues.filter(({ employeeId }) => employeeId === undefined);
  if (general.length === 0) return '';
  const byCode = [...Map.groupBy(general, ({ code }) => code)];
  const items = byCode.map(
    ([code, some]) =>
      html`<li>${inWords(code)} ${some
        .map(({ attribute }) => attribute ?? '')
        .filter(Boolean)
        .join(', ')}</li>`,
  );
  return html`<section class="group exception"><h3>About the whole company</h3><ul>${items}</ul></section>`;
}

function renderStays({ stays }: Grouped, view: ReviewView): Html | '' {
  const { preview, all } = view;
  if (stays.length === 0) return '';
  const who = preview.tenantStatus === 'pending' ? 'Not employed any more' : 'Stay as they are';
  if (!all)
    return html`<p>${who}: ${countPeople(stays.length)}. <a class="go" href="/customers/${preview.tenantId}/review?all=1">Show them, too</a></p>`;
  const group = { title: `${who}: ${countPeople(stays.length)}`, why: '', people: stays };
  return html`<h2>Without a change</h2>${renderGroup(group, preview, 'goes')}`;
}

const title = ({ tenantStatus, status }: Preview, { held, goes }: Grouped): string => {
  if (status === 'failed') return 'There is no plan';
  if (tenantStatus === 'pending') return 'The first plan';
  const [first, ...others] = held;
  if (first !== undefined) return others.length === 0 ? `${first.title}: is that meant?` : 'What is held: is it meant?';
  return goes.length === 0 ? 'Nothing is held, and nothing would change' : 'Nothing is held';
};

function renderStop({ code, issues, tenantId, language }: Preview): Html {
  const attribute = issues.find((issue) => issue.code === code)?.attribute;
  const { sentence, page } = openNext(sayNextStep(judgeCode(code ?? '', tenantId), languageOf(language)));
  return html`<p class="lead">▲ ${inWords(code ?? '')}${attribute === undefined ? '' : html` It is about: ${attribute}.`}</p>
    <p>The run would stop before it decides about anybody: everybody stays as they are.</p>
    ${sentence === '' ? '' : html`<p>${linkCommands(sentence)}</p>`}
    ${page === undefined ? '' : html`<p><a class="button" href="${page.path}">${page.title}</a></p>`}`;
}

/** What the run of another day would do, as far as Personio knows it today: whoever starts or leaves until then. */
function renderForecast({ tenantId }: Preview, asOf = ''): Html {
  return html`<details class="no-print"${asOf === '' ? '' : html` open`}><summary>As of another day</summary>
<form method="get" action="/customers/${tenantId}/review" class="search">
<div class="field"><label for="as-of">Day</label><input id="as-of" name="as-of" type="date" value="${asOf}" required></div><button class="plain">Show</button></form></details>`;
}

/** The plan of now, everybody in it by name, and the decision about exactly this. */
export function renderReview(desk: Desk, view: ReviewView): Html {
  const { preview, problem, asOf } = view;
  const grouped = groupPeople(preview);
  const groups = (some: readonly Group[], level: 'held' | 'exception' | 'goes') =>
    some.map((one) => renderGroup(one, preview, level));
  const steps = preview.tenantStatus === 'pending' ? renderSteps(preview.tenantId, 3) : '';
  const head = html`${steps}${problem === undefined ? '' : renderNotice(problem)}<h1>${title(preview, grouped)}</h1>`;
  if (preview.status === 'failed') return html`${head}${renderStop(preview)}`;
  const { held, exceptions, goes } = grouped;
  const isFirst = preview.tenantStatus === 'pending';
  const company = renderAccountIssues(preview);
  return html`${head}
<p>${asOf === undefined ? 'As Personio is now' : 'A forecast: Personio as it is now, by the run of another day'} (${sayDate(preview.date)}): ${countPeople(preview.listed)}. Nothing was sent.</p>
<p class="go">${canDecide(view) ? html`<a href="#decide">To the decision</a> · ` : ''}<a href="/customers/${preview.tenantId}/preview.csv">The list for the customer (CSV)</a></p>
${renderMoney(preview)}
${held.length === 0 ? '' : html`<h2>${isFirst ? 'Waits even then' : 'Held'}</h2>${groups(held, 'held')}`}
${exceptions.length === 0 && company === '' ? '' : html`<h2>To look at</h2>${groups(exceptions, 'exception')}${company}`}
${goes.length === 0 ? '' : html`<h2>${isFirst ? 'What the first run does' : 'Goes out by itself with the next run'}</h2>${groups(goes, 'goes')}`}
${renderStays(grouped, view)}
${renderDecision(desk, view)}
${renderForecast(preview, asOf)}`;
}

/** The kinds that an approval lets out, as a sentence: `6 people lose access`. */
export function sayKinds(counts: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(counts)
    .map(
      ([kind, count = 0]) =>
        `${countPeople(count)} ${count === 1 ? (KINDS[kind]?.one ?? kind) : (KINDS[kind]?.many ?? kind)}`,
    )
    .join(', ');
}
