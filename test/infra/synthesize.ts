import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json' with { type: 'json' };
import { addStage } from '../../infra/add-stage.ts';
import { chooseStage, type StageConfig } from '../../infra/config.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: any };
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A stage as its template says, with what tests ask of it most. */
export interface Synthesized {
  readonly config: StageConfig;
  readonly template: Template;
  /** Resources of one type by their logical ids. */
  readonly find: (type: string) => readonly (Resource & { readonly id: string })[];
}

/** The dev stage, with changes, without bundling: code is another test's. Throws where a check finds something. */
export function synthesize(changes: Partial<StageConfig> = {}): Synthesized {
  const dev = chooseStage({ stage: 'dev', account: undefined, alarmEmail: undefined });
  const config: StageConfig = { ...dev, ...changes };
  const outdir = mkdtempSync(join(tmpdir(), 'personio-sync-synth-'));
  try {
    const app = new App({ outdir, context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } });
    const stack = addStage(app, config);
    app.synth();
    const template = Template.fromStack(stack);
    const find = (type: string) =>
      Object.entries(template.findResources(type) as { [id: string]: Resource }).map(([id, one]) => ({ ...one, id }));
    return { config, template, find };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
