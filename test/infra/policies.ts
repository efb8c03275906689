import type { Resource, Synthesized } from './synthesize.ts';

/** One right: an action on a resource by its readable name. `where` names the conditions. */
export interface Right {
  readonly action: string;
  readonly on: string;
  readonly where: string;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Logical id → what it is called. */
function nameResource({ Type, Properties, id }: Resource): string {
  const name: unknown = Properties['QueueName'] ?? Properties['LogGroupName'] ?? Properties['FunctionName'];
  if (typeof name === 'string') return name;
  if (Type === 'AWS::DynamoDB::Table') return 'table';
  if (Type === 'AWS::KMS::Key') return 'key';
  return id;
}

/** What a template's value points at: the names behind `Ref` and `GetAtt`, texts as they are. */
export function readValue(stage: Synthesized, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const [[kind, inner] = ['', undefined]] = Object.entries(value) as [string, unknown][];
  if (kind === 'Ref') return nameOf(stage, String(inner));
  if (kind === 'Fn::GetAtt') return nameOf(stage, String(listOf(inner)[0]));
  if (kind === 'Fn::Join') {
    const [separator, parts] = inner as [string, unknown[]];
    return parts.map((part) => readValue(stage, part)).join(separator);
  }
  return JSON.stringify(value);
}

function nameOf(stage: Synthesized, id: string): string {
  const resource = stage.find().find((one) => one.id === id);
  return resource === undefined ? `\${${id}}` : nameResource(resource);
}

/** Every right that a role's policies give, sorted. */
export function rightsOf(stage: Synthesized, roleId: string): readonly Right[] {
  const policies = stage
    .find('AWS::IAM::Policy')
    .filter((policy) => JSON.stringify(policy.Properties['Roles']).includes(`"${roleId}"`));
  const statements = policies.flatMap((policy) => policy.Properties['PolicyDocument'].Statement as Statement[]);
  const rights = statements.flatMap((statement) =>
    listOf(statement.Action).flatMap((action) =>
      listOf(statement.Resource).map((resource) => ({
        action,
        on: readValue(stage, resource),
        where: describeCondition(stage, statement.Condition),
      })),
    ),
  );
  return rights.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function describeCondition(stage: Synthesized, condition: unknown): string {
  if (condition === undefined) return '';
  const operators = Object.entries(condition as Record<string, Record<string, unknown>>);
  return operators
    .flatMap(([, tests]) =>
      Object.entries(tests).map(
        ([key, values]) =>
          `${key}=${listOf(values)
            .map((v) => readValue(stage, v))
            .join()}`,
      ),
    )
    .join(' ');
}

/** The id of the role that a function runs under. */
export function roleOf(stage: Synthesized, functionName: string): string {
  const lambda = stage
    .find('AWS::Lambda::Function')
    .find((one) => one.Properties['FunctionName'] === `personio-sync-${stage.config.stage}-${functionName}`);
  if (lambda === undefined) throw new Error(`no function ${functionName}`);
  return String(lambda.Properties['Role']['Fn::GetAtt'][0]);
}
