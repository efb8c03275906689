import { Problem } from '../../../cli/problem.ts';
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
}

/** Every row of the plan of now. Throws `Problem` where Personio was changed between its pages. */
export async function readPreview(desk: Desk, tenantId: string): Promise<Preview> {
  let preview = await ask(desk, 'preview', { tenantId, values: true });
  while (preview.nextFrom !== null) {
    const next = await ask(desk, 'preview', { tenantId, values: true, from: preview.nextFrom });
    if (next.digest !== preview.digest) {
      const message = 'Personio was changed while its people were read.';
      throw new Problem({ kind: 'failed', code: 'CHANGED_MEANWHILE', message, hint: 'Open the page again.' });
    }
    preview = {
      ...next,
      people: [...preview.people, ...next.people],
      issues: [...preview.issues, ...next.issues],
      names: { ...preview.names, ...next.names },
      values: { ...preview.values, ...next.values },
      namesInAlleo: { ...preview.namesInAlleo, ...next.namesInAlleo },
    };
  }
  return preview;
}
