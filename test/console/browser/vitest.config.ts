import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The console in a real browser: one after the other, since each has a whole world of its own. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../../..'),
  test: {
    include: ['test/console/browser/*.check.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
