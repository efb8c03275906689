import { readPreview } from '../../../cli/transport/read-pages.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportProblem } from '../../../shared/contracts/support-operation.ts';
import { ask } from '../../ask.ts';
import type { Desk } from '../../desk.ts';

export type Preview = SupportAnswer<'preview'>;

/** What a review shows. */
export interface ReviewView {
  readonly preview: Preview;
  /** Why what was sent before was not done. */
  readonly fault?: string | undefined;
  readonly problem?: SupportProblem | undefined;
  /** Everybody who stays as they are, too. */
  readonly all: boolean;
  /** A calendar date: what the run of that day would do if Personio stayed as it is. Nothing is approved from it. */
  readonly asOf?: string | undefined;
}

/** Every row of the plan of now, or of the run of another day. */
export function readPlan(desk: Desk, tenantId: string, asOf?: string): Promise<Preview> {
  return readPreview((from) => ask(desk, 'preview', { tenantId, values: true, from, asOf }));
}
