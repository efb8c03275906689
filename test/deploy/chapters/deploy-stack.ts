import { bootstrap, deploy, listResources, STAGE, synthesize } from '../cdk.ts';
import type { Lab } from '../lab.ts';
import { expectThat, tellSeen } from '../progress.ts';

/** `cdk bootstrap` and the first `cdk deploy`. */
export async function deployStack(lab: Lab): Promise<void> {
  await bootstrap(lab);
  tellSeen('cdk bootstrap');
  await deploy(lab, await synthesize(lab, 'first'));
  const resources = await listResources(lab);
  const unfinished = resources.filter((resource) => resource.ResourceStatus !== 'CREATE_COMPLETE');
  expectThat(unfinished.length === 0, `Not created: ${unfinished.map((one) => one.LogicalResourceId).join(', ')}.`);
  const functions = resources.filter((resource) => resource.ResourceType === 'AWS::Lambda::Function');
  tellSeen(`cdk deploy of stage ${STAGE}: ${resources.length} resources, ${functions.length} functions`);
}
