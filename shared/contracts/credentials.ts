import * as z from './zod.ts';

/** Half of a pair: opaque, and there. */
const half = z.string().check(z.minLength(1, 'is missing: enter both parts of the pair'));

/** The Personio credential pair. Opaque: tested only for being there (Personio's format has changed before). */
export const PersonioCredentialsSchema = z.object({
  clientId: half,
  clientSecret: half,
});
export type PersonioCredentials = z.infer<typeof PersonioCredentialsSchema>;

/** The Customer API credential pair of Alleo. */
export const AlleoCredentialsSchema = z.object({
  accessKey: half,
  secretKey: half,
});
export type AlleoCredentials = z.infer<typeof AlleoCredentialsSchema>;

/** What support hands in; `alleo` may be left out where the stage has one credential for all companies. */
export const CredentialsSchema = z.object({
  personio: PersonioCredentialsSchema,
  alleo: z.optional(AlleoCredentialsSchema),
});
export type Credentials = z.infer<typeof CredentialsSchema>;

/** A tenant's secret in Secrets Manager. `fingerprintKey`: 32 random bytes, base64, made once and kept through rotation. */
export const TenantSecretSchema = z.extend(CredentialsSchema, {
  /** Of the stored form; one without is of version 1. */
  version: z.optional(z.literal(1)),
  fingerprintKey: z.base64().check(z.minLength(43)),
});
export type TenantSecret = z.infer<typeof TenantSecretSchema>;
