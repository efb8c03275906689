import { html } from 'hono/html';
import type { Html } from './html.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly type?: 'text' | 'url' | 'search';
  /** Shown as dots and never filled in again. No password field: the browser would offer to keep it. */
  readonly secret?: boolean;
  readonly required?: boolean;
  readonly mode?: 'numeric' | 'decimal';
  /** What is wrong with it. */
  readonly fault?: string | undefined;
}

/** A labelled field, with what it is for above it and what is wrong with it below. No browser fills or keeps it. */
export function renderField(field: Field): Html {
  const { name, label, hint, value = '', type = 'text', required = false, secret = false, mode, fault } = field;
  const described = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`]
    .join(' ')
    .trim();
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input id="${name}" name="${name}" type="${type}" value="${secret ? '' : value}"${secret ? html` class="secret"` : ''} autocomplete="off" spellcheck="false"${
      required ? html` required` : ''
    }${mode === undefined ? '' : html` inputmode="${mode}"`}${described === '' ? '' : html` aria-describedby="${described}"`}${
      fault === undefined ? '' : html` aria-invalid="true"`
    }>
    ${fault === undefined ? '' : html`<p class="fault" id="${name}-fault">▲ ${fault}</p>`}
  </div>`;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of several. */
export function renderSelect(
  { name, label, hint }: Pick<Field, 'name' | 'label' | 'hint'>,
  choices: readonly Choice[],
  chosen = '',
): Html {
  const options = choices.map(
    (one) => html`<option value="${one.value}"${one.value === chosen ? html` selected` : ''}>${one.label}</option>`,
  );
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <select id="${name}" name="${name}"${hint === undefined ? '' : html` aria-describedby="${name}-hint"`}>${options}</select>
  </div>`;
}

/** A text to be taken along: marked with one key, copied with a button where the script runs. */
export function renderCopy(id: string, label: string, text: string, lang = 'en'): Html {
  const lines = Math.min(
    40,
    text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 1),
  );
  return html`<div class="copy">
    <label for="${id}">${label}</label>
    <textarea id="${id}" readonly rows="${lines}" lang="${lang}" spellcheck="false">${text}</textarea>
    <button type="button" class="by-script" data-copy="${id}" hidden>Copy</button>
  </div>`;
}
