import type { SimulatedResponse } from '../http-exchange.ts';

/** The page of employees as the documentation shows it, for scripts that alter one. */
export interface EmployeesPage {
  success: boolean;
  metadata?: { total_elements: number | string; current_page: number | string; total_pages: number | string };
  offset: number | string;
  limit: number | string;
  data: unknown[];
}

/** 200 with Personio's envelope around it. */
export function success(data: unknown): SimulatedResponse {
  return { status: 200, body: { success: true, data } };
}

/** Personio's error body. */
export function failure(
  status: number,
  message: string,
  options: { readonly code?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): SimulatedResponse {
  const { code = status, headers = {} } = options;
  return { status, headers, body: { success: false, error: { code, message } } };
}
