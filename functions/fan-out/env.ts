import * as z from 'zod';

/** What the fan-out function is told by infra; also types `environment` in the stack. */
export const FanOutEnvSchema = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  TENANT_QUEUE_URL: z.url(),
});
export type FanOutEnv = z.infer<typeof FanOutEnvSchema>;
