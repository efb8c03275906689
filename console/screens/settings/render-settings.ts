import { html } from 'hono/html';
import type { Policies } from '../../../shared/contracts/policies.ts';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { SupportProblem } from '../../../shared/contracts/support-operation.ts';
import type { Desk } from '../../desk.ts';
import { renderField, renderSelect } from '../../page/field.ts';
import type { Html } from '../../page/html.ts';
import { type Faults, renderPair } from '../../page/pairs.ts';
import { renderNotice } from '../../page/problem.ts';

export interface SettingsView {
  readonly tenant: TenantView;
  /** What was typed, where something of it is to be typed again. */
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Faults;
  readonly problem?: SupportProblem | undefined;
}

/** What each policy says, as behaviour.md has it. */
const POLICIES: Readonly<Record<string, string>> = {
  timeZone: 'Time zone: what day it is',
  language: 'Language of new accounts and letters (en, nl, de)',
  currency: 'Currency of budgets',
  onLeave: 'People on long-term leave',
  missingDays: 'Days absent from Personio before somebody loses access',
  onBudgetCleared: 'A monthly budget that is emptied',
  onOneOffChanged: 'Another amount in a one-off field',
  rearmDays: 'Days a one-off field stands empty before an amount is a new grant',
  maxMonthlyBudget: 'Monthly budget above which it is held',
  maxOneOffBudget: 'One-off budget above which it is held',
  limits: 'All limits below',
  deactivateFloor: 'Limit: people losing access in a day, at least',
  deactivatePercent: 'Limit: people losing access in a day, percent',
  deactivateWeekFloor: 'Limit: people losing access in seven days, at least',
  deactivateWeekPercent: 'Limit: people losing access in seven days, percent',
  activateFloor: 'Limit: people getting access in a day, at least',
  activatePercent: 'Limit: people getting access in a day, percent',
  updateFloor: 'Limit: people changing the same field in a day, at least',
  updatePercent: 'Limit: people changing the same field in a day, percent',
  moneyFactor: 'Limit: budgets of a day, times the largest day of the last 30',
  moneyFloor: 'Limit: budgets of a day, at least',
} satisfies { readonly [P in keyof Policies]: string };

/** The policies of a few words to choose from. */
type Chosen = {
  [P in keyof Policies]: string extends Policies[P] ? never : Policies[P] extends string ? P : never;
}[keyof Policies];

/** What each of their words says. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  limits: { careful: 'careful', normal: 'normal', generous: 'generous' },
  onLeave: { in: 'take part', keep: 'stay as they are', out: 'lose access' },
  onBudgetCleared: { keep: 'keep it in Alleo', remove: 'remove it' },
  onOneOffChanged: { hold: 'hold it and ask', grant: 'a grant of its own' },
} satisfies { readonly [P in Chosen]: { readonly [W in Policies[P]]: string } };

const whoOf = ({ eligibility }: TenantView): string =>
  eligibility.mode === 'attribute' ? 'attribute' : eligibility.mode === 'everyone' ? 'none' : 'undecided';

function renderWho({ tenant, values, faults }: SettingsView): Html {
  const { eligibility } = tenant;
  const choices = [
    ...(eligibility.mode === 'undecided' ? [{ value: 'undecided', label: 'not decided yet' }] : []),
    { value: 'none', label: 'everyone' },
    { value: 'attribute', label: 'only people whose attribute says yes' },
  ];
  const label = eligibility.mode === 'attribute' ? eligibility.label : '';
  return html`${renderSelect({ name: 'who', label: 'Who takes part?' }, choices, values['who'] ?? whoOf(tenant))}
${renderField({ name: 'eligibility', label: 'The attribute in Personio that says so', value: values['eligibility'] ?? label, fault: faults.get('eligibility') })}`;
}

function renderRemoval(desk: Desk, { id, name }: TenantView): Html {
  const action = `/customers/${id}/removals`;
  return html`<section class="danger"><h2>The customer leaves</h2>
<p>Credentials and memory go at once; the users in Alleo stay as they are. There is no way back.</p>
<form method="post" action="${action}">${desk.forms.seal(action)}
${renderField({ name: 'confirm', label: `Type the customer's name, ${name}`, required: true })}<button class="danger">Remove this customer</button></form></section>`;
}

/** All that can be set for one customer; only what is changed here is sent. */
export function renderSettings(desk: Desk, view: SettingsView): Html {
  const { tenant, values, faults, problem } = view;
  const action = `/customers/${tenant.id}/settings`;
  const text = (name: string, label: string, value: string) =>
    renderField({ name, label, value: values[name] ?? value, fault: faults.get(name) });
  const policies = Object.entries(tenant.policies).map(([name, value]) => {
    const field = `policy-${name}`;
    const label = POLICIES[name] ?? name;
    const words = CHOICES[name];
    if (words === undefined) return text(field, label, String(value));
    const choices = Object.entries(words).map(([word, said]) => ({ value: word, label: said }));
    // One that a newer release stored stays, and is not put back by saving.
    const known = choices.some((one) => one.value === value);
    const all = known ? choices : [{ value: String(value), label: String(value) }, ...choices];
    return renderSelect({ name: field, label }, all, values[field] ?? String(value));
  });
  return html`<h1>Settings of ${tenant.name}</h1>
<p>A changed setting counts from the next run on. <a href="/customers/${tenant.id}/review">Review</a> shows what it would do.</p>
${problem === undefined ? '' : faults.size > 0 ? html`<p class="notice bad" role="alert">▲ Nothing was changed. What is wrong stands beside its field.</p>` : renderNotice(problem)}
<form method="post" action="${action}" class="sheet">${desk.forms.seal(action)}
${text('name', 'Name', tenant.name)}
${tenant.activatedAt === undefined ? text('companyId', "The number of the customer's company in Alleo", String(tenant.company.id)) : ''}
${renderWho(view)}
<fieldset><legend>Policies</legend><div class="columns">${policies}</div></fieldset>
<details${faults.has('personioUrl') || faults.has('alleoUrl') || (problem !== undefined && faults.size === 0) || [...faults.keys()].some((name) => name.startsWith('credentials.')) ? html` open` : ''}><summary>Addresses, and the credentials that go with a changed one</summary>
${text('personioUrl', 'Address of Personio', tenant.personioUrl)}${text('alleoUrl', 'Address of Alleo', tenant.alleoUrl)}
${renderPair('personio', 'Only where the address of Personio changes.', faults)}${renderPair('alleo', 'Only where the address of Alleo changes.', faults)}</details>
<button>Save</button></form>
${renderRemoval(desk, tenant)}`;
}
