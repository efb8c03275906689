import * as z from '../../../shared/contracts/zod.ts';
import { secretsError } from './secrets-error.ts';

const VersionSchema = z.strictObject({
  id: z.string(),
  /** In milliseconds, as all times here. */
  createdAt: z.number(),
  secretString: z.optional(z.string()),
  /** Base64, as on the wire. */
  secretBinary: z.optional(z.string()),
  stages: z.array(z.string()),
});

/** A secret with its versions, oldest first. */
export const SecretSchema = z.strictObject({
  name: z.string(),
  arn: z.string(),
  description: z.optional(z.string()),
  kmsKeyId: z.optional(z.string()),
  tags: z.optional(z.array(z.strictObject({ Key: z.string(), Value: z.string() }))),
  createdAt: z.number(),
  changedAt: z.number(),
  /** When its recovery window ends. */
  deletedAt: z.optional(z.number()),
  versions: z.array(VersionSchema),
});

export type Version = z.infer<typeof VersionSchema>;
export type Secret = z.infer<typeof SecretSchema>;

/** "Secrets Manager keeps 100 of the most recent versions" without a label; ones with a label are always kept. */
const KEPT_VERSIONS = 100;

export function findVersion(secret: Secret, selector: { id?: string | undefined; stage?: string | undefined }) {
  const { id, stage = id === undefined ? 'AWSCURRENT' : undefined } = selector;
  return secret.versions.find(
    (version) => (id === undefined || version.id === id) && (stage === undefined || version.stages.includes(stage)),
  );
}

/** Adds a version. The first one of a secret is always current, whatever else it is labelled. */
export function addVersion(secret: Secret, version: Omit<Version, 'stages'>, stages: readonly string[]): Secret {
  const labels = secret.versions.length === 0 ? new Set([...stages, 'AWSCURRENT']) : new Set(stages);
  const added = { ...secret, changedAt: version.createdAt, versions: [...secret.versions, { ...version, stages: [] }] };
  const labelled = [...labels].reduce((result, stage) => moveStage(result, stage, version.id), added);
  const unlabelled = labelled.versions.filter(({ stages: own }) => own.length === 0);
  const dropped = new Set(unlabelled.slice(0, -KEPT_VERSIONS).map(({ id }) => id));
  return { ...labelled, versions: labelled.versions.filter(({ id }) => !dropped.has(id)) };
}

/**
 * Attaches a label to one version and detaches it from all others; to none where `to` is undefined.
 * When AWSCURRENT moves, the version that it leaves becomes AWSPREVIOUS.
 */
function moveStage(secret: Secret, stage: string, to: string | undefined): Secret {
  const from = findVersion(secret, { stage })?.id;
  const versions = secret.versions.map((version) => {
    const others = version.stages.filter((label) => label !== stage);
    return { ...version, stages: version.id === to ? [...others, stage] : others };
  });
  const moved = { ...secret, versions };
  return stage === 'AWSCURRENT' && from !== undefined && from !== to ? moveStage(moved, 'AWSPREVIOUS', from) : moved;
}

/**
 * UpdateSecretVersionStage: a label is only taken from the version that the caller names, and AWSCURRENT is only
 * moved, never taken away (Secrets Manager API reference).
 */
export function updateStage(
  secret: Secret,
  change: { stage: string; to: string | undefined; from: string | undefined },
): Secret {
  const { stage, to, from } = change;
  const holder = findVersion(secret, { stage })?.id;
  if (from !== undefined && holder !== from) {
    throw secretsError(
      'InvalidParameterException',
      `Staging label ${stage} isn't attached to the version to remove it from.`,
    );
  }
  if (to !== undefined && findVersion(secret, { id: to }) === undefined) {
    throw secretsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret version.");
  }
  if (to === undefined && from === undefined) {
    throw secretsError('InvalidParameterException', 'Either MoveToVersionId or RemoveFromVersionId is needed.');
  }
  if (to === undefined && stage === 'AWSCURRENT') {
    throw secretsError(
      'InvalidParameterException',
      "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
    );
  }
  if (to !== undefined && holder !== undefined && holder !== to && from === undefined) {
    throw secretsError(
      'InvalidParameterException',
      `The parameter RemoveFromVersionId can't be empty: staging label ${stage} is attached to another version, which you must name.`,
    );
  }
  return moveStage(secret, stage, to);
}
