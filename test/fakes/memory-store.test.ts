import { describeStore } from '../contracts/store-contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeStore('the store in memory', async () => {
  const clock = { now: 1_000_000 };
  return { store: createMemoryStore({ leaseClock: () => clock.now }), clock, close: async () => {} };
});
