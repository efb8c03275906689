import { IssueSchema, RunReportSchema } from '../../../contracts/run-report.ts';
import * as z from '../../../contracts/zod.ts';
import { JsonTextSchema } from './json-text.ts';

const IssuesSchema = z.pipe(JsonTextSchema, z.array(IssueSchema));

/** A report without its issues, which are JSON: the first part here, `parts` more in items of their own. */
export const ReportItemSchema = z.object({
  v: z.literal(1),
  sk: z.string(),
  report: z.omit(RunReportSchema, { issues: true }),
  issues: IssuesSchema,
  parts: z.int().check(z.nonnegative()),
});

/** `RUN#<ulid>#<n>`: more issues of the report of that id. */
export const ReportPartItemSchema = z.object({ v: z.literal(1), sk: z.string(), issues: IssuesSchema });
export type ReportPartItem = z.infer<typeof ReportPartItemSchema>;
