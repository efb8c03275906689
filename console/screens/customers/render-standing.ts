import { STATE_WORDS, sayWhy } from '../../../cli/render/standing.ts';
import type { CustomerState, Standing } from '../../../shared/contracts/whose-turn.ts';
import type { Html } from '../../page/html.ts';
import { findPage } from '../../page/link-commands.ts';
import { inWords, renderState, type Tone } from '../../page/words.ts';

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

/** The page for what `status` says to type first. */
export const findNext = ({ command }: Standing): ReturnType<typeof findPage> =>
  command === null ? undefined : findPage(command.replace(/^personio-sync /, ''));
