import { html } from 'hono/html';
import type { Language } from '../../shared/contracts/codes/code-info.ts';
import { LANGUAGES } from '../../shared/contracts/codes/code-info.ts';
import { renderCopy } from './field.ts';
import type { Html } from './html.ts';

const NAMES: { readonly [L in Language]: string } = { en: 'English', nl: 'Nederlands', de: 'Deutsch' };

/** The language that an address asks for; else the customer's. */
export const chooseLanguage = (wanted: string | undefined, own: Language): Language =>
  LANGUAGES.find((language) => language === wanted) ?? own;

/** A text for the customer, to be copied, in the language that is chosen. `path`: the page that shows it. */
export function renderLetter(path: string, language: Language, text: string): Html {
  const tabs = LANGUAGES.map(
    (one) =>
      html`<li><a href="${path}?letter=${one}#letter" lang="${one}"${one === language ? html` aria-current="true"` : ''}>${NAMES[one]}</a></li>`,
  );
  return html`<section id="letter"><h2>Letter to the customer</h2>
<nav aria-label="Language of the letter"><ul class="languages">${tabs}</ul></nav>${renderCopy('letter-text', `The letter, ${NAMES[language]}`, text, language)}</section>`;
}
