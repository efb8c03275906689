import type { Command } from 'commander';
import { isOlder, nameRelease, ReleaseSchema, thisRelease, VERSION } from '../shared/contracts/release.ts';
import * as z from '../shared/contracts/zod.ts';
import { wrongUsage } from './problem.ts';
import type { Terminal } from './terminal.ts';
import { createTerminal } from './terminal.ts';
import { openLocalTransport } from './transport/local.ts';
import { openStage } from './transport/stage.ts';
import type { Transport } from './transport/transport.ts';

/** Where a command works: a deployed stage, or the embedded run in a folder. */
export interface Target {
  readonly stage: string | undefined;
  readonly local: string | undefined;
}

/** What every command gets. */
export interface Session {
  readonly terminal: Terminal;
  readonly transport: Transport;
}

/** The global options, before or after the command, or from the environment. */
export function readTarget(command: Command): Target & { readonly json: boolean } {
  const options = command.optsWithGlobals<{ stage?: string; local?: string; json?: boolean }>();
  const isNamed = options.stage !== undefined || options.local !== undefined;
  const stage = isNamed ? options.stage : process.env['PERSONIO_SYNC_STAGE'];
  const local = isNamed ? options.local : process.env['PERSONIO_SYNC_LOCAL'];
  return { stage, local, json: options.json ?? false };
}

/** Throws `Problem` unless exactly one place to work is named. */
export function requireTarget(target: Target): void {
  if ((target.stage === undefined) !== (target.local === undefined)) return;
  if (target.stage === undefined) {
    const hint = 'Add --stage NAME (deployed) or --local DIR (on this machine).';
    throw wrongUsage('TARGET_NEEDED', 'Where? Neither a stage nor a local folder is named.', hint);
  }
  const hint =
    'Leave one out. If you typed neither, PERSONIO_SYNC_STAGE and PERSONIO_SYNC_LOCAL are both set: unset one of them.';
  throw wrongUsage('TARGET_NEEDED', 'Name either --stage or --local, not both.', hint);
}

async function openTransport(target: Target): Promise<Transport> {
  requireTarget(target);
  return target.local === undefined ? openStage(target.stage ?? '') : openLocalTransport(target.local);
}

const AnsweredSchema = z.object({ release: ReleaseSchema });

/** Says once where this command is older than what it talks to: it may not know what is answered. */
export function tellOlder(transport: Transport, terminal: Pick<Terminal, 'err'>): Transport {
  let isTold = false;
  return {
    ...transport,
    async invoke(request) {
      const reply = await transport.invoke(request);
      const answered = AnsweredSchema.safeParse(reply);
      if (!isTold && answered.success && isOlder(VERSION, answered.data.release.version)) {
        isTold = true;
        terminal.err(
          `This command is ${nameRelease(thisRelease())}, older than what it talks to: ${nameRelease(answered.data.release)}. Update the checkout, or take the newer file.`,
        );
      }
      return reply;
    },
  };
}

/** Runs a command's work with its session, and closes what was opened whatever happens. */
export async function withSession(command: Command, work: (session: Session) => Promise<void>): Promise<void> {
  const target = readTarget(command);
  const terminal = createTerminal(target.json, target);
  const transport = await openTransport(target);
  try {
    await work({ terminal, transport: tellOlder(transport, terminal) });
  } finally {
    await transport.close();
  }
  process.exitCode = terminal.exitCode;
}
