import { installMachine } from './clockwork/machine.ts';
import { installPlant } from './plants/install-plant.ts';

/** The game of this thread: simulated time installed and the guard taken out, before the product is loaded. */
export async function openGame(plant: string | undefined) {
  if (plant !== undefined) installPlant(plant);
  installMachine();
  const { playHistory } = await import('./history.ts');
  return playHistory;
}

export type PlayHistory = Awaited<ReturnType<typeof openGame>>;
