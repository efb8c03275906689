import type { Local } from '../../local/open-local.ts';
import { wrongUsage } from '../problem.ts';
import type { Transport } from './transport.ts';

/** Stands for `local.ts` in the packed command (`npm run pack:command`), which has no engine with it. */
const refuse = () =>
  wrongUsage(
    'LOCAL_UNAVAILABLE',
    'This file works with --stage alone: --local needs a checkout of the project.',
    'Take --stage NAME, or get the checkout and run `npm ci` in it.',
  );

export async function openFolder(_dir: string): Promise<Local> {
  throw refuse();
}

export async function openLocalTransport(_dir: string): Promise<Transport> {
  throw refuse();
}

export function overLocal(_local: Local): Transport {
  throw refuse();
}
