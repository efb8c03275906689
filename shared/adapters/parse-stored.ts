import type * as z from '../contracts/zod.ts';
import { TenantError } from '../core/ground/errors.ts';
import type { Facts } from './aws-errors.ts';

/** Where a value does not fit its schema: the path of the first fault, never the value. */
export function faultPath(error: z.core.$ZodError): string {
  const path = error.issues[0]?.path ?? [];
  return path.length === 0 ? '(whole)' : path.map(String).join('.');
}

/**
 * Checks what comes back from a store.
 * @throws TenantError with `code`, naming kind and path: trying again cannot help, and guessing could do harm.
 */
export function parseStored<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  facts: Facts & { readonly kind: string; readonly code: string },
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { kind, ...rest } = facts;
  // Where the form is another one, what else does not fit says nothing.
  const isNewer = result.error.issues.some((issue) => issue.path[0] === 'v');
  const fault = isNewer
    ? 'v: another release wrote it, in a form that this one does not know'
    : faultPath(result.error);
  throw new TenantError(rest, `the stored ${kind} cannot be read at ${fault}`);
}
