import { join } from 'node:path';
import * as z from '../../shared/contracts/zod.ts';
import { ACCOUNT, REGION } from './emulator.ts';
import type { Lab } from './lab.ts';
import { NotSeenError } from './progress.ts';
import { ROOT } from './root.ts';

/** The stage that is deployed, exactly as `infra/config.ts` has it. */
export const STAGE = 'dev';
const STACK = `PersonioSync-${STAGE}`;

async function runCdk(lab: Lab, args: readonly string[], cwd = ROOT): Promise<string> {
  const { code, stdout, stderr } = await lab.programs.run({
    command: join(ROOT, 'node_modules/.bin/cdk'),
    args: [...args, '--ci', '--no-color'],
    cwd,
    env: lab.env,
    timeoutMs: 300_000,
  });
  const output = `${stdout}${stderr}`;
  if (code !== 0) {
    const reason = output.slice(Math.max(output.lastIndexOf('Failed resources:'), output.length - 4_000, 0));
    throw new NotSeenError(`cdk ${args[0]} failed (exit ${code}).\n${reason}`);
  }
  return output;
}

export async function bootstrap(lab: Lab): Promise<void> {
  await runCdk(lab, ['bootstrap', `aws://${ACCOUNT}/${REGION}`]);
}

/** Synthesises the stage from a copy of the project, this one by default. Returns the folder of what came out. */
export async function synthesize(lab: Lab, name: string, from: string = ROOT): Promise<string> {
  const folder = lab.path(`cdk.out-${name}`);
  await runCdk(lab, ['synth', STACK, '--quiet', '-c', `stage=${STAGE}`, '--output', folder], from);
  return folder;
}

/** Deploys what was synthesised. Returns what cdk printed. */
export async function deploy(lab: Lab, folder: string): Promise<string> {
  return runCdk(lab, ['deploy', STACK, '--app', folder, '--require-approval', 'never', '--progress', 'events']);
}

/** Throws `NotSeenError` where the deployed stack is not as it was synthesised. */
export async function diff(lab: Lab, folder: string): Promise<void> {
  await runCdk(lab, ['diff', STACK, '--app', folder, '--fail']);
}

const TemplateSchema = z.object({
  TemplateBody: z.object({
    Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z._default(z.looseObject({}), {}) })),
  }),
});

/** The properties of all resources of a type, as the deployed template has them. */
export async function readTemplate(lab: Lab, type: string): Promise<readonly { readonly [name: string]: unknown }[]> {
  const asked = { StackName: STACK, TemplateStage: 'Original' };
  const { TemplateBody } = await lab.aws.call('cloudformation', 'get_template', asked, TemplateSchema);
  return Object.values(TemplateBody.Resources).flatMap((one) => (one.Type === type ? [one.Properties] : []));
}

const ResourcesSchema = z.object({
  StackResourceSummaries: z.array(
    z.object({
      LogicalResourceId: z.string(),
      PhysicalResourceId: z._default(z.string(), ''),
      ResourceType: z.string(),
      ResourceStatus: z.string(),
    }),
  ),
});
export type Resource = z.infer<typeof ResourcesSchema>['StackResourceSummaries'][number];

/** All resources of the deployed stack. */
export async function listResources(lab: Lab): Promise<readonly Resource[]> {
  const answer = await lab.aws.call('cloudformation', 'list_stack_resources', { StackName: STACK }, ResourcesSchema);
  return answer.StackResourceSummaries;
}
