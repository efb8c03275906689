import { CUSTOMERS, type Customer } from '../../local/demo/customers.ts';
import { LEFT_BEHIND } from '../../local/demo/left-behind.ts';
import { playDay, type Theatre } from '../../local/demo/play-day.ts';
import { startWorld } from '../../local/demo/simulated-world.ts';
import { STORY } from '../../local/demo/story.ts';
import { openLocal } from '../../local/open-local.ts';

/** Somebody whom Personio and Alleo have, and support has not registered. */
export const NEWCOMER: Customer = {
  id: 'hansen',
  name: 'Hansen Druck',
  companyId: 14,
  eligibility: 'none',
  language: 'de',
  groups: [{ id: 9, name: 'Druck' }],
  accounts: [],
  people: ['Ada', 'Ben', 'Cleo', 'Dirk', 'Elif'].map((firstName, index) => ({
    id: 401 + index,
    firstName,
    lastName: 'Hansen',
    email: index === 4 ? '' : `${firstName.toLowerCase()}@hansen.example`,
    department: 'Druck',
    hireDate: '2020-01-01',
  })),
};

export type Played = Theatre & { readonly close: () => Promise<void> };

/** The days of `npm start`, but for the crash, and what they leave for the console. */
export async function playStory(dir: string): Promise<Played> {
  const world = await startWorld([...CUSTOMERS, NEWCOMER]);
  const theatre: Theatre = { world, customers: CUSTOMERS, dir, local: await openLocal({ dir }) };
  for (const { isKilled: _, ...day } of [...STORY, LEFT_BEHIND]) await playDay(theatre, day);
  return {
    ...theatre,
    close: async () => {
      await theatre.local.close();
      await world.close();
    },
  };
}
