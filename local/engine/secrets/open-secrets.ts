import { existsSync, readFileSync } from 'node:fs';
import * as z from '../../../shared/contracts/zod.ts';
import { unreadableFile } from '../engine-unavailable-error.ts';
import { writeFileAtomically } from '../write-file-atomically.ts';
import { type Secret, SecretSchema } from './secret.ts';
import { secretsError } from './secrets-error.ts';

/** All secrets of one engine. `now` in milliseconds. */
export type Secrets = {
  readonly now: () => number;
  readonly list: () => readonly Secret[];
  /** Replaces the secret of this name, or removes it where there is none. On disk before it returns. */
  readonly put: (name: string, secret: Secret | undefined) => void;
};

/** Opens the secrets kept in `file`, or keeps new ones in memory. */
export function openSecrets(deps: { file?: string | undefined; now: () => number }): Secrets {
  const { file, now } = deps;
  let secrets: readonly Secret[] = file !== undefined && existsSync(file) ? readSecrets(file) : [];
  return {
    now,
    list: () => secrets.filter(({ deletedAt }) => deletedAt === undefined || deletedAt > now()),
    put: (name, secret) => {
      const others = secrets.filter((other) => other.name !== name);
      const next = secret === undefined ? others : [...others, secret];
      if (file !== undefined) writeFileAtomically(file, JSON.stringify(next));
      secrets = next;
    },
  };
}

function readSecrets(file: string): Secret[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The parser's own message quotes the file.
    throw unreadableFile(file);
  }
  const secrets = z.array(SecretSchema).safeParse(value);
  if (!secrets.success) throw unreadableFile(file);
  return secrets.data;
}

/** The secret of a name, an ARN, or an ARN without its random ending; one marked for deletion included. */
export function findSecret(secrets: Secrets, id: string): Secret {
  const found = secrets.list().find(({ name, arn }) => name === id || arn === id || arn.slice(0, -7) === id);
  if (found === undefined) {
    throw secretsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return found;
}

/** Like `findSecret`, for what cannot be done with a secret marked for deletion. */
export function findLiveSecret(secrets: Secrets, id: string): Secret {
  const secret = findSecret(secrets, id);
  if (secret.deletedAt !== undefined) {
    throw secretsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  return secret;
}
