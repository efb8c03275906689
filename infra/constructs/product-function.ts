import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { readCommit } from '../../scripts/read-commit.ts';
import type { Storage } from '../storage.ts';
import { BUNDLING } from './bundling.ts';
import { grantKey } from './grant-key.ts';

const RETENTION = {
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  180: RetentionDays.SIX_MONTHS,
  365: RetentionDays.ONE_YEAR,
} as const;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ProductFunctionProps<Env> {
  readonly storage: Storage;
  /** Without product and stage, which are added: `sync`. */
  readonly name: string;
  /** The folder in `functions/` whose handler it runs. @default the name */
  readonly folder?: string;
  /** As the function's own schema says, so that a missing variable does not compile. */
  readonly environment: Omit<Env, 'STAGE' | 'TABLE_NAME'>;
  readonly timeout: Duration;
  /** The most invocations at once, taken from the account's quota. @default as many as come */
  readonly reservedConcurrency?: number;
  /** MB. Lambda gives a whole processor at 1,769. */
  readonly memorySize: number;
  /** Whether it sends messages to its own queue, which Lambda would stop after some sixteen. @default false */
  readonly continuesItself?: boolean;
}

/** What is watched of a function, whatever its environment. */
export interface LambdaOf {
  readonly name: string;
  readonly timeout: Duration;
  readonly lambda: NodejsFunction;
}

/**
 * A function of the product: Node 24 on arm64, one CommonJS bundle with the SDK in it, a role that may write its own log and
 * nothing else until it is granted more.
 */
export class ProductFunction<Env extends { readonly STAGE: string; readonly TABLE_NAME: string }>
  extends Construct
  implements IGrantable, LambdaOf
{
  readonly name: string;
  readonly timeout: Duration;
  readonly lambda: NodejsFunction;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: ProductFunctionProps<Env>) {
    super(scope, id);
    const { storage, name, folder = name, environment, timeout, memorySize } = props;
    const { reservedConcurrency, continuesItself = false } = props;
    const commit = readCommit();
    const { stage, logRetentionDays } = storage.config;
    const functionName = `personio-sync-${stage}-${name}`;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RETENTION[logRetentionDays],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.name = name;
    this.timeout = timeout;
    this.grantPrincipal = role;
    this.lambda = new NodejsFunction(this, 'Function', {
      functionName,
      role,
      logGroup,
      timeout,
      memorySize,
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      ...(continuesItself && { recursiveLoop: RecursiveLoop.ALLOW }),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      entry: `${ROOT}functions/${folder}/handler.ts`,
      depsLockFilePath: `${ROOT}package-lock.json`,
      environment: {
        ...definedOnly({ ...environment, STAGE: stage, TABLE_NAME: storage.table.tableName }),
        NODE_OPTIONS: '--enable-source-maps',
        ...(commit !== undefined && { PERSONIO_SYNC_COMMIT: commit }),
      },
      bundling: BUNDLING,
    });
    grantKey(role, storage.key, 'dynamodb');
  }
}

function definedOnly(environment: object): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
