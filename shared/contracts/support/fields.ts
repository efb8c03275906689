import { CredentialsSchema } from '../credentials.ts';
import { foldLines } from '../one-line.ts';
import { CalendarDateSchema, TenantIdSchema } from '../primitives.ts';
import * as z from '../zod.ts';

export const tenantId = TenantIdSchema;
/** What a person types: trimmed, something, and not endless. */
export const text = (most: number) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(most, `must be at most ${most} characters`));
/** A customer's name: it stands in letters and tables, on one line. */
export const name = z
  .string()
  .check(z.overwrite(foldLines), z.minLength(1, 'must not be empty'), z.maxLength(80, 'must be at most 80 characters'));
/** An address of Personio's or Alleo's API. */
export const url = z.url('must be a whole URL, like https://api.personio.de/v1');
/** What names a plan or a list of accounts for approval. */
export const digest = z
  .string()
  .check(z.regex(/^[0-9a-f]{16}$/, 'must be a digest of 16 characters, as `preview`, a run or `relink` shows it'));
/** Only with `--local`, or as a forecast: the instant at which the schedule first fires on this day stands for now. */
export const asOf = z.optional(CalendarDateSchema);
/** A Personio id, an e-mail, or part of a name. */
export const person = text(200);
/** Paging of answers that outgrow one Lambda response: items from this index on. */
export const from = z._default(z.int().check(z.nonnegative()), 0);

/** Policies by name, as text from the command line or as typed values; checked one by one so that the name is told. */
export const policySettings = z._default(z.record(z.string(), z.union([z.string(), z.number()])), {});

/** Pairs that take the place of stored ones; one that is left out stays as it is. */
export const NewCredentialsSchema = z
  .partial(CredentialsSchema)
  .check(
    z.refine(
      ({ personio, alleo }) => personio !== undefined || alleo !== undefined,
      'must have a Personio pair, an Alleo pair, or both',
    ),
  );
export type NewCredentials = z.infer<typeof NewCredentialsSchema>;

/** How many there are of something. */
export const count = z.int().check(z.nonnegative());
