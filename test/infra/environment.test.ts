import { describe, expect, it } from 'vitest';
import { DeliverEnvSchema } from '../../functions/deliver/env.ts';
import { FanOutEnvSchema } from '../../functions/fan-out/env.ts';
import { SupportEnvSchema } from '../../functions/support/env.ts';
import { SyncEnvSchema } from '../../functions/sync/env.ts';
import { VERSION } from '../../shared/contracts/release.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { readValue } from './policies.ts';
import { type Synthesized, synthesize } from './synthesize.ts';

const SCHEMAS: { readonly [name: string]: z.ZodMiniObject } = {
  'fan-out': FanOutEnvSchema,
  sync: SyncEnvSchema,
  deliver: DeliverEnvSchema,
  'support-read': SupportEnvSchema,
  'support-operate': SupportEnvSchema,
};

/** A function's environment as it will be when deployed: a queue's reference is its URL. */
function environmentOf(stage: Synthesized, name: string): Record<string, string> {
  const functionName = `personio-sync-${stage.config.stage}-${name}`;
  const lambda = stage.find('AWS::Lambda::Function').find((one) => one.Properties['FunctionName'] === functionName);
  const variables = Object.entries(lambda?.Properties['Environment'].Variables as Record<string, unknown>);
  const queues = new Set(stage.find('AWS::SQS::Queue').map(({ Properties }) => String(Properties['QueueName'])));
  return Object.fromEntries(
    variables.map(([variable, value]) => {
      const text = readValue(stage, value);
      return [variable, queues.has(text) ? `https://sqs.eu-central-1.amazonaws.com/123456789012/${text}` : text];
    }),
  );
}

const alleoSecretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:alleo-AbCdEf';
const stages = { 'without optional settings': synthesize(), 'with all': synthesize({ alleoSecretArn }) };

describe.each(Object.entries(stages))('environments %s', (_, stage) => {
  it.each(Object.keys(SCHEMAS))(
    "satisfy %s's schema and hold nothing else, and of a secret its ARN at most",
    (name) => {
      const environment = environmentOf(stage, name);
      const schema = SCHEMAS[name];
      expect(schema?.safeParse(environment).error?.issues ?? []).toEqual([]);
      const known = new Set([...Object.keys(schema?.shape ?? {}), 'NODE_OPTIONS', 'PERSONIO_SYNC_COMMIT']);
      expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
      const isSecret = (variable: string) => /SECRET|PASSWORD|TOKEN|CREDENTIAL|KEY/.test(variable);
      expect(Object.keys(environment).filter((one) => isSecret(one) && !one.endsWith('_ARN'))).toEqual([]);
    },
  );
});

it("support is told the stage's schedule", () => {
  const stage = synthesize({ schedule: { times: ['04:00', '20:30'], timeZone: 'Europe/Berlin' } });
  for (const name of ['support-read', 'support-operate'])
    expect(environmentOf(stage, name)).toMatchObject({
      SCHEDULE_TIMES: '04:00,20:30',
      SCHEDULE_TIME_ZONE: 'Europe/Berlin',
    });
});

it('each queue variable holds the queue that its name says', () => {
  const environment = environmentOf(stages['with all'], 'support-operate');
  const queueOf = (variable: string) => environment[variable]?.split('/').at(-1);
  expect({
    tenant: queueOf('TENANT_QUEUE_URL'),
    tenantDead: queueOf('TENANT_DEAD_LETTER_URL'),
    mutations: queueOf('MUTATION_QUEUE_URL'),
    mutationsDead: queueOf('MUTATION_DEAD_LETTER_URL'),
    budgets: queueOf('BUDGET_QUEUE_URL'),
    budgetsDead: queueOf('BUDGET_DEAD_LETTER_URL'),
  }).toEqual({
    tenant: 'tenant-queue-dev.fifo',
    tenantDead: 'tenant-queue-dead-letters-dev.fifo',
    mutations: 'alleo-user-mutations-dev.fifo',
    mutationsDead: 'alleo-user-mutations-dead-letters-dev.fifo',
    budgets: 'alleo-budget-mutations-dev.fifo',
    budgetsDead: 'alleo-budget-mutations-dead-letters-dev.fifo',
  });
  expect(environmentOf(stages['with all'], 'support-read')['SUPPORT_ROLE']).toBe('read');
  expect(environment['SUPPORT_ROLE']).toBe('operate');
  expect(environment['STAGE_ALLEO_SECRET_ARN']).toBe(alleoSecretArn);
});

it('says at every deployment which release it is, and tells each function the same commit', () => {
  const stage = stages['without optional settings'];
  const said = String(stage.template.findOutputs('Release')['Release']?.['Value']);
  const [, version, , commit] = /^(\S+)( \(([0-9a-f]{12}\+?)\))?$/.exec(said) ?? [];
  expect(version).toBe(VERSION);
  for (const name of Object.keys(SCHEMAS))
    expect(environmentOf(stage, name)['PERSONIO_SYNC_COMMIT'], name).toBe(commit);
});
