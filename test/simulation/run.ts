import { installMachine, realNow } from './clockwork/machine.ts';

installMachine();
const { playHistory } = await import('./history.ts');
const [from = '1', count = '1', told] = process.argv.slice(2);
const begun = realNow();
let steps = 0, days = 0, failed = 0;
for (let seed = Number(from); seed < Number(from) + Number(count); seed += 1) {
  const played = await playHistory({ seed, isTold: told !== undefined });
  steps += played.steps; days += played.days;
  if (told) console.log(played.story.join('\n'));
  if (played.violation) { failed++; console.log(seed, played.violation.rule, played.violation.what.slice(0,200), played.happened.length); }
}
const ms = realNow() - begun;
console.log(`${count} seeds, ${days} days, ${steps} steps, ${Math.round(ms)} ms, ${Math.round(steps/ms*1000)} steps/s, ${failed} failed`);
