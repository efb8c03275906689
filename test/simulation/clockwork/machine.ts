import { AsyncLocalStorage } from 'node:async_hooks';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Scheduler, Step } from './scheduler.ts';

/** What the machine around the product is in a history: its clock and its dice. */
interface Playing {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
}

let playing: Playing | undefined;
const RealDate = Date;
const realPerformanceNow = performance.now.bind(performance);

function nowOf({ scheduler }: Playing): number {
  return Math.floor(scheduler.now + scheduler.current.skewMs);
}

/** `Date` by the clock of whichever process runs. */
class SimulatedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0 && playing !== undefined) super(nowOf(playing));
    else super(...(given as []));
  }

  static override now(): number {
    return playing === undefined ? RealDate.now() : nowOf(playing);
  }
}

function inHistory(): Playing {
  if (playing === undefined) throw new Error('no history is being played');
  return playing;
}

const real = {
  random: Math.random,
  setTimeout,
  setInterval,
  clearTimeout,
  clearInterval,
  wait: timersPromises.setTimeout,
  uuid: crypto.randomUUID,
  bytes: crypto.randomBytes,
  values: globalThis.crypto.getRandomValues.bind(globalThis.crypto),
};

/** The machine's own outside a history, the history's inside. */
const either =
  <A extends readonly unknown[], R>(inside: (...given: A) => R, outside: (...given: A) => unknown) =>
  (...given: A): unknown =>
    playing === undefined ? outside(...given) : inside(...given);

/** A timer as Node's functions hand it out, as far as anybody here looks at it. */
interface Timer {
  step: Step;
  ref(): Timer;
  unref(): Timer;
  hasRef(): boolean;
}

function makeTimer(step: Step): Timer {
  const timer: Timer = { step, ref: () => timer, unref: () => timer, hasRef: () => true };
  return timer;
}

/** What a timer does belongs to the invocation that set it, as in Node. */
const asWhoAsked = (run: () => void): (() => void) => AsyncLocalStorage.bind(run);

function startTimer(run: (...given: readonly unknown[]) => void, ms = 0, ...given: readonly unknown[]): Timer {
  return makeTimer(
    inHistory().scheduler.after(
      ms,
      asWhoAsked(() => run(...given)),
    ),
  );
}

function startInterval(run: (...given: readonly unknown[]) => void, ms = 0, ...given: readonly unknown[]): Timer {
  const { scheduler } = inHistory();
  const owner = scheduler.current;
  const again = asWhoAsked(() => {
    timer.step = scheduler.after(ms, again, owner);
    run(...given);
  });
  const timer = makeTimer(scheduler.after(ms, again, owner));
  return timer;
}

function stopTimer(timer: Timer | undefined): void {
  if (timer?.step !== undefined) timer.step.cancelled = true;
}

function fillRandomly<T extends Uint8Array>(bytes: T): T {
  const { chance } = inHistory();
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = chance.between('bytes', 0, 255);
  return bytes;
}

function makeUuid(): string {
  const hex = Buffer.from(fillRandomly(new Uint8Array(16))).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const makeBytes = (size: number) => Buffer.from(fillRandomly(new Uint8Array(size)));

/** Waits in simulated time. */
export function sleep(ms: number): Promise<void> {
  const { scheduler } = inHistory();
  return new Promise((resolve) => {
    scheduler.after(ms, resolve);
  });
}

/**
 * Puts simulated time and seeded dice in the place of the machine's, for all code of this thread, for good. Before the
 * product is loaded.
 */
export function installMachine(): void {
  const set = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  set(globalThis, 'Date', SimulatedDate);
  set(performance, 'now', () => (playing === undefined ? realPerformanceNow() : playing.scheduler.now));
  set(
    Math,
    'random',
    either(() => inHistory().chance.draw('dice'), real.random),
  );
  for (const target of [globalThis, timers]) {
    set(target, 'setTimeout', either(startTimer, real.setTimeout));
    set(target, 'setInterval', either(startInterval, real.setInterval));
    set(target, 'clearTimeout', either(stopTimer, real.clearTimeout as (timer: unknown) => void));
    set(target, 'clearInterval', either(stopTimer, real.clearInterval as (timer: unknown) => void));
  }
  set(timersPromises, 'setTimeout', either(sleep, real.wait));
  set(crypto, 'randomUUID', either(makeUuid, real.uuid));
  set(crypto, 'randomBytes', either(makeBytes, real.bytes));
  set(globalThis.crypto, 'getRandomValues', either(fillRandomly, real.values));
  syncBuiltinESMExports();
}

/** From now on time and dice are those of this history; of none with `undefined`. */
export function playOn(history: Playing | undefined): void {
  playing = history;
}
