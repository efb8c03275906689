import { isatty } from 'node:tty';
import { createColors } from 'picocolors';

const [OUT, ERR] = [1, 2];

// picocolors alone would colour a pipe, too, wherever CI is set.
const isColoured = (stream: number): boolean =>
  isatty(stream) && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';

/** For standard output: only where that is a terminal, and nobody asked for none (NO_COLOR). */
export const colours = createColors(isColoured(OUT));

/** For standard error, likewise. */
export const errorColours = createColors(isColoured(ERR));
