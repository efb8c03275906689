import { BROT, type Customer, LUMEN, MONTHLY, NOORDZEE } from './customers.ts';
import { personioPair, type SimulatedWorld } from './simulated-world.ts';

/** One simulated day: what happens in Personio before 04:00, and what support does. */
export interface StoryDay {
  readonly date: string;
  readonly title: string;
  readonly told: string;
  readonly change?: (world: SimulatedWorld) => void;
  /** Whose plan, first or held, support approves that morning. */
  readonly approved: readonly Customer[];
  /** The process is killed in the middle of the run, which is then started again. */
  readonly isKilled?: true;
}

function changePeople(world: SimulatedWorld, customer: Customer, ids: readonly number[], change: object): void {
  for (const id of ids) world.accountOf(customer).change(id, change);
}

const FIRST_DAY: StoryDay = {
  date: '2026-11-02',
  title: 'Three customers are activated',
  told:
    'Support has added three customers, looked at the preview of each, and approved it. Nobody gets an account whom the ' +
    'preview did not name.',
  approved: [NOORDZEE, BROT, LUMEN],
};

const ORDINARY_DAY: StoryDay = {
  date: '2026-11-03',
  title: 'Joiners, leavers, changes',
  told:
    'Noordzee: Thijs starts today, Ruben is back from leave, Pieter has left, Sanne has married, Zoë has an e-mail ' +
    'address now. Brot & Butter: HR ticks Katharina for Alleo and unticks Florian. Lumen: Julia gets a higher budget, ' +
    'and somebody typed 5000 instead of 50 for Marek.',
  change: (world) => {
    changePeople(world, NOORDZEE, [115, 116], { status: 'active' });
    changePeople(world, NOORDZEE, [113], { status: 'inactive', terminationDate: '2026-11-02' });
    changePeople(world, NOORDZEE, [114], { lastName: 'de Groot-Vermeer' });
    changePeople(world, NOORDZEE, [118], { email: 'zoe.kuipers@example.com' });
    changePeople(world, BROT, [208], { custom: { Alleo: 'Yes' } });
    changePeople(world, BROT, [203], { custom: { Alleo: 'No' } });
    changePeople(world, LUMEN, [304], { custom: { [MONTHLY]: '90.00' } });
    changePeople(world, LUMEN, [305], { custom: { [MONTHLY]: '5000.00' } });
  },
  approved: [],
};

const BERLIN = [307, 308, 309, 310, 311, 312];

const DAY_OF_MISTAKES: StoryDay = {
  date: '2026-11-04',
  title: 'Two things go wrong in Personio',
  told:
    "Lumen: Marek's budget is 50 again, and an import sets the whole Berlin studio to inactive. Brot & Butter: HR made a " +
    'new credential and forgot to tick the attribute Alleo, so that everybody looks as if they had no tick. Neither may ' +
    'cost people their access. Noordzee goes on: Noor has a new e-mail address.',
  change: (world) => {
    changePeople(world, LUMEN, BERLIN, { status: 'inactive', terminationDate: '2026-11-03' });
    changePeople(world, LUMEN, [305], { custom: { [MONTHLY]: '50.00' } });
    world.accountOf(BROT).setCredentials([personioPair(BROT, ['Alleo'])]);
    changePeople(world, NOORDZEE, [112], { email: 'noor.vandijk@example.com' });
  },
  approved: [],
};

const DAY_AFTER: StoryDay = {
  date: '2026-11-05',
  title: 'Support has asked both customers',
  told:
    'Lumen: the Berlin studio has indeed closed. Support approves exactly the deactivations that were held. ' +
    'Brot & Butter: HR has ticked the attribute.',
  change: (world) => {
    world.accountOf(BROT).setCredentials([personioPair(BROT)]);
  },
  approved: [LUMEN],
};

const DAY_OF_THE_CRASH: StoryDay = {
  date: '2026-11-06',
  title: 'A crash in the middle',
  told:
    'Noordzee renames the department Warehouse, which changes twelve people. In the middle of sending them the process ' +
    'is killed (SIGKILL), and then started again on the same data.',
  change: (world) => {
    const renamed = NOORDZEE.people.filter(({ department }) => department === 'Warehouse');
    changePeople(
      world,
      NOORDZEE,
      renamed.map(({ id }) => id),
      { department: 'Logistics' },
    );
  },
  approved: [],
  isKilled: true,
};

const QUIET_DAY: StoryDay = {
  date: '2026-11-07',
  title: 'A quiet day',
  told: 'Nothing has changed, so nothing is sent, and Alleo is not called at all.',
  approved: [],
};

export const STORY: readonly StoryDay[] = [
  FIRST_DAY,
  ORDINARY_DAY,
  DAY_OF_MISTAKES,
  DAY_AFTER,
  DAY_OF_THE_CRASH,
  QUIET_DAY,
];
