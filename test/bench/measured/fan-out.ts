import { createHandler } from '../../../functions/fan-out/create-handler.ts';
import { createContext } from '../../../local/lambda-context.ts';
import { answerParent } from '../answer-parent.ts';
import { type Cost, measure } from './measure.ts';

/** One invocation of fan-out, as the schedule does it. */
export interface FanOutOutput extends Cost {
  readonly sent: number;
}

answerParent(async ({ scheduledTime }: { readonly scheduledTime: string }): Promise<FanOutOutput> => {
  const handler = createHandler({ source: process.env });
  const { result, ...cost } = await measure(() =>
    handler({ run: 'schedule', scheduledTime }, createContext('fan-out')),
  );
  return { ...cost, sent: (result as { readonly sent: number }).sent };
});
