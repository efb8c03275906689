import type { Policies } from '../../contracts/policies.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { PastGrants, TenantMemory } from '../ground/memory.ts';
import type { CompleteListing } from '../read/listing.ts';

/** Everything that a plan depends on. */
export interface PlanInput {
  /** Complete, those found by look-up included. */
  readonly listing: CompleteListing;
  readonly memory: TenantMemory;
  /** The run's date in the tenant's time zone. */
  readonly today: string;
  readonly policies: Policies;
  readonly eligibility: Eligibility;
  /** Optional attributes and budget keys that were ever readable for this tenant. */
  readonly onceReadable: readonly string[];
  readonly fingerprints: Fingerprints;
  /** Active people who are absent and whose look-up said 404. */
  readonly gone: readonly string[];
  /** Departments without an Alleo group of their name, as deliver found. */
  readonly departmentsWithoutGroup: readonly string[];
  /** Absent people who were not looked up, because there are too many of them. */
  readonly tooManyMissing: readonly string[];
  /** Of people who were forgotten and may be back. */
  readonly pastGrants?: PastGrants | undefined;
  /** The day, in the tenant's time zone, of the last run that read a complete listing. */
  readonly lastCompleteOn?: string | undefined;
  /** What is open is offered again, whatever was offered today: somebody asked for the run. */
  readonly offerAll?: boolean | undefined;
}
