/** Why a run stopped before anything was planned (behaviour: "Gates"). */
export type GateCode =
  | 'CREDENTIALS_REFUSED'
  | 'PERSONIO_BLOCKED'
  | 'LISTING_INCOMPLETE'
  | 'LISTING_EMPTY'
  | 'ATTRIBUTE_NOT_READABLE'
  | 'ACCOUNT_MISMATCH'
  | 'MEMORY_KEY_CHANGED';

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

/** Why a mutation is held, in the order in which the first one is shown (behaviour: "Limits on the plan", "Budgets"). */
export const HOLD_CODES = [
  'FIRST_RUN_CHANGED',
  'TOO_MANY_MISSING',
  'TOO_MANY_DEACTIVATIONS',
  'TOO_MANY_DEACTIVATIONS_7_DAYS',
  'TOO_MANY_ACTIVATIONS',
  'TOO_MANY_UPDATES',
  'TOO_MUCH_MONEY',
  'ATTRIBUTE_VANISHED',
  'BUDGET_ABOVE_CEILING',
  'SEVERAL_MONTHLY_BUDGETS',
  'ONE_OFF_CHANGED',
  'GRANT_UNCERTAIN',
  'GRANTED_UNDER_ANOTHER_ID',
] as const;
export type HoldCode = (typeof HOLD_CODES)[number];
