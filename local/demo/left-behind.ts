import { BROT, LUMEN, NOORDZEE } from './customers.ts';
import type { StoryDay } from './story.ts';

/** People of Noordzee whom an import sets to inactive by mistake, or not. */
const IMPORTED = [101, 102, 103, 104, 105, 106];

/** A day after the story that leaves something to do for whoever sits at the console. */
export const LEFT_BEHIND: StoryDay = {
  date: '2026-11-08',
  title: 'What is left for the console',
  told:
    'Noordzee: an import sets six people to inactive; their deactivation is held. Brot & Butter: HR has deleted the ' +
    'credential. Lumen: two people have the same e-mail address, and a new colleague has none.',
  change: (world) => {
    for (const id of IMPORTED)
      world.accountOf(NOORDZEE).change(id, { status: 'inactive', terminationDate: '2026-11-07' });
    world.accountOf(BROT).setCredentials([]);
    const lumen = world.accountOf(LUMEN);
    lumen.change(302, { email: 'julia.rossi@example.com' });
    lumen.add({
      id: 313,
      firstName: 'Sofia',
      lastName: 'Marin',
      email: '',
      department: 'Studio Utrecht',
      hireDate: '2026-11-02',
    });
  },
  approved: [],
};
