import * as z from '../../shared/contracts/zod.ts';

/** What the fan-out function is told by infra; also types `environment` in the stack. */
export const FanOutEnvSchema = z.object({
  STAGE: z.string().check(z.minLength(1)),
  TABLE_NAME: z.string().check(z.minLength(1)),
  TENANT_QUEUE_URL: z.url(),
});
export type FanOutEnv = z.infer<typeof FanOutEnvSchema>;
