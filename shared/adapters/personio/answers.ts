import * as z from '../../contracts/zod.ts';
import type { HttpAnswer } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';
import { lazily } from '../lazily.ts';
import { isRecord } from './read-value.ts';

const attributesOf = z.custom<Readonly<Record<string, unknown>>>(isRecord, 'must be an object');
/** Left out, or said in another way: what stands beside it counts. `false` is an error, whatever the status. */
const success = z.nullish(z.literal([true, 'true', 1]));

/** A page of `GET /company/employees`. A row's attributes are read one by one: a strange one blocks that person only. */
export const PageSchema = z.object({
  success,
  /** Read by `totalOf`: a page whose figures nobody can use is a page without them. */
  metadata: z.optional(z.unknown()),
  data: z.array(z.object({ attributes: attributesOf })),
});
/** Compiled, because a run reads a hundred rows of each page. On first use, because compiling takes some milliseconds. */
export const pageSchema = /* @__PURE__ */ lazily(() => z.compile(PageSchema));

/** `total_elements`, a number or its text; `undefined` where the page says nothing that can be one. */
export function totalOf(metadata: unknown): number | undefined {
  const total = isRecord(metadata) ? metadata['total_elements'] : undefined;
  const whole = typeof total === 'string' && /^\d{1,15}$/.test(total) ? Number(total) : total;
  return typeof whole === 'number' && Number.isSafeInteger(whole) && whole >= 0 ? whole : undefined;
}

/** `GET /company/employees/{id}`. */
export const OneSchema = z.object({ success, data: z.object({ attributes: attributesOf }) });

/** `GET /company/employees/attributes`. */
export const AttributesSchema = z.object({
  success,
  data: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      universal_id: z.nullish(z.string()),
      type: z.nullish(z.string()),
    }),
  ),
});

/** `POST /auth`: only the token is certain. */
export const TokenSchema = z.object({
  success,
  data: z.object({ token: z.string().check(z.minLength(1)), expires_in: z.optional(z.unknown()) }),
});

/** Seconds from `expires_in`, a number or its text; `undefined` for what is no time to live. */
export function secondsOf(expiresIn: unknown): number | undefined {
  const seconds = typeof expiresIn === 'string' && expiresIn.trim() !== '' ? Number(expiresIn) : expiresIn;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

const STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404]);

/**
 * Whether Personio itself refuses, or a firewall or gateway before it: a status says so only with Personio's error body
 * (facts: "Limits and errors"). `undefined` for a status that refuses nothing.
 */
export function whoRefuses({ status, body }: HttpAnswer): 'personio' | 'somebody-else' | undefined {
  if (!STATUSES.has(status)) return undefined;
  const said = parseJson(body);
  if (!isRecord(said)) return 'somebody-else';
  const { success: done, error } = said;
  const isError = isRecord(error) && (typeof error['code'] === 'number' || typeof error['message'] === 'string');
  return isError || done === false ? 'personio' : 'somebody-else';
}
