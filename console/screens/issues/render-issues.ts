import { html } from 'hono/html';
import { FIXER_NAMES, type Fixer, type Language } from '../../../shared/contracts/codes/code-info.ts';
import { codeInfo, inWords } from '../../../shared/contracts/codes/codes.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { writeLetter } from '../../../shared/words/letter.ts';
import type { Html } from '../../page/html.ts';
import { renderLetter } from '../../page/letter.ts';
import { linkCommands } from '../../page/link-commands.ts';
import { countOf, renderState, sayDate } from '../../page/words.ts';

type Issues = SupportAnswer<'issues'>;
type Issue = Issues['issues'][number];

/** Whose turn it is, those who can do something first. */
const TURNS: readonly Fixer[] = ['hr', 'support', 'alleo', 'engineer', 'nobody'];
const turnOf = (code: string) => TURNS.indexOf(codeInfo(code)?.fix.who ?? 'engineer');

function renderWho(tenantId: string, { employeeId, name, attribute, sameEmail = [] }: Issue): Html {
  const about = attribute === undefined ? '' : html` <span class="why">${attribute}</span>`;
  if (employeeId === undefined) return html`<li>${attribute ?? 'the whole company'}</li>`;
  const others = sameEmail.length === 0 ? '' : html` <span class="why">the same as ${sameEmail.join(', ')}</span>`;
  const path = `/customers/${tenantId}/person/${encodeURIComponent(employeeId)}`;
  return html`<li><a href="${path}"><bdi>${name ?? 'name not known'}</bdi></a> <span class="id">${employeeId}</span>${about}${others}</li>`;
}

function renderTrouble(tenantId: string, code: string, issues: readonly Issue[]): Html {
  const fix = codeInfo(code)?.fix;
  const place = fix?.where.en.replaceAll(/\bID\b/g, tenantId);
  return html`<section class="group ${fix?.who === 'nobody' ? 'goes' : 'exception'}"><h2>${inWords(code)}</h2>
<p>${renderState(fix?.who === 'nobody' ? 'quiet' : 'wait', `Whose turn: ${fix === undefined ? 'an engineer' : FIXER_NAMES[fix.who]}`)}${place === undefined || place === '–' ? '' : html` · ${linkCommands(place)}`} <span class="code">${code}</span></p>
<ul class="who">${issues.map((one) => renderWho(tenantId, one))}</ul></section>`;
}

/** Who has which trouble now, by name, whose turn it is, and the letter. */
export function renderIssues(answer: Issues, language: Language): Html {
  const { tenantId, tenantName, issues, holds, open, date } = answer;
  const byCode = [...Map.groupBy(issues, ({ code }) => code)].toSorted(([a], [b]) => turnOf(a) - turnOf(b));
  const groups = byCode.map(([code, some]) => renderTrouble(tenantId, code, some));
  const waiting = [
    holds.length === 0
      ? ''
      : html`<p>${renderState('wait', `${holds.length} held`)}: the letter asks whether it is meant. <a class="go" href="/customers/${tenantId}/review">Review</a></p>`,
    open.length === 0 ? '' : html`<p>${renderState('wait', `${open.length} not taken by Alleo yet`)}.</p>`,
  ];
  const title = issues.length === 0 ? `${tenantName}: no issues` : `${tenantName}: ${countOf(issues.length, 'issue')}`;
  return html`<h1>${title}</h1><p>As Personio is now (${sayDate(date)}).</p>${groups}${waiting}${renderLetter(`/customers/${tenantId}/issues`, language, writeLetter(answer, language))}`;
}
