import * as z from '../../../contracts/zod.ts';

/** Text that holds JSON. What is wrong with it is never quoted. */
export const JsonTextSchema = z.pipe(
  z.string(),
  z.transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.issues.push({ code: 'custom', message: 'is not JSON', input: text });
      return z.NEVER;
    }
  }),
);

/** Splits rows so that each chunk's JSON is at most `maxBytes` (a single larger row stands alone). Never empty. */
export function chunkRows<T>(rows: readonly T[], maxBytes: number): string[] {
  const chunks: string[][] = [[]];
  let size = 2;
  for (const row of rows) {
    const text = JSON.stringify(row);
    const bytes = Buffer.byteLength(text) + 1;
    const chunk = chunks.at(-1);
    if (chunk === undefined || (chunk.length > 0 && size + bytes > maxBytes)) {
      chunks.push([text]);
      size = 2 + bytes;
    } else {
      chunk.push(text);
      size += bytes;
    }
  }
  return chunks.map((chunk) => `[${chunk.join(',')}]`);
}
