import { html } from 'hono/html';
import { DIFFERENCE_MEANING, NO_DIFFERENCE, sayCounts } from '../../../cli/render/difference.ts';
import { DIFFERENCE_KINDS } from '../../../shared/contracts/difference.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Html } from '../../page/html.ts';
import { asSentence, countOf } from '../../page/words.ts';

type Verified = SupportAnswer<'verify'>;

/** Person by person, with what is different in Alleo. */
export function renderDifferences(tenantId: string, differences: Verified['differences']): Html {
  const rows = differences.map(
    ({ employeeId, name, text }) =>
      html`<tr><th scope="row"><bdi>${name ?? 'name not known'}</bdi> <a class="id" href="/customers/${tenantId}/person/${encodeURIComponent(employeeId)}">${employeeId}</a></th><td data-head="In Alleo">${text}</td></tr>`,
  );
  return html`<table class="list"><thead><tr><th scope="col">Person</th><th scope="col">In Alleo</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** Every difference by kind, the gravest first, and the next step for those who are lost. */
export function renderVerify({ tenantId, counts, differences }: Verified): Html {
  const total = DIFFERENCE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  if (total === 0) return html`<h1>No difference</h1><p class="lead">${NO_DIFFERENCE}</p>`;
  const sections = DIFFERENCE_KINDS.flatMap((kind) => {
    const some = differences.filter((one) => one.kind === kind);
    if (some.length === 0) return [];
    const next =
      kind === 'lost'
        ? html`<p><a class="button" href="/customers/${tenantId}/lost">Send those that are lost again</a></p>`
        : '';
    return [
      html`<section><h2>${counts[kind]} ${kind}</h2><p>${asSentence(DIFFERENCE_MEANING[kind])}</p>${renderDifferences(tenantId, some)}${next}</section>`,
    ];
  });
  const more = total - differences.length;
  return html`<h1>${countOf(total, 'difference')}</h1><p class="lead">${sayCounts(counts)}</p>
${sections}
${more > 0 ? html`<p>${more} more are not shown.</p>` : ''}`;
}
