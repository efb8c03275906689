import { bringBackDeadLetters } from './chapters/bring-back-dead-letters.ts';
import { deployUnchanged, deployUpgrade } from './chapters/deploy-again.ts';
import { deployStack } from './chapters/deploy-stack.ts';
import { fireSchedule } from './chapters/fire-schedule.ts';
import { goLive } from './chapters/go-live.ts';
import { lookBack } from './chapters/look-back.ts';
import { passBudgetsOn } from './chapters/pass-budgets-on.ts';
import { refuseReader } from './chapters/refuse-reader.ts';
import { requeueByHand } from './chapters/requeue-by-hand.ts';
import { useCommands } from './chapters/use-commands.ts';
import { CUSTOMER, LEAVING_CUSTOMER } from './customer.ts';
import { type Cleanup, createCleanup, type Lab, openLab } from './lab.ts';
import { tellChapter, tellSeen } from './progress.ts';

const CHAPTERS: readonly (readonly [title: string, play: (lab: Lab) => Promise<void>])[] = [
  ['Deploy the stack', deployStack],
  ['Take a customer live', goLive],
  ['Let the schedule fire', fireSchedule],
  ['Ask for a run by hand', requeueByHand],
  ['Pass budgets on', passBudgetsOn],
  ['Use the rest of the command', useCommands],
  ['Bring dead letters back', bringBackDeadLetters],
  ['Let IAM tell who may', refuseReader],
  ['Deploy again without a change', deployUnchanged],
  ['Deploy an upgrade over the data, and roll it back', deployUpgrade],
  ['Look back', lookBack],
];

/** What the emulator and the functions said that sounds like trouble, and the end of what they said. */
function tellTrouble(log: string): void {
  const lines = log.split('\n').map((line) => line.slice(0, 500));
  const trouble = lines.filter((line) => /AccessDenied|not authorized|"level":"ERROR"| (ERROR|WARNING) \[/.test(line));
  console.error(`\nTrouble in the emulated account:\n${trouble.slice(-12).join('\n') || 'none was logged'}`);
  console.error(`\nThe end of its log:\n${lines.slice(-12).join('\n')}`);
}

async function play(cleanup: Cleanup): Promise<void> {
  tellChapter('Start the emulated AWS account, and a simulated Personio and Alleo');
  const lab = await openLab(cleanup, [CUSTOMER, LEAVING_CUSTOMER]);
  tellSeen(`ministack at ${lab.emulator.url}, with IAM and TLS enforced`);
  try {
    for (const [title, chapter] of CHAPTERS) {
      tellChapter(title);
      await chapter(lab);
    }
  } catch (error) {
    tellTrouble(lab.emulator.log());
    throw error;
  }
}

function tellFailure(error: unknown): void {
  for (let cause = error; cause instanceof Error; cause = cause.cause) console.error(`✗ ${cause.message}`);
}

const cleanup = createCleanup();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    console.error(`\n${signal}: cleaning up.`);
    void cleanup.run().finally(() => process.exit(130));
  });
}
try {
  await play(cleanup);
  tellChapter('Everything was seen to work.');
} catch (error) {
  tellFailure(error);
  process.exitCode = 1;
} finally {
  await cleanup.run();
}
