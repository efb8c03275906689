import * as z from 'zod';
import { IssueSchema, RunReportSchema } from '../../../contracts/run-report.ts';
import { JsonTextSchema } from './json-text.ts';

const IssuesSchema = JsonTextSchema.pipe(z.array(IssueSchema));

/** A report without its issues, which are JSON: the first part here, `parts` more in items of their own. */
export const ReportItemSchema = z.object({
  v: z.literal(1),
  sk: z.string(),
  report: RunReportSchema.omit({ issues: true }),
  issues: IssuesSchema,
  parts: z.int().nonnegative(),
});

/** `RUN#<ulid>#<n>`: more issues of the report of that id. */
export const ReportPartItemSchema = z.object({ v: z.literal(1), sk: z.string(), issues: IssuesSchema });
export type ReportPartItem = z.infer<typeof ReportPartItemSchema>;
