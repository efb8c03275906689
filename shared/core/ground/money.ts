const AMOUNT = /^(\d{1,9})(?:\.(\d{1,2}))?$/;

/** Hundredths of the currency; a bigint, so that no sum of many amounts ever rounds. */
export type Cents = bigint;

/** Decimal text (`50`, `50.5`, `50.00`) to hundredths; `undefined` for anything else: signs, exponents, three decimals. */
export function parseMoney(text: string): Cents | undefined {
  const match = AMOUNT.exec(text);
  if (match === null) return undefined;
  return BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}

/** Decimal text that is known to be an amount (policies, our own items). Throws where it is not. */
export function moneyOf(text: string): Cents {
  const match = /^(\d+)\.(\d{2})$/.exec(text);
  if (match !== null) return BigInt(match[1] ?? '0') * 100n + BigInt(match[2] ?? '0');
  const cents = parseMoney(text);
  if (cents === undefined) throw new Error('not an amount of money');
  return cents;
}

/** Hundredths to decimal text with two decimals: `5000n` is `50.00`. */
export function formatMoney(cents: Cents): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
