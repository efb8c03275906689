import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** One line per check, the reason below one that failed, and a last line with the counts. */
export default class PrintChecks implements Reporter {
  #passed = 0;
  #failed = 0;

  onTestCaseResult(check: TestCase): void {
    const { state, errors = [] } = check.result();
    if (state === 'passed') this.#passed += 1;
    else this.#failed += 1;
    console.log(`${state === 'passed' ? 'ok    ' : 'FAILED'} ${check.fullName}`);
    if (state !== 'passed') printErrors(errors);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const module of modules) {
      const errors = module.errors();
      if (errors.length === 0) continue;
      this.#failed += 1;
      console.log(`FAILED ${module.relativeModuleId}`);
      printErrors(errors);
    }
    this.#failed += unhandled.length;
    printErrors(unhandled);
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }
}

function printErrors(errors: readonly SerializedError[]): void {
  for (const { message, diff, stack } of errors) {
    const place = stack?.split('\n').find((line) => line.includes('/test/'));
    const lines = [message, diff, place].flatMap((text) => (typeof text === 'string' ? text.split('\n') : []));
    for (const line of lines) console.log(`         ${line}`);
  }
}
