/**
 * Memory of each function in MB, with which Lambda also gives processor: 1,769 MB is one whole. By what `npm run bench`
 * measures (docs/benchmarks.md, "Memory of the functions"): at least twice the largest peak, and for what computes a
 * whole processor.
 */
export const MEMORY_MB = { 'fan-out': 512, sync: 1_769, deliver: 1_024, support: 1_769 } as const;
