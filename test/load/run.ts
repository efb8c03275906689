import { tellFaults } from './check.ts';
import { loadManyTenants } from './many-tenants.ts';
import { soak } from './soak.ts';

/** The load and the soak by name; both where none is given. */
const PARTS = { load: loadManyTenants, soak } as const;

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begun = performance.now();
  console.log(`-- ${name}`);
  await part();
  console.log(`-- ${name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
}
process.exitCode = tellFaults() ? 1 : 0;
