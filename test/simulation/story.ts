import type { Scheduler } from './clockwork/scheduler.ts';

/** What happened in a history, in order, for a human to read. Nothing is written unless somebody wants to read it. */
export interface Story {
  readonly isTold: boolean;
  tell(who: string, what: () => string): void;
  readonly lines: readonly string[];
}

export function createStory(scheduler: Scheduler, isTold: boolean): Story {
  const lines: string[] = [];
  return {
    isTold,
    lines,
    tell: (who, what) => {
      if (!isTold) return;
      const at = new Date(scheduler.now).toISOString().slice(5, 23).replace('T', ' ');
      lines.push(`${at}  ${who.padEnd(12)} ${what()}`);
    },
  };
}
