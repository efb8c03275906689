/**
 * The other side of `run-process.ts`: answers each message of the parent with what `work` gives, and ends the process
 * when the parent lets go of it. A failure ends the process, so that nothing half measured is counted.
 */
export function answerParent<Input>(work: (input: Input) => unknown): void {
  process.once('disconnect', () => process.exit());
  process.on('message', (input: Input) => {
    Promise.resolve(work(input)).then(
      (answer) => process.send?.(answer ?? null),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
