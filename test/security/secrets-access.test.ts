import { describe, expect, it } from 'vitest';
import { type Synthesized, synthesize } from '../infra/synthesize.ts';

const STAGE_SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:alleo-AbCdEf';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** A statement, taken apart: who may do what with which resource. `who` is a function's name, or the role's id. */
interface Right {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: string;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function rightsOf({ find }: Synthesized): readonly Right[] {
  const functionOf = new Map(
    find('AWS::Lambda::Function').map(({ Properties }) => [
      String(Properties['Role']['Fn::GetAtt'][0]),
      String(Properties['FunctionName']).replace('personio-sync-dev-', ''),
    ]),
  );
  const documents = find('AWS::IAM::Policy').flatMap(({ Properties }) =>
    list(Properties['Roles']).map((role) => {
      const id = (role as { Ref: string }).Ref;
      const statements: readonly Statement[] = Properties['PolicyDocument']['Statement'];
      return { who: functionOf.get(id) ?? id, statements };
    }),
  );
  return documents.flatMap(({ who, statements }) =>
    statements.flatMap(({ Action, Resource, Condition }) =>
      list(Action).flatMap((action) =>
        list(Resource).map((resource) => ({
          who,
          action: String(action),
          resource: JSON.stringify(resource),
          condition: JSON.stringify(Condition ?? {}),
        })),
      ),
    ),
  );
}

function secretOf(resource: string): string {
  if (resource === JSON.stringify(STAGE_SECRET)) return 'stage';
  return resource.endsWith(':secret:personio-sync/dev/*"]]}') ? 'tenants' : resource;
}

/** `function: what` of every right on a secret. */
const secretRights = (stage: Synthesized) =>
  rightsOf(stage)
    .filter(({ action }) => action.startsWith('secretsmanager:') || action === '*')
    .map(({ who, action, resource }) => `${who}: ${action.replace('secretsmanager:', '')} ${secretOf(resource)}`)
    .sort();

const MANAGED = [
  'CreateSecret',
  'DeleteSecret',
  'DescribeSecret',
  'GetSecretValue',
  'PutSecretValue',
  'UpdateSecretVersionStage',
].map((action) => `support-operate: ${action} tenants`);

describe('secrets', () => {
  const stage = synthesize({ alleoSecretArn: STAGE_SECRET });

  it('are readable by the functions that log in somewhere, and changed by support-operate alone', () => {
    expect(secretRights(stage)).toEqual(
      [
        'deliver: GetSecretValue stage',
        'deliver: GetSecretValue tenants',
        ...MANAGED,
        'support-operate: GetSecretValue stage',
        'support-read: GetSecretValue stage',
        'support-read: GetSecretValue tenants',
        'sync: GetSecretValue tenants',
      ].sort(),
    );
  });

  it('of the stage are named nowhere where it has none', () => {
    expect(secretRights(synthesize()).filter((right) => right.endsWith(' stage'))).toEqual([]);
  });

  it('are decrypted only by way of Secrets Manager, and only for those functions', () => {
    const keyRights = rightsOf(stage).filter(({ action }) => action.startsWith('kms:'));
    expect(keyRights.filter(({ condition }) => !condition.includes('kms:ViaService'))).toEqual([]);
    const viaSecrets = keyRights.filter(({ condition }) => condition.includes('secretsmanager.'));
    expect([...new Set(viaSecrets.map(({ who }) => who))].sort()).toEqual([
      'deliver',
      'support-operate',
      'support-read',
      'sync',
    ]);
  });

  it('stand in no environment: a function is told an ARN at most', () => {
    const names = stage.find('AWS::Lambda::Function').flatMap(({ Properties }) => {
      const variables: object = Properties['Environment']['Variables'];
      return Object.keys(variables);
    });
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => /SECRET|PASSWORD|TOKEN|CREDENTIAL|KEY/.test(name) && !name.endsWith('_ARN'))).toEqual(
      [],
    );
  });
});

describe('what carries personal data', () => {
  const stage = synthesize();
  const receivers = (name: string) => {
    const queue = stage.find('AWS::SQS::Queue').find(({ Properties }) => Properties['QueueName'] === name);
    expect(queue, name).toBeDefined();
    const isIt = ({ resource }: Right) => resource === JSON.stringify({ 'Fn::GetAtt': [queue?.id, 'Arn'] });
    return rightsOf(stage)
      .filter((right) => isIt(right) && /^sqs:(?:ReceiveMessage|\*)$/.test(right.action))
      .map(({ who }) => who);
  };

  it('is received by deliver alone, and as dead letters by support-operate alone', () => {
    expect(receivers('alleo-user-mutations-dev.fifo')).toEqual(['deliver']);
    expect(receivers('alleo-user-mutations-dead-letters-dev.fifo')).toEqual(['support-operate']);
  });

  it('is under no right that ends in a star', () => {
    const broad = rightsOf(stage).filter(
      ({ action, resource }) => action.endsWith('*') || (resource.includes('*') && secretOf(resource) !== 'tenants'),
    );
    expect(broad).toEqual([]);
  });
});
