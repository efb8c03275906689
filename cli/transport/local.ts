import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EngineUnavailableError } from '../../local/engine/engine-unavailable-error.ts';
import { invokeSupport } from '../../local/invoke-support.ts';
import type { Local } from '../../local/open-local.ts';
import { openLocal } from '../../local/open-local.ts';
import type { SupportEvent } from '../../shared/contracts/support-operation.ts';
import { Problem, wrongUsage } from '../problem.ts';
import type { Transport } from './transport.ts';

/** The embedded run on a folder. Throws `Problem` where another process has it open or the engine cannot start. */
export async function openFolder(dir: string): Promise<Local> {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw wrongUsage('LOCAL_FOLDER', `--local: ${dir} is a file.`, 'Name a folder; it is made where there is none.');
  }
  try {
    return await openLocal({ dir });
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    throw new Problem({ code: 'LOCAL_UNAVAILABLE', message: error.message, kind: 'failed' });
  }
}

/** The same operations as deployed, in this process, on the embedded engine. */
export function overLocal(local: Local): Transport {
  return {
    async invoke(request) {
      const event: SupportEvent = { version: 1, caller: `local/${userInfo().username}`, request };
      return invokeSupport(local, event);
    },
    close: () => local.close(),
  };
}

/** The same on the engine in this folder. */
export async function openLocalTransport(dir: string): Promise<Transport> {
  return overLocal(await openFolder(dir));
}
