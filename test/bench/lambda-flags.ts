/** What infra gives the sync function: at 1,769 MB Lambda gives one whole processor. */
const MEMORY_MB = 1_769;

/**
 * The heap as V8 sizes it where the machine has that much memory (half of it for old objects, a 128th of that for each
 * half of the young ones). On a larger machine it would collect later, and hold memory that Lambda would not give it.
 */
export const LAMBDA_FLAGS: readonly string[] = [
  `--max-old-space-size=${Math.floor(MEMORY_MB / 2)}`,
  `--max-semi-space-size=${Math.ceil(MEMORY_MB / 2 / 128)}`,
];
