import * as z from '../shared/contracts/zod.ts';

/** Licences that a customer's lawyer asks nothing about: what is bundled into a function may have these only. */
const SHIPPED = ['MIT', 'MIT-0', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0'];
/** Tools that stay on the developer's machine: a weak copyleft and a licence for data do not reach the product. */
const TOOLS = [...SHIPPED, 'MPL-2.0', 'CC-BY-4.0'];

const LockSchema = z.object({
  packages: z.record(z.string(), z.looseObject({ license: z.optional(z.string()), dev: z.optional(z.boolean()) })),
});

/** Whether an SPDX expression of ORs of ANDs can be met; anything more nested is not guessed at. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => allowed.includes(licence)));
}

/** Checks what a `package-lock.json` says of each package: one line per package that may not stay as it is. */
export function findForbiddenLicences(lockfile: unknown): readonly string[] {
  const installed = Object.entries(LockSchema.parse(lockfile).packages).filter(([place]) => place !== '');
  return installed.flatMap(([place, { license, dev = false }]) => {
    if (license !== undefined && isAllowed(license, dev ? TOOLS : SHIPPED)) return [];
    return [`${place} (${dev ? 'a tool' : 'shipped'}): ${license ?? 'says no licence'}`];
  });
}
