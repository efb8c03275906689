/** What some work cost this process. */
export interface Cost {
  readonly wallMs: number;
  /** User and system time of the whole process, garbage collection and compilation included. */
  readonly cpuMs: number;
  /** The most memory that the process has ever held, imports included. */
  readonly peakMb: number;
}

/** Does the work once, in a process that has done nothing before but import. */
export async function measure<T>(work: () => Promise<T> | T): Promise<Cost & { readonly result: T }> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const result = await work();
  const wallMs = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1_000, peakMb: process.resourceUsage().maxRSS / 1_024, result };
}
