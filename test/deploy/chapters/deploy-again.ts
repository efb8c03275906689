import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from '../../../shared/contracts/zod.ts';
import { deploy, diff, listResources, type Resource, STAGE, synthesize } from '../cdk.ts';
import { accountOf, CUSTOMER } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, expectThat, tellSeen, waitFor } from '../progress.ts';
import { ROOT } from '../root.ts';
import { expectQuietRun, requeue } from '../runs.ts';

const FUNCTIONS = ['fan-out', 'sync', 'deliver', 'support-read', 'support-operate'] as const;
const ConfigurationSchema = z.object({ CodeSha256: z.string() });

/** What each function runs. */
async function readCode(lab: Lab): Promise<readonly string[]> {
  const code: string[] = [];
  for (const name of FUNCTIONS) {
    const asked = { FunctionName: `personio-sync-${STAGE}-${name}` };
    code.push((await lab.aws.call('lambda', 'get_function_configuration', asked, ConfigurationSchema)).CodeSha256);
  }
  return code;
}

/** Throws where a resource was replaced, came or went: all have the names that they had. */
function expectNoneReplaced(before: readonly Resource[], after: readonly Resource[]): void {
  const list = (resources: readonly Resource[]): string[] =>
    resources.map((one) => `${one.LogicalResourceId} = ${one.PhysicalResourceId}`).sort();
  const old = new Set(list(before));
  const changed = list(after).filter((one) => !old.delete(one));
  expectThat(changed.length + old.size === 0, `Replaced: ${[...old, ...changed].join('; ')}.`);
}

/** Nothing changed: nothing is done. */
export async function deployUnchanged(lab: Lab): Promise<void> {
  const before = await listResources(lab);
  const folder = await synthesize(lab, 'unchanged');
  await diff(lab, folder);
  const output = await deploy(lab, folder);
  expectThat(output.includes('(no changes)'), `A second deploy was not without changes.\n${output}`);
  expectNoneReplaced(before, await listResources(lab));
  tellSeen('cdk diff finds no difference, cdk deploy says "no changes", no resource was replaced');
}

const MARK = 'personio-sync-deploy-test: the other version';

/** A copy of the project whose functions are another version. */
async function copyProject(lab: Lab): Promise<string> {
  const copy = lab.path('other-version');
  await mkdir(copy);
  for (const name of [
    'infra',
    'functions',
    'shared',
    'scripts',
    'cdk.json',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    await cp(join(ROOT, name), join(copy, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const folder of ['fan-out', 'sync', 'deliver', 'support']) {
    const handler = join(copy, 'functions', folder, 'handler.ts');
    await writeFile(handler, `${await readFile(handler, 'utf8')}\nconsole.log('${MARK}');\n`);
  }
  return copy;
}

/** Another version of the code over the data that are there, and back. */
export async function deployUpgrade(lab: Lab): Promise<void> {
  const [resources, code] = [await listResources(lab), await readCode(lab)];
  await deploy(lab, await synthesize(lab, 'upgrade', await copyProject(lab)));
  expectNoneReplaced(resources, await listResources(lab));
  const upgraded = await readCode(lab);
  const same = FUNCTIONS.filter((_name, index) => upgraded[index] === code[index]);
  expectSame('functions with the old code', same, []);
  await expectQuietRun(lab);
  expectThat(lab.emulator.log().includes(MARK), 'The new code has not run.');
  tellSeen('upgrade: all five functions have new code, nothing was replaced, and the run over the old data is quiet');

  lab.world.accountOf(CUSTOMER).change(105, { lastName: 'Peters-Kok' });
  await requeue(lab);
  await waitFor('the change in Alleo', 120, () => accountOf(lab, 105)?.last_name === 'Peters-Kok' || undefined);
  tellSeen('a change went through the new code');

  await deploy(lab, lab.path('cdk.out-first'));
  expectSame('code after the roll-back', await readCode(lab), code);
  await expectQuietRun(lab);
  tellSeen('rolled back: the run over what the newer version wrote is quiet');
}
