import { COMMAND } from '../shared/contracts/command-line.ts';

/** The example below a command's help. */
export const example = (rest: string): string => `\nExample:\n  ${COMMAND} ${rest}`;
