import { ACCOUNT_FIELDS } from '../../contracts/attributes.ts';
import * as z from '../../contracts/zod.ts';
import type { HttpAnswer } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';

/** Nothing is decided by it alone: whatever is no text counts as none. */
const lenientText = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => (typeof value === 'string' ? value : null)),
);

/** Whose account it is: what is no text is somebody else's id all the same, never none. */
const externalId = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => (value === undefined || value === null ? null : asText(value))),
);

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than can be written.
    return '(no text)';
  }
}

const FIELDS_OF_ACCOUNT = {
  external_id: externalId,
  email: lenientText,
  first_name: lenientText,
  last_name: lenientText,
  birthday: lenientText,
  work_anniversary: lenientText,
  company_group_id: z.pipe(
    z.optional(z.unknown()),
    z.transform((id) => (Number.isInteger(id) ? (id as number) : null)),
  ),
};

/** An account as the Customer API shows it; any text may be null, further fields are left out. */
export const AccountSchema = z.object({ id: z.int(), ...FIELDS_OF_ACCOUNT, is_active: z.boolean() });

/** Within a list: one account that is not as it should be stops nobody else, and is read anew before it is touched. */
const ListedAccountSchema = z.object({
  /** `null` where it is no id: the row counts, and whoever it is cannot be touched. */
  id: z.pipe(
    z.optional(z.unknown()),
    z.transform((id) => (Number.isInteger(id) ? (id as number) : null)),
  ),
  ...FIELDS_OF_ACCOUNT,
  is_active: z.pipe(
    z.optional(z.unknown()),
    z.transform((value) => value === true),
  ),
});

const isObject = (row: unknown): row is object => typeof row === 'object' && row !== null && !Array.isArray(row);

/** `GET /companies/{c}/employees`. Strict about what the proof of completeness rests on: that there are rows, and a count. */
export const AccountPageSchema = z.object({
  data: z.array(
    z.pipe(
      z.unknown(),
      z.transform((row) => ListedAccountSchema.parse(isObject(row) ? row : {})),
    ),
  ),
  count: z.int().check(z.nonnegative()),
});

const NamedSchema = z.object({ id: z.int(), name: z.nullish(z.string()) });

/** `GET /companies` and `GET /companies/{c}/groups`: one that cannot be read is not one that anybody asks for. */
export const NamedListSchema = z.pipe(
  z.array(z.unknown()),
  z.transform((rows) =>
    rows.flatMap((row) => {
      const { data } = NamedSchema.safeParse(row);
      return data === undefined ? [] : [{ id: data.id, name: data.name ?? null }];
    }),
  ),
);

/** Where `expires_in` is missing or no number of seconds. */
const HOUR_SECONDS = 3_600;

/** `POST /oauth/token`. The token is what counts: one that ends sooner than it says is refused, and made again. */
export const TokenSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.pipe(
    z.optional(z.unknown()),
    z.transform((value) => {
      const seconds = typeof value === 'string' ? Number(value) : value;
      return typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds) ? seconds : HOUR_SECONDS;
    }),
  ),
});

const ErrorSchema = z.object({ detail: z.union([z.string(), z.array(z.unknown())]) });
/** RFC 6749, 5.2. */
const OAuthErrorSchema = z.object({ error: z.string() });

/** Whether an error is Alleo's own (facts: Alleo, "Errors"), and not the page of a gateway before it. */
export const isDocumentedError = (answer: HttpAnswer): boolean => ErrorSchema.safeParse(parseJson(answer.body)).success;

/** The same for the token endpoint, whose errors may also be those of OAuth. */
export const isTokenError = (answer: HttpAnswer): boolean =>
  isDocumentedError(answer) || OAuthErrorSchema.safeParse(parseJson(answer.body)).success;

const FIELDS: ReadonlySet<string> = new Set([
  ...ACCOUNT_FIELDS,
  'prefix',
  'language',
  'company_group_id',
  'private_email',
  'external_id',
]);

const DetailSchema = z.object({ detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.int()])) })) });

/** The field that a validation error names, where it is one of ours; never its message, which may quote the value. */
export function readRejectedField(body: unknown): string | undefined {
  const detail = DetailSchema.safeParse(body);
  const named = detail.data?.detail[0]?.loc.at(-1);
  return typeof named === 'string' && FIELDS.has(named) ? named : undefined;
}
