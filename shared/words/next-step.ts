import type { Language } from '../contracts/codes/code-info.ts';
import { findFix, type Standing } from '../contracts/whose-turn.ts';

/** What is typed first, apart from the customer's id at its end. */
const COMMAND = /^(personio-sync [a-z -]+) ([a-z0-9-]+)$/;

/**
 * What whoever looks after a customer does next, with commands between backticks: one sentence for the command and the
 * console. Empty where there is nothing to do. `language`: the customer's, for the letter.
 */
export function sayNextStep(
  { state, code, command }: Pick<Standing, 'state' | 'code' | 'command'>,
  language: Language,
): string {
  if (command === null) return '';
  const [, verb, id = ''] = COMMAND.exec(command) ?? [];
  if (verb === 'personio-sync credentials restore')
    return `An engineer first asks AWS for the old secret (docs/runbook.md, "A lost secret"); if it is gone, \`${command}\` goes on with a new one.`;
  if (state !== 'customer' || verb !== 'personio-sync issues') return `\`${command}\``;
  const letter = `${command} --letter ${language}`;
  const fix = findFix(code, id);
  if (fix === undefined || fix === command) return `Write to the customer: \`${letter}\`.`;
  return `Write to the customer first: \`${letter}\`. When the answer has come: \`${fix}\`.`;
}
