import { STATE_WORDS, sayWhy } from '../../../cli/render/standing.ts';
import { languageOf } from '../../../shared/contracts/codes/code-info.ts';
import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { TenantView } from '../../../shared/contracts/support/tenant-view.ts';
import type { CustomerState, Standing } from '../../../shared/contracts/whose-turn.ts';
import { sayNextStep } from '../../../shared/words/next-step.ts';
import type { Html } from '../../page/html.ts';
import { findPage } from '../../page/link-commands.ts';
import { renderState, type Tone } from '../../page/words.ts';

/** The next step: in a sentence, and where the console does its first part. */
export interface Next {
  readonly sentence: string;
  readonly page: ReturnType<typeof findPage>;
}

const TONES: { readonly [S in CustomerState]: Tone } = {
  engineer: 'bad',
  support: 'wait',
  customer: 'wait',
  nobody: 'quiet',
  pending: 'wait',
  paused: 'quiet',
  'in-sync': 'good',
};

export const toneOf = ({ state }: Standing): Tone => TONES[state];

/** Where a customer stands: in sync, or whose turn it is. */
export const renderStanding = (standing: Standing): Html =>
  renderState(toneOf(standing), STATE_WORDS[standing.state].one);

/** Why, in a sentence; empty where nothing is wrong. */
export const sayWhyNot = (standing: Standing): string => sayWhy(standing, inWords);

/** What is to be done next, as `status` says it, and the page of what comes first. */
export function findNext({
  standing,
  policies: { language },
}: Pick<TenantView, 'standing'> & { readonly policies: { readonly language: string } }): Next {
  return openNext(sayNextStep(standing, languageOf(language)));
}

/** The page of the first command in a sentence; the sentence only where it says more than that command. */
export function openNext(said: string): Next {
  const [command = '', typed = ''] = /`personio-sync ([^`]+)`/.exec(said) ?? [];
  const page = typed === '' ? undefined : findPage(typed);
  return { sentence: said === command ? '' : said, page };
}
