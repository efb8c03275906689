import * as z from '../../contracts/zod.ts';
import { lazily } from '../lazily.ts';
import { isRecord } from './read-value.ts';

const attributesOf = z.custom<Readonly<Record<string, unknown>>>(isRecord, 'must be an object');
const whole = z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d+$/)), z.transform(Number))]);

/** A page of `GET /company/employees`. A row's attributes are read one by one: a strange one blocks that person only. */
export const PageSchema = z.object({
  success: z.literal(true),
  metadata: z.nullish(z.object({ total_elements: whole })),
  data: z.array(z.object({ attributes: attributesOf })),
});
/** Compiled, because a run reads a hundred rows of each page. On first use, because compiling takes some milliseconds. */
export const pageSchema = /* @__PURE__ */ lazily(() => z.compile(PageSchema));

/** `GET /company/employees/{id}`. */
export const OneSchema = z.object({ success: z.literal(true), data: z.object({ attributes: attributesOf }) });

/** `GET /company/employees/attributes`. */
export const AttributesSchema = z.object({
  success: z.literal(true),
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
  success: z.literal(true),
  data: z.object({ token: z.string().check(z.minLength(1)), expires_in: z.optional(z.number().check(z.positive())) }),
});
