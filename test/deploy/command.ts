import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { SUPPORT_CONTRACTS, type SupportOperation } from '../../shared/contracts/support-operation.ts';
import { STAGE } from './cdk.ts';
import type { Lab } from './lab.ts';
import type { Ended } from './programs.ts';
import { NotSeenError } from './progress.ts';
import { ROOT } from './root.ts';

/** `npx --no -- personio-sync --stage … --json …`, as support types it, and how it ended. */
export function runCommand(
  lab: Lab,
  args: readonly string[],
  more: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return lab.programs.run({
    command: 'npx',
    args: ['--no', '--', 'personio-sync', '--stage', STAGE, '--json', ...args],
    cwd: ROOT,
    env: { ...lab.env, ...more.env },
    input: more.input ?? '',
    timeoutMs: 120_000,
  });
}

/** The same, and its answer as the contract has it. Throws `NotSeenError` unless it ends with exit code 0. */
export async function ask<O extends SupportOperation>(
  lab: Lab,
  operation: O,
  args: readonly string[],
  input?: string,
): Promise<SupportAnswer<O>> {
  const { code, stdout, stderr } = await runCommand(lab, args, input === undefined ? {} : { input });
  if (code !== 0) throw new NotSeenError(`personio-sync ${args.join(' ')} failed (exit ${code}).\n${stderr}`);
  return SUPPORT_CONTRACTS[operation].answer().parse(JSON.parse(stdout)) as SupportAnswer<O>;
}
