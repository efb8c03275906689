import type * as z from '../../../shared/contracts/zod.ts';
import { ServiceError } from '../service-error.ts';

type SecretsErrorName =
  | 'InvalidNextTokenException'
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'ResourceExistsException'
  | 'ResourceNotFoundException'
  | 'ThrottlingException'
  | 'UnknownOperationException';

export function secretsError(name: SecretsErrorName, message: string): ServiceError {
  return new ServiceError(name, message);
}

/** The input as `schema` has it; else an error that names the parameter and never its value. */
export function parseInput<S extends z.ZodMiniType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.');
  throw secretsError('InvalidParameterException', `The parameter ${place} is invalid: ${issue?.message}`);
}
