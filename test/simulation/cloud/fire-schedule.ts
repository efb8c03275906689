import type { Climate } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Story } from '../story.ts';
import type { Lambda } from './lambda.ts';

export interface ScheduleDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly story: Story;
  readonly lambda: Lambda;
}

/** The schedule of this day fires: twice, or not at all, too; Lambda tries again twice what failed. */
export function fireSchedule({ chance, climate, scheduler, lambda, story }: ScheduleDeps, date: string): void {
  if (chance.strikes('schedule missed', climate.faults['schedule missed'])) {
    story.tell('schedule', () => 'does not fire');
    return;
  }
  const scheduledTime = `${date}T04:00`;
  const invoke = (triesLeft: number) => {
    story.tell('schedule', () => 'fires');
    lambda.invoke('fan-out', { run: 'schedule', scheduledTime }, ({ outcome }) => {
      if (outcome !== 'answered' && triesLeft > 0)
        scheduler.after(60_000, () => invoke(triesLeft - 1), scheduler.world);
    });
  };
  invoke(2);
  if (chance.strikes('schedule twice', climate.faults['schedule twice'])) {
    scheduler.after(chance.between('second firing', 1, 60_000), () => invoke(2), scheduler.world);
  }
}
