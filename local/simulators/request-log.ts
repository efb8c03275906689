import type { RequestRecord } from './http-exchange.ts';

/** So many of the newest requests are kept for certain; the counts know of all. */
export const KEPT_REQUESTS = 10_000;

/** Counts every request and remembers the newest, so that a long run does not grow it. */
export class RequestLog {
  readonly requests: RequestRecord[] = [];
  readonly counts = new Map<string, number>();
  readonly unknownPaths: string[] = [];
  #total = 0;

  /** Notes a request. Returns its number over all, and over the same route. */
  note(request: Omit<RequestRecord, 'n'>): { n: number; nth: number } {
    this.#total += 1;
    const nth = (this.counts.get(request.route) ?? 0) + 1;
    this.counts.set(request.route, nth);
    this.requests.push({ n: this.#total, ...request });
    if (this.requests.length >= 2 * KEPT_REQUESTS) this.requests.splice(0, KEPT_REQUESTS);
    return { n: this.#total, nth };
  }

  /** For what a client should never ask: an assertion on emptiness finds it. */
  noteUnknown(route: string): void {
    if (this.unknownPaths.length < KEPT_REQUESTS) this.unknownPaths.push(route);
  }

  get total(): number {
    return this.#total;
  }

  clear(): void {
    this.requests.length = 0;
    this.unknownPaths.length = 0;
    this.counts.clear();
    this.#total = 0;
  }
}
