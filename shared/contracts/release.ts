import * as z from './zod.ts';

/** The number of this release: the one of `package.json`, and the first of `CHANGELOG.md`. */
export const VERSION = '0.2.0';

/** What is at work: a version, and the commit where it was made from one that is known. */
export const ReleaseSchema = z.object({ version: z.string(), commit: z.nullable(z.string()) });
export type Release = z.infer<typeof ReleaseSchema>;

/** This code's own release. `PERSONIO_SYNC_COMMIT`: told by the stack to its functions, and written into the packed command. */
export function thisRelease(): Release {
  return { version: VERSION, commit: process.env['PERSONIO_SYNC_COMMIT'] ?? null };
}

/** As people read it: `0.2.0 (1a2b3c4d5e6f)`. */
export const nameRelease = ({ version, commit }: Release): string =>
  commit === null ? version : `${version} (${commit})`;

const partsOf = (version: string) => version.split('.').map(Number);

/** Whether one version is older than another; false where one of them is none. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [partsOf(version), partsOf(than)];
  const differing = a.findIndex((part, index) => part !== b[index]);
  return differing >= 0 && (a[differing] ?? 0) < (b[differing] ?? 0);
}
