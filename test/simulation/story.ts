import type { Scheduler } from './clockwork/scheduler.ts';

/** What happened in a history, in order, for a human to read. Nothing is written unless somebody wants to read it. */
export interface Story {
  readonly isTold: boolean;
  tell(who: string, what: () => string): void;
  /** What only somebody wants to know who looks closely: marked by a dot. */
  detail(who: string, what: () => string): void;
  readonly lines: readonly string[];
}

export function createStory(scheduler: Scheduler, isTold: boolean): Story {
  const lines: string[] = [];
  const write = (who: string, what: string) => {
    const at = new Date(scheduler.now).toISOString().slice(5, 23).replace('T', ' ');
    lines.push(`${at}  ${who.padEnd(12)} ${what}`);
  };
  return {
    isTold,
    lines,
    tell: (who, what) => {
      if (isTold) write(who, what());
    },
    detail: (who, what) => {
      if (isTold) write(who, ` . ${what()}`);
    },
  };
}
