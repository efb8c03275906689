import { SQSClient } from '@aws-sdk/client-sqs';
import type * as z from '../../shared/contracts/zod.ts';
import { ACCOUNT, REGION, ROOT_USER } from './emulator.ts';
import type { Programs } from './programs.ts';
import { NotSeenError } from './progress.ts';
import { PYTHON, scriptFile } from './python.ts';
import { ROOT } from './root.ts';

/** Calls to the emulated account, as its root user. */
export interface Aws {
  /** Any operation of any service, `list_schedules` of `scheduler`. Throws `NotSeenError` with what AWS answered. */
  call<T>(service: string, operation: string, parameters: object, answer: z.ZodMiniType<T>): Promise<T>;
  readonly sqs: SQSClient;
  queueUrl(name: string): string;
}

export interface AwsOptions {
  readonly programs: Programs;
  readonly endpoint: string;
  /** The environment that leads AWS's own tools to the emulator. */
  readonly env: NodeJS.ProcessEnv;
}

export function openAws({ programs, endpoint, env }: AwsOptions): Aws {
  return {
    sqs: new SQSClient({ endpoint, region: REGION, credentials: ROOT_USER, maxAttempts: 1 }),
    queueUrl: (name) => `${endpoint}/${ACCOUNT}/${name}`,
    async call(service, operation, parameters, answer) {
      const ended = await programs.run({
        command: PYTHON,
        args: [scriptFile('aws.py'), service, operation],
        cwd: ROOT,
        env,
        input: JSON.stringify(parameters),
        timeoutMs: 30_000,
      });
      if (ended.code !== 0) throw new NotSeenError(ended.stderr.trim());
      return answer.parse(JSON.parse(ended.stdout));
    },
  };
}
