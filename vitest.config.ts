import { configDefaults, defineConfig } from 'vitest/config';

/** Proofs that take long: `npm run test:faults` runs them, with every fault at every call. */
const LONG = [
  'test/faults/!(every-call).test.ts',
  'test/fuzz/**',
  'test/privacy/**',
  'test/functions/support/{at-once,people/resend,credentials/{rotate,restore}-credentials}.test.ts',
  'test/local/dead-letters.test.ts',
  'test/local/engine/persistence.test.ts',
  'test/one-place/**',
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env['PROOFS'] === 'all' ? [] : LONG)],
    // Many wait for the engine or a child process: one worker more than processors, not one less.
    maxWorkers: 3,
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
