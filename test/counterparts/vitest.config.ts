import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What we believe about Alleo, Personio and AWS, held against code that we did not write: `npm run test:contracts`. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/counterparts/**/*.check.ts'],
    reporters: ['./test/counterparts/print-checks.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
