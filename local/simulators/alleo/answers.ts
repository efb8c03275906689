import type { SimulatedResponse } from '../http-exchange.ts';
import type { Complaint } from './validate-fields.ts';

/** A complaint about a parameter of the query. */
export interface QueryComplaint {
  readonly name: string;
  readonly msg: string;
  readonly type: string;
}

/** An error whose `detail` is a sentence. */
export function refusal(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): SimulatedResponse {
  return { status, headers, body: { detail } };
}

/** 422 whose `detail` is a list, one line per complaint. */
export function invalid(detail: readonly Complaint[]): SimulatedResponse {
  return { status: 422, body: { detail } };
}
