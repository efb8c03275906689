import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json' with { type: 'json' };
import { addStage } from '../../infra/add-stage.ts';
import { chooseStage, type StageConfig } from '../../infra/config.ts';
import * as z from '../../shared/contracts/zod.ts';

const ResourceSchema = z.looseObject({
  Type: z.string(),
  // Each test knows the type that it asks for.
  // oxlint-disable-next-line typescript/no-explicit-any
  Properties: z._default(z.record(z.string(), z.any()), {}),
  DeletionPolicy: z.optional(z.string()),
  UpdateReplacePolicy: z.optional(z.string()),
});
const TemplateSchema = z.object({ Resources: z.record(z.string(), ResourceSchema) });
export type Resource = z.infer<typeof ResourceSchema> & { readonly id: string };

const ReportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.string(),
      violations: z.array(z.object({ ruleName: z.string() })),
      suppressedViolations: z._default(z.array(z.object({ ruleName: z.string() })), []),
    }),
  ),
});

/** A stage as its template says. */
export interface Synthesized {
  readonly config: StageConfig;
  readonly template: Template;
  /** Resources of one type, or all. */
  readonly find: (type?: string) => readonly Resource[];
  /** What AWS's checks said. */
  readonly checks: z.infer<typeof ReportSchema>['pluginReports'];
  /** Warnings and errors that constructs left, which `cdk synth` shows. */
  readonly messages: readonly string[];
}

/** The dev stage. */
export const DEV: StageConfig = chooseStage({ stage: 'dev', account: undefined, alarmEmail: undefined });

/** An app as the command line makes it. */
export function createApp(outdir: string, context: AppProps['context']): App {
  return new App({
    outdir,
    context: { ...cdk.context, ...context },
    // CDK's own rules run on an engine that takes seconds to start; `npm run synth` runs them.
    builtinCloudFormationValidation: false,
  });
}

/** The dev stage, with changes. */
export function synthesize(changes: Partial<StageConfig> = {}): Synthesized {
  const config: StageConfig = { ...DEV, ...changes };
  const outdir = mkdtempSync(join(tmpdir(), 'personio-sync-synth-'));
  try {
    // The code in the functions is another test's.
    const app = createApp(outdir, { 'aws:cdk:bundling-stacks': [] });
    const stack = addStage(app, config);
    const assembly = app.synth();
    const template = Template.fromStack(stack);
    const resources = Object.entries(TemplateSchema.parse(template.toJSON()).Resources).map(([id, one]) => ({
      ...one,
      id,
    }));
    const report: unknown = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    return {
      config,
      template,
      find: (type) => resources.filter((one) => type === undefined || one.Type === type),
      checks: ReportSchema.parse(report).pluginReports,
      messages: assembly.stacks.flatMap((one) => one.messages.map(({ entry }) => JSON.stringify(entry.data))),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
