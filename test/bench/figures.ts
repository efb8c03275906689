/** What a figure has to be at most, or at least. */
export type Target = { readonly most: number } | { readonly least: number };

/** One measured figure of one case: a value per repetition. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly target?: Target;
  /** What is to be known when reading it. */
  readonly note?: string;
}

/** What one case measured. */
export interface CaseResult {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** One row of the table: how it is measured. */
export interface BenchCase {
  readonly name: string;
  readonly about: string;
  readonly run: () => Promise<readonly Figure[]>;
}

/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('no value was measured');
  return (low + high) / 2;
}

/** Whether the median is within the target; `undefined` where there is none. */
export function isMet(figure: Figure): boolean | undefined {
  const { target } = figure;
  if (target === undefined) return undefined;
  const value = median(figure.values);
  return 'most' in target ? value <= target.most : value >= target.least;
}
