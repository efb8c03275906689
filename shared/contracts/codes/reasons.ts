/** Why a run stopped before anything was planned (behaviour: "Gates"). `needs`: what the customer has to give us first. */
export const GATES = {
  CREDENTIALS_REFUSED: { needs: 'credential' },
  PERSONIO_BLOCKED: { needs: null },
  LISTING_INCOMPLETE: { needs: null },
  LISTING_EMPTY: { needs: null },
  ATTRIBUTE_NOT_READABLE: { needs: null },
  ACCOUNT_MISMATCH: { needs: 'credential' },
  MEMORY_KEY_CHANGED: { needs: null },
} as const satisfies { readonly [code: string]: { readonly needs: 'credential' | null } };
export type GateCode = keyof typeof GATES;
export const isGate = (code: string): code is GateCode => Object.hasOwn(GATES, code);

/** Why a person is in, out, waiting or blocked (behaviour: "Decide"). */
export type ReasonCode =
  | 'STATUS_INACTIVE'
  | 'NOT_ELIGIBLE'
  | 'ELIGIBILITY_EMPTIED'
  | 'ELIGIBILITY_VALUE_UNKNOWN'
  | 'STATUS_UNKNOWN'
  | 'INVALID_DATE'
  | 'NOT_STARTED'
  | 'STATUS_DATES_DISAGREE'
  | 'ON_LEAVE'
  | 'MISSING_EMAIL'
  | 'INVALID_EMAIL'
  | 'MISSING_NAME'
  | 'TEXT_TOO_LONG'
  | 'DUPLICATE_EMAIL'
  | 'EMPLOYED';

/** Why somebody who is not in the listing is counted, or deactivated. */
export type AbsenceCode = 'MISSING' | 'GONE_FROM_PERSONIO';

/** What a hold is about, as a customer sees it. */
export type HoldSubject =
  | 'missing'
  | 'deactivations'
  | 'week'
  | 'activations'
  | 'budgetsOfHeld'
  | 'updates'
  | 'money'
  | 'vanished'
  | 'ceiling'
  | 'changed'
  | 'otherId'
  | 'other';

/** What a reason to hold a mutation is, whole. */
interface Hold {
  /**
   * What an approval does: it lets the mutation out, it only lets the days of absence be counted, or nothing, as the
   * customer has to change something first.
   */
  readonly approval: 'releases' | 'counts' | 'nothing';
  /** What the customer is asked about; null where they have nothing to say: HR's own are issues as well, others are ours. */
  readonly asks: HoldSubject | null;
}

/**
 * Why a mutation is held, in the order in which the first one is shown (behaviour: "Limits on the plan", "Budgets"). Alleo
 * knows one monthly budget per person, so that of several there is no right one to release.
 */
export const HOLDS = {
  FIRST_RUN_CHANGED: { approval: 'releases', asks: null },
  TOO_MANY_MISSING: { approval: 'counts', asks: 'missing' },
  TOO_MANY_DEACTIVATIONS: { approval: 'releases', asks: 'deactivations' },
  TOO_MANY_DEACTIVATIONS_7_DAYS: { approval: 'releases', asks: 'week' },
  TOO_MANY_ACTIVATIONS: { approval: 'releases', asks: 'activations' },
  TOO_MANY_UPDATES: { approval: 'releases', asks: 'updates' },
  TOO_MUCH_MONEY: { approval: 'releases', asks: 'money' },
  ATTRIBUTE_VANISHED: { approval: 'releases', asks: 'vanished' },
  BUDGET_ABOVE_CEILING: { approval: 'releases', asks: 'ceiling' },
  SEVERAL_MONTHLY_BUDGETS: { approval: 'nothing', asks: null },
  ONE_OFF_CHANGED: { approval: 'releases', asks: 'changed' },
  GRANT_UNCERTAIN: { approval: 'releases', asks: null },
  GRANTED_UNDER_ANOTHER_ID: { approval: 'releases', asks: 'otherId' },
} as const satisfies { readonly [code: string]: Hold };
export type HoldCode = keyof typeof HOLDS;
export const HOLD_CODES = Object.keys(HOLDS) as readonly HoldCode[];

/** A hold by its code, as reports and answers carry it; `undefined` for one that is not ours. */
export function holdOf(code: string): Hold | undefined {
  return Object.hasOwn(HOLDS, code) ? HOLDS[code as HoldCode] : undefined;
}
