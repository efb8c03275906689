import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Template } from 'aws-cdk-lib/assertions';
import { addStage } from '../../infra/add-stage.ts';
import * as z from '../../shared/contracts/zod.ts';
import { createApp, DEV } from './synthesize.ts';

/** A function's code as Lambda gets it. */
export interface Bundle {
  /** The function's name without product and stage. */
  readonly name: string;
  /** The module that is loaded. */
  readonly file: string;
  /** Its size, minified. */
  readonly bytes: number;
  /** Every file of the tree that something of is in it, from the root of the repository. */
  readonly sources: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const LambdaSchema = z.object({
  Properties: z.object({ FunctionName: z.string() }),
  Metadata: z.object({ 'aws:asset:path': z.string() }),
});
const SourceMapSchema = z.object({ sources: z.array(z.string()) });

/** Bundles all functions as a deployment does, into `outdir`, which is the caller's to remove. Takes seconds. */
export function bundleFunctions(outdir: string): readonly Bundle[] {
  const app = createApp(outdir, { 'aws:cdk:enable-asset-metadata': true });
  const stack = addStage(app, DEV);
  app.synth();
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return functions.map((resource) => {
    const { Properties, Metadata } = LambdaSchema.parse(resource);
    const file = join(outdir, Metadata['aws:asset:path'], 'index.js');
    const { sources } = SourceMapSchema.parse(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    return {
      name: Properties.FunctionName.replace(`personio-sync-${DEV.stage}-`, ''),
      file,
      bytes: statSync(file).size,
      sources: sources.map((source) => relative(ROOT, resolve(dirname(file), source))),
    };
  });
}
