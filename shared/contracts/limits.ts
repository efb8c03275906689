/** How much at once a customer's plan may do before it is held, in one word (behaviour: "Policies", with the reasons). */
export const LIMIT_WORDS = ['careful', 'normal', 'generous'] as const;
export type LimitWord = (typeof LIMIT_WORDS)[number];

interface Limits {
  readonly deactivateFloor: number;
  readonly deactivatePercent: number;
  readonly deactivateWeekFloor: number;
  readonly deactivateWeekPercent: number;
  readonly activateFloor: number;
  readonly activatePercent: number;
  readonly updateFloor: number;
  readonly updatePercent: number;
  readonly moneyFactor: number;
  readonly moneyFloor: string;
}

/** The numbers that each word stands for. Floors are people, `moneyFloor` an amount in the customer's currency. */
export const LIMITS: Readonly<Record<LimitWord, Limits>> = {
  careful: {
    deactivateFloor: 1,
    deactivatePercent: 5,
    deactivateWeekFloor: 3,
    deactivateWeekPercent: 10,
    activateFloor: 5,
    activatePercent: 10,
    updateFloor: 10,
    updatePercent: 25,
    moneyFactor: 1,
    moneyFloor: '500.00',
  },
  normal: {
    deactivateFloor: 3,
    deactivatePercent: 10,
    deactivateWeekFloor: 5,
    deactivateWeekPercent: 20,
    activateFloor: 10,
    activatePercent: 20,
    updateFloor: 20,
    updatePercent: 50,
    moneyFactor: 2,
    moneyFloor: '1000.00',
  },
  generous: {
    deactivateFloor: 10,
    deactivatePercent: 25,
    deactivateWeekFloor: 15,
    deactivateWeekPercent: 40,
    activateFloor: 50,
    activatePercent: 50,
    updateFloor: 50,
    updatePercent: 75,
    moneyFactor: 5,
    moneyFloor: '5000.00',
  },
};

/**
 * Of these policies those to be shown: all but the numbers that the word for the limits says already. The numbers are
 * what a run goes by; the word is what they are told from.
 */
export function shownPolicies(
  policies: Readonly<Record<string, string | number>> & { readonly limits: LimitWord },
): readonly (readonly [name: string, value: string])[] {
  const said = new Map<string, string | number>(Object.entries(LIMITS[policies.limits]));
  return Object.entries(policies).flatMap(([name, value]) =>
    said.get(name) === value ? [] : [[name, String(value)] as const],
  );
}
