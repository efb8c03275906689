import { html } from 'hono/html';
import type { SupportProblem } from '../../../shared/contracts/support-operation.ts';
import type { Desk } from '../../desk.ts';
import { renderField, renderSelect } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { type Faults, renderPair } from '../../page/pairs.ts';
import { renderNotice } from '../../page/problem.ts';
import { renderSteps } from './render-steps.ts';

export interface NewView {
  /** What was typed; never a credential. */
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Faults;
  readonly problem?: SupportProblem | undefined;
}

const LANGUAGES = [
  { value: 'nl', label: 'Nederlands' },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

const WHO = [
  { value: 'undecided', label: 'not known yet' },
  { value: 'none', label: 'everyone' },
  { value: 'attribute', label: 'only people whose attribute says yes' },
];

/** The addresses: of a stage they are known, of practice they have to be said. */
function renderAddresses(desk: Desk, { values, faults }: NewView): Html {
  const fields = [
    renderField({
      name: 'personioUrl',
      label: 'Address of Personio',
      type: 'url',
      value: values['personioUrl'] ?? '',
      fault: faults.get('personioUrl'),
    }),
    renderField({
      name: 'alleoUrl',
      label: 'Address of Alleo',
      type: 'url',
      value: values['alleoUrl'] ?? '',
      fault: faults.get('alleoUrl'),
    }),
  ];
  const isOpen = desk.services.runDay !== undefined || faults.has('personioUrl') || faults.has('alleoUrl');
  return html`<details${isOpen ? html` open` : ''}><summary>Other addresses than the usual ones</summary>${fields}</details>`;
}

/** The first step: who the customer is, and both pairs, which are tried before anything is stored. */
export function renderNew(desk: Desk, view: NewView): Html {
  const { values, faults, problem } = view;
  const field = (name: string) => ({ name, value: values[name] ?? '', fault: faults.get(name) });
  const isPlaced = problem !== undefined && faults.size > 0;
  return html`${renderSteps(undefined, 1)}<h1>Register a customer</h1>
<p>Both credentials are tried first; nothing is stored where one is refused. Nobody gets access before you approve the first plan.</p>
${problem === undefined ? '' : isPlaced ? html`<p class="notice bad" role="alert">▲ Nothing was stored. What is wrong stands beside its field; the credentials have to be entered again.</p>` : renderNotice(problem)}
<form method="post" action="/customers" class="sheet">${desk.forms.seal('/customers')}
${renderField({ ...field('name'), label: "The customer's name", required: true })}
${renderField({ ...field('tenantId'), label: 'A short id', hint: 'Lower-case letters, digits and dashes, like acme. It stays.', required: true })}
${renderField({ ...field('companyId'), label: "The number of the customer's company in Alleo", mode: 'numeric', required: true })}
${renderSelect({ name: 'language', label: 'Language of new accounts and of letters' }, LANGUAGES, values['language'] ?? 'nl')}
${renderSelect({ name: 'who', label: 'Who takes part?' }, WHO, values['who'] ?? 'undecided')}
${renderField({ ...field('eligibility'), label: 'The attribute in Personio that says so', hint: 'Only where an attribute says who takes part: its name, like Alleo.' })}
${renderPair('personio', 'As the customer sent them by the encrypted link. Paste them here; they are not shown.', faults)}
${renderPair('alleo', 'Leave both empty where this stage has its own.', faults)}
${renderAddresses(desk, view)}
<button>Try both, and register</button>
</form>`;
}
