import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { StageConfig } from './config.ts';
import { PersonioSyncStack } from './personio-sync-stack.ts';

/** Adds a stage's stack to the app, under AWS's own checks: a finding that nobody has argued for stops the synthesis. */
export function addStage(app: App, config: StageConfig): PersonioSyncStack {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return new PersonioSyncStack(app, config);
}
