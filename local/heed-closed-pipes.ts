const STREAMS = [process.stdout, process.stderr];

/**
 * Lets output that nobody reads any more (`| head`) end without a word: that is no fault.
 * `then`: what a program does on it that is there to be read. A command goes on: its work counts, read or not.
 */
export function heedClosedPipes(then: () => void = () => {}): void {
  for (const stream of STREAMS) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      then();
    });
  }
}
