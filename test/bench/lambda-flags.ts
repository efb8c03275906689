import { MEMORY_MB } from '../../infra/memory-sizes.ts';

/**
 * The heap as V8 sizes it where the machine has that much memory (half of it for old objects, a 128th of that for each
 * half of the young ones). On a larger machine it would collect later, and hold memory that Lambda would not give it.
 */
export const LAMBDA_FLAGS: readonly string[] = [
  `--max-old-space-size=${Math.floor(MEMORY_MB.sync / 2)}`,
  `--max-semi-space-size=${Math.ceil(MEMORY_MB.sync / 2 / 128)}`,
];
