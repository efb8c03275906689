import * as z from '../../contracts/zod.ts';

const optionalText = z.pipe(
  z.nullish(z.string()),
  z.transform((text) => text ?? null),
);

/** An account as the Customer API shows it; further fields are allowed and left out. */
export const AccountSchema = z.object({
  id: z.int(),
  external_id: optionalText,
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  birthday: optionalText,
  work_anniversary: optionalText,
  company_group_id: z.pipe(
    z.nullish(z.int()),
    z.transform((id) => id ?? null),
  ),
  is_active: z.boolean(),
});

/** `GET /companies/{c}/employees`. */
export const AccountPageSchema = z.object({ data: z.array(AccountSchema), count: z.int().check(z.nonnegative()) });

/** `GET /companies` and `GET /companies/{c}/groups`. */
export const NamedListSchema = z.array(z.object({ id: z.int(), name: z.string() }));

/** `POST /oauth/token`. */
export const TokenSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.number().check(z.positive())),
});

const FIELDS: ReadonlySet<string> = new Set([
  'email',
  'first_name',
  'last_name',
  'prefix',
  'language',
  'company_group_id',
  'birthday',
  'work_anniversary',
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
