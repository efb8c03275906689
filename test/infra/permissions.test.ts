import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rightsOf, roleOf } from './policies.ts';
import { replaceRightsTable } from './rights-table.ts';
import { synthesize } from './synthesize.ts';

const dev = synthesize({ alleoSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:alleo-AbCdEf' });

const TENANT_SECRETS = 'arn:aws:secretsmanager:eu-central-1:${AWS::AccountId}:secret:personio-sync/dev/*';
const STAGE_SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:alleo-AbCdEf';
const CONSUME = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
const BRING_BACK = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
const MANAGE = [
  'CreateSecret',
  'DeleteSecret',
  'DescribeSecret',
  'GetSecretValue',
  'PutSecretValue',
  'UpdateSecretVersionStage',
];
const KEY = {
  'key kms:ViaService=dynamodb.eu-central-1.amazonaws.com': [
    'Decrypt',
    'DescribeKey',
    'Encrypt',
    'GenerateDataKey',
    'ReEncryptFrom',
    'ReEncryptTo',
  ],
  'key kms:ViaService=sqs.eu-central-1.amazonaws.com': ['Decrypt', 'GenerateDataKey'],
  'key kms:ViaService=secretsmanager.eu-central-1.amazonaws.com': ['Decrypt', 'GenerateDataKey'],
};
const { 'key kms:ViaService=secretsmanager.eu-central-1.amazonaws.com': _, ...KEY_WITHOUT_SECRETS } = KEY;
const { 'key kms:ViaService=sqs.eu-central-1.amazonaws.com': __, ...KEY_WITHOUT_QUEUES } = KEY;
/** An update of a tenant's entry in the directory that may name these attributes alone, and answers with no others. */
const updates = (...attributes: readonly string[]) =>
  `table dynamodb:LeadingKeys=TENANTS dynamodb:Attributes=pk,sk,v,registration,${attributes.join()} dynamodb:ReturnValues=NONE,UPDATED_OLD,UPDATED_NEW`;
const SEND = ['SendMessage'];
const logOf = (name: string) => ({ [`/aws/lambda/personio-sync-dev-${name}`]: ['CreateLogStream', 'PutLogEvents'] });

/** What each function may do, by what it may do it to: exactly the calls that its adapters make. */
const RIGHTS: { readonly [functionName: string]: { readonly [resource: string]: readonly string[] } } = {
  'fan-out': {
    ...logOf('fan-out'),
    ...KEY_WITHOUT_SECRETS,
    // The directory alone.
    'table dynamodb:LeadingKeys=TENANTS': ['Query'],
    'tenant-queue-dev.fifo': SEND,
    'schedule-dead-letters-dev': SEND,
  },
  sync: {
    ...logOf('sync'),
    ...KEY,
    // A transaction needs the rights of what is in it.
    'table dynamodb:LeadingKeys=TENANTS,TENANT#*': ['GetItem'],
    'table dynamodb:LeadingKeys=TENANT#*': ['DeleteItem', 'PutItem', 'Query', 'UpdateItem'],
    // How a run ended: not where a tenant's data come from and go to.
    [updates('lastRun', 'lastCompleteAt', 'left', 'flag', 'onceReadable', 'status', 'activatedAt')]: ['UpdateItem'],
    // Takes its message, and queues itself again near its deadline.
    'tenant-queue-dev.fifo': [...CONSUME, 'SendMessage'],
    'tenant-queue-dead-letters-dev.fifo': SEND,
    'alleo-user-mutations-dev.fifo': SEND,
    [TENANT_SECRETS]: ['GetSecretValue'],
  },
  deliver: {
    ...logOf('deliver'),
    ...KEY,
    'table dynamodb:LeadingKeys=TENANTS,TENANT#*': ['GetItem'],
    'table dynamodb:LeadingKeys=TENANT#*': ['BatchGetItem', 'DeleteItem', 'PutItem', 'Query', 'UpdateItem'],
    // What support should see: not whose messages go where.
    [updates('deliveryFlag', 'notAppliedAt', 'departmentsWithoutGroup', 'verified')]: ['UpdateItem'],
    'alleo-user-mutations-dev.fifo': CONSUME,
    'alleo-user-mutations-dead-letters-dev.fifo': SEND,
    'alleo-budget-mutations-dev.fifo': SEND,
    [TENANT_SECRETS]: ['GetSecretValue'],
    [STAGE_SECRET]: ['GetSecretValue'],
  },
  'support-read': {
    ...logOf('support-read'),
    ...KEY_WITHOUT_QUEUES,
    'table dynamodb:LeadingKeys=TENANTS,TENANT#*,PREVIEW#*,AUDIT#*': ['GetItem', 'Query'],
    // Who looked is written down, and which plan was shown.
    'table dynamodb:LeadingKeys=PREVIEW#*,AUDIT#*': ['PutItem'],
    'table dynamodb:LeadingKeys=PAIR#*': ['GetItem', 'PutItem'],
    [TENANT_SECRETS]: ['GetSecretValue'],
    [STAGE_SECRET]: ['GetSecretValue'],
  },
  'support-operate': {
    ...logOf('support-operate'),
    ...KEY,
    'table dynamodb:LeadingKeys=TENANTS,TENANT#*': ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'],
    'table dynamodb:LeadingKeys=TENANTS,TENANT#*,PREVIEW#*,AUDIT#*': ['Query'],
    // What was done by hand is written down; nobody may change or delete it.
    'table dynamodb:LeadingKeys=PREVIEW#*,AUDIT#*': ['PutItem'],
    'table dynamodb:LeadingKeys=TENANT#*,PREVIEW#*': ['BatchWriteItem'],
    'table dynamodb:LeadingKeys=PAIR#*': ['GetItem', 'PutItem'],
    'tenant-queue-dev.fifo': SEND,
    'alleo-user-mutations-dev.fifo': SEND,
    'alleo-budget-mutations-dev.fifo': SEND,
    'tenant-queue-dead-letters-dev.fifo': BRING_BACK,
    'alleo-user-mutations-dead-letters-dev.fifo': BRING_BACK,
    'alleo-budget-mutations-dead-letters-dev.fifo': BRING_BACK,
    [TENANT_SECRETS]: MANAGE,
    [STAGE_SECRET]: ['GetSecretValue'],
  },
};

/** Rights as the table above writes them. */
function tabulate(roleId: string): Record<string, string[]> {
  const table: Record<string, string[]> = {};
  for (const { action, on, where } of rightsOf(dev, roleId)) {
    const row = where === '' ? on : `${on} ${where}`;
    table[row] = [...new Set([...(table[row] ?? []), action.split(':')[1] ?? action])].sort();
  }
  return table;
}

describe('rights', () => {
  it('are told in docs/threat-model.md as the policies say; `npm run rights` writes them', () => {
    const page = readFileSync(new URL('../../docs/threat-model.md', import.meta.url), 'utf8');
    expect(replaceRightsTable(page, dev)).toBe(page);
    expect(() => replaceRightsTable('nothing', dev)).toThrow(/no place/);
  });

  it.each(Object.keys(RIGHTS))('%s may do what its adapters do, and nothing else', (name) => {
    expect(tabulate(roleOf(dev, name))).toEqual(RIGHTS[name]);
  });

  it("let whoever reads the stage's Alleo secret use its own key for that, where the stage names one", () => {
    const alleoSecretKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';
    const stage = synthesize({ alleoSecretArn: STAGE_SECRET, alleoSecretKeyArn });
    const rightsOn = (name: string) =>
      rightsOf(stage, roleOf(stage, name)).filter(({ on }) => on === alleoSecretKeyArn);
    const where = 'kms:ViaService=secretsmanager.eu-central-1.amazonaws.com';
    for (const name of ['deliver', 'support-read', 'support-operate']) {
      expect(rightsOn(name), name).toEqual([{ action: 'kms:Decrypt', on: alleoSecretKeyArn, where }]);
    }
    for (const name of ['fan-out', 'sync']) expect(rightsOn(name), name).toEqual([]);
  });

  it("are on tenants' secrets alone, where the stage has none of its own", () => {
    const stage = synthesize();
    const rights = Object.keys(RIGHTS).flatMap((name) => rightsOf(stage, roleOf(stage, name)));
    const secrets = rights.filter(({ action }) => action.startsWith('secretsmanager:')).map(({ on }) => on);
    expect(new Set(secrets)).toEqual(new Set([TENANT_SECRETS]));
  });

  it('are stated for every function', () => {
    const names = dev.find('AWS::Lambda::Function').map(({ Properties }) => String(Properties['FunctionName']));
    expect(names.map((name) => name.replace('personio-sync-dev-', '')).sort()).toEqual(Object.keys(RIGHTS).sort());
  });

  it('let the scheduler invoke fan-out and write its own dead letters', () => {
    const role = dev.find('AWS::IAM::Role').find((one) => JSON.stringify(one).includes('scheduler.amazonaws.com'));
    expect(tabulate(role?.id ?? '')).toEqual({
      'personio-sync-dev-fan-out': ['InvokeFunction'],
      'schedule-dead-letters-dev': SEND,
      'key kms:ViaService=sqs.eu-central-1.amazonaws.com': ['Decrypt', 'GenerateDataKey'],
    });
    expect(JSON.stringify(role?.Properties['AssumeRolePolicyDocument'])).toContain('aws:SourceAccount');
  });

  it("hold no `*` in an action, and none in a resource but for tenants' secrets", () => {
    const roles = dev.find('AWS::IAM::Role').map(({ id }) => id);
    const rights = roles.flatMap((id) => rightsOf(dev, id));
    expect(rights.length).toBeGreaterThan(50);
    expect(rights.filter(({ action }) => action.includes('*'))).toEqual([]);
    expect(new Set(rights.filter(({ on }) => on.includes('*')).map(({ on }) => on))).toEqual(new Set([TENANT_SECRETS]));
  });

  it('end at partitions for every call to the table, and at every value of a condition', () => {
    const statements = dev
      .find('AWS::IAM::Policy')
      .flatMap(({ Properties }) => Properties['PolicyDocument'].Statement as { Action: unknown; Condition?: object }[])
      .filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:'));
    expect(statements.length).toBeGreaterThan(8);
    const operators = statements.flatMap(({ Condition = {} }) =>
      Object.entries(Condition).map(([operator, tests]) => `${operator} ${Object.keys(tests as object).join()}`),
    );
    expect(operators.filter((one) => one === 'ForAllValues:StringLike dynamodb:LeadingKeys')).toHaveLength(
      statements.length,
    );
    expect(new Set(operators)).toEqual(
      new Set([
        'ForAllValues:StringLike dynamodb:LeadingKeys',
        'ForAllValues:StringEquals dynamodb:Attributes',
        'StringEqualsIfExists dynamodb:ReturnValues',
      ]),
    );
  });

  it('come from no policy that AWS manages', () => {
    for (const role of dev.find('AWS::IAM::Role')) expect(role.Properties['ManagedPolicyArns']).toBeUndefined();
  });

  it('never go by the account: only CloudWatch alarms use the key under a name of their own', () => {
    const [key] = dev.find('AWS::KMS::Key');
    const statements = key?.Properties['KeyPolicy'].Statement as { Sid?: string; Principal: unknown }[];
    expect(statements.map(({ Sid, Principal }) => Sid ?? JSON.stringify(Principal))).toEqual([
      expect.stringContaining(':root'),
      'AlarmsMayUseTheKey',
    ]);
  });
});
