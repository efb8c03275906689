import type * as z from '../contracts/zod.ts';

/**
 * A function's environment as its schema says. Throws an `Error` that names each variable that is missing or unusable,
 * never its value.
 */
export function loadEnv<T>(schema: z.ZodMiniType<T>, source: { readonly [name: string]: string | undefined }): T {
  // Parsed once: compiling the schema into code first would take longer than parsing it.
  const result = schema.safeParse(source, { jitless: true });
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete. Set ${faults.join('; ')}`);
}
