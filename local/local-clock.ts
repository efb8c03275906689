/** The clock of the embedded run: real time, or time that passes from a day that was set. */
export interface LocalClock {
  readonly now: () => Date;
  /** From now on it is this instant, and time goes on from there. */
  readonly set: (instant: Date) => void;
}

export function createLocalClock(real: () => Date): LocalClock {
  let start: { readonly instant: number; readonly setAt: number } | undefined;
  return {
    now: () => (start === undefined ? real() : new Date(start.instant + performance.now() - start.setAt)),
    set: (instant) => {
      start = { instant: instant.getTime(), setAt: performance.now() };
    },
  };
}
