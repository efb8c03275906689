const faults: string[] = [];
let checks = 0;

/** Notes where something is not as it must be; all of it is told at the end. */
export function check(what: string, is: unknown, wanted: unknown): void {
  checks += 1;
  if (is !== wanted) faults.push(`${what}: ${String(is)} instead of ${String(wanted)}`);
}

/** Prints what was wrong, the first twenty of it, and gives whether anything was. */
export function tellFaults(): boolean {
  for (const fault of faults.slice(0, 20)) console.log(`WRONG ${fault}`);
  console.log(`${checks} checks, ${faults.length} wrong`);
  return faults.length > 0 || checks === 0;
}

/** The most memory that this process has held, MB. */
export function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}
