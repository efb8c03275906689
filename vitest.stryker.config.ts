import { defineConfig } from 'vitest/config';

/** The tests that guard the rules, without the long laws and fault sweeps: each mutant runs them all. */
export default defineConfig({
  test: {
    include: ['test/shared/core/**/*.test.ts', 'test/histories/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
