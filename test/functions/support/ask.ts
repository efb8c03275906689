import { askSupport, SupportProblemError } from '../../../local/ask-support.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportProblem } from '../../../shared/contracts/support-operation.ts';
import type { Pipeline } from '../../local/pipeline.ts';

/** Support's questions to one pipeline, about the tenant `acme`, by the handler that Lambda runs. */
export interface Desk {
  readonly ask: <O extends SupportOperation>(operation: O, more?: object) => Promise<SupportAnswer<O>>;
  /** The problem that a request ends in; throws where it is answered. */
  readonly problemOf: (operation: SupportOperation, more?: object) => Promise<SupportProblem>;
}

export function openDesk(pipeline: () => Pipeline): Desk {
  const ask: Desk['ask'] = <O extends SupportOperation>(operation: O, more: object = {}) => {
    const request = { operation, tenantId: 'acme', ...more };
    // A test names the fields of its operation; the handler parses them as it parses anybody's.
    return askSupport<O>(pipeline().local, 'test', request as Parameters<typeof askSupport<O>>[2]);
  };
  return {
    ask,
    problemOf: async (operation, more) => {
      try {
        await ask(operation, more);
      } catch (error) {
        if (error instanceof SupportProblemError) return error.problem;
        throw error;
      }
      throw new Error(`${operation} was answered`);
    },
  };
}
