import {
  type HttpAnswer,
  type HttpRequest,
  NoAnswerError,
  type SendRequest,
} from '../../../shared/adapters/http/send-request.ts';
import type { Climate, Outage } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Owner, Scheduler } from '../clockwork/scheduler.ts';
import type { Story } from '../story.ts';
import { toAnswer } from './serve.ts';

export interface NetworkDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly story: Story;
  /** How this side is at this moment. */
  readonly outageOf: (name: 'personio' | 'alleo') => Outage['kind'] | undefined;
  /** Told of a request that changes something, as it is sent. */
  readonly onAct: (what: string) => void;
  /** Told of a request that was carried out, and of which whoever asked for it does not know that. */
  readonly onUnknown: (request: HttpRequest) => void;
}

/** One side as it answers when nothing is wrong; `by`: whose request it is. */
export type Side = (request: HttpRequest, by: Owner) => HttpAnswer;

/**
 * So long after its client has given up may a request still be carried out. Longer would be another attempt's time, and
 * against that nobody can guard who talks to an API without idempotency keys.
 */
const LATEST_MS = 4_000;

/** Of requests, while one of the machines before an API knows no way to it. */
const ASTRAY = 0.5;

/** As both sides put it. */
const TOO_MANY = { success: false, error: { code: 429, message: 'Too many requests' }, detail: 'Too many requests' };

const page = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><body><h1>${status}</h1></body></html>`,
});

const pathOf = (url: string) => new URL(url).pathname.replace(/^\/(customer_api\/)?v1/, '');

/** Requests to Personio or Alleo: each is a step, comes late, is lost on its way there or back, or refused. */
export function openNetwork(deps: NetworkDeps, name: 'personio' | 'alleo', side: Side): SendRequest {
  const { scheduler, chance, climate, story } = deps;
  const rates = climate.faults;
  const strikes = (
    owner: Owner,
    fault: 'lost before' | 'lost after' | 'trouble' | 'limited' | 'slow' | 'late' | 'gateway page',
  ) => {
    const id = `${name} ${fault}` as const;
    return id in rates && chance.strikes(`${id}, ${owner.name}`, rates[id as keyof typeof rates]);
  };
  return (request, limits) => {
    const owner = scheduler.current;
    if (request.method !== 'GET' && !request.url.includes('auth'))
      deps.onAct(`${name} ${request.method} ${pathOf(request.url)}`);
    const about = story.isTold ? `${name} ${request.method} ${pathOf(request.url)}` : '';
    const lostBefore =
      strikes(owner, 'lost before') ||
      (name === 'personio' && chance.strikes(`personio lost, ${owner.name}`, rates['personio lost']));
    const lostAfter = strikes(owner, 'lost after');
    const outage = deps.outageOf(name);
    const trouble = outage === 'down' || strikes(owner, 'trouble');
    const limited = strikes(owner, 'limited');
    const isAstray = outage === 'astray' && chance.strikes(`astray, ${owner.name}`, ASTRAY);
    const gateway = isAstray || strikes(owner, 'gateway page');
    // Slow: within the client's patience. Late: carried out when nobody waits for it any more.
    const least = outage === 'slow' ? limits.timeoutMs - 8_000 : 2_000;
    const isSlow = outage === 'slow' || strikes(owner, 'slow');
    const slow = isSlow ? chance.between(`slow answer, ${owner.name}`, least, limits.timeoutMs - 1_000) : 0;
    const late = strikes(owner, 'late')
      ? limits.timeoutMs + chance.between(`late answer, ${owner.name}`, -5_000, LATEST_MS)
      : 0;
    const there = chance.between(`${name} there, ${owner.name}`, 10, 120) + (late > 0 ? late : slow);
    const back = chance.between(`${name} back, ${owner.name}`, 5, 40);
    return new Promise((resolve, reject) => {
      const tell = (what: string) => story.tell(owner.name, () => `${about}: ${what}`);
      const arrive = () => {
        if (lostBefore) {
          tell('lost');
          return undefined;
        }
        if (trouble) return page(chance.pick(`trouble, ${owner.name}`, [500, 502, 503, 504]));
        if (gateway) return page(404);
        if (limited)
          return toAnswer({
            status: 429,
            headers: { 'retry-after': String(chance.between(`wait, ${owner.name}`, 1, 30)) },
            body: TOO_MANY,
          });
        return side(request, owner);
      };
      scheduler.after(
        there,
        () => {
          const answer = arrive();
          if (late > 0 || answer === undefined) {
            if (answer !== undefined) deps.onUnknown(request);
            if (answer !== undefined) tell(`${answer.status}, when nobody waits any more`);
            return;
          }
          if (lostAfter) {
            deps.onUnknown(request);
            tell(`${answer.status}, and the answer is lost`);
            scheduler.after(back, () => reject(new NoAnswerError('NETWORK')), owner);
            return;
          }
          const isDull = answer.status === 200 && (request.method === 'GET' || about.includes('auth'));
          story[isDull ? 'detail' : 'tell'](owner.name, () => `${about}: ${answer.status}`);
          scheduler.after(back, () => resolve(answer), owner);
        },
        scheduler.world,
      );
      if (late > 0 || lostBefore) scheduler.after(limits.timeoutMs, () => reject(new NoAnswerError('TIMEOUT')), owner);
    });
  };
}
