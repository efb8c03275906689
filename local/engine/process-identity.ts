import { readFileSync } from 'node:fs';

/** Whether a process with this id runs, no matter whose it is. One that was killed and that nobody has waited for does not. */
export function isAlive(pid: number): boolean {
  return sendSignal(pid, 0) && fieldsOf(pid)?.[0] !== 'Z';
}

/** Sends a signal, 0 being none at all; false where there is no such process (any more). */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ESRCH') return false;
    // Someone else's process: there, but not ours to signal.
    if (error.code === 'EPERM' && signal === 0) return true;
    throw error;
  }
}

/**
 * The kernel's start tick of a process, which together with the id tells it from a later one that got the same id
 * (proc(5), /proc/pid/stat field 22). Undefined where there is no such process or no /proc.
 */
export function startTick(pid: number): string | undefined {
  return fieldsOf(pid)?.[19];
}

/** /proc/pid/stat from its third field, the state, on: the second is the program's name and may hold spaces and brackets. */
function fieldsOf(pid: number): string[] | undefined {
  return readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ');
}

/** The arguments with which a process was started; undefined where there is no such process or no /proc. */
export function argumentsOf(pid: number): string[] | undefined {
  return readProc(pid, 'cmdline')?.split('\0');
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
