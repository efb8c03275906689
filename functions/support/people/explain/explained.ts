import type { SupportAnswer } from '../../../../shared/contracts/support-answer.ts';
import type { SupportProblem } from '../../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../../shared/contracts/tenant.ts';
import type { Difference } from '../../../../shared/core/accounts/compare-accounts.ts';
import type { AccountMatch } from '../../../../shared/core/accounts/match-account.ts';
import type { Employee } from '../../../../shared/core/ground/employee.ts';
import type { Fingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import type { EmployeeMemory, OpenItem } from '../../../../shared/core/ground/memory.ts';
import type { AlleoAccount } from '../../../../shared/core/ports/alleo.ts';
import type { Outcome } from '../../../../shared/core/ports/table.ts';
import type { Planned, Stopped } from '../../plan-or-stop.ts';
import type { SupportConfig } from '../../support-deps.ts';

export type Step = SupportAnswer<'explain'>['steps'][number];

/** What Alleo shows of a person now. */
export type AlleoView =
  | { readonly problem: SupportProblem }
  /** `match`: what delivery would do about the account of somebody who is in and whose account is not known yet. `difference`: as `verify` tells it. */
  | {
      readonly account: AlleoAccount | undefined;
      readonly match?: AccountMatch;
      readonly difference?: Difference | undefined;
    };

/** All that is known of one person at this moment. */
export interface Explained {
  readonly tenant: Tenant;
  readonly config: Pick<SupportConfig, 'deliveryMode' | 'schedule'>;
  readonly fingerprints: Fingerprints;
  readonly now: Date;
  /** In the tenant's time zone. */
  readonly today: string;
  readonly showValues: boolean;
  readonly employeeId: string;
  /** As Personio shows them now; `undefined` for somebody who is not there. */
  readonly employee: Employee | undefined;
  /** How many people Personio lists. */
  readonly listed: number;
  readonly planned: Planned | Stopped;
  readonly memory: EmployeeMemory | undefined;
  /** The id of the same human being now, who had this one before. */
  readonly passedTo: string | undefined;
  readonly open: readonly OpenItem[];
  /** Deliver's record under the tenant's present registration. */
  readonly outcome: Outcome | undefined;
  readonly alleo: AlleoView;
}

/** An instant as a clock in the tenant's zone shows it: `2026-11-27 04:00`. */
export function sayInstant({ tenant }: Pick<Explained, 'tenant'>, instant: Date | string): string {
  const { timeZone } = tenant.policies;
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return format.format(new Date(instant));
}
