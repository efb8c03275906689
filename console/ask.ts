import { Problem } from '../cli/problem.ts';
import { call } from '../cli/transport/transport.ts';
import type { SupportAnswer } from '../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportProblem, SupportRequest } from '../shared/contracts/support-operation.ts';
import { SupportRequestSchema } from '../shared/contracts/support-operation.ts';
import type { Desk } from './desk.ts';

type Given = Readonly<Record<string, unknown>>;

/** How the fields of a request are called where nobody typed them into a field of that name. */
const LABELS: Readonly<Record<string, string>> = {
  tenantId: 'The id of the customer',
  person: 'The person',
  asOf: 'The day',
  date: 'The day',
  letter: 'The letter',
};

/** What is wrong with a request's fields, by their path (`credentials.personio.clientId`), in words. */
export function findFaults(operation: SupportOperation, given: Given): ReadonlyMap<string, string> {
  const parsed = SupportRequestSchema.safeParse({ operation, ...given });
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map(({ path, message }) => [path.map(String).join('.'), message]));
}

/** The problem of a page on which what is wrong stands beside its field. */
export const WRONG_FIELDS: SupportProblem = {
  kind: 'usage',
  code: 'BAD_FIELD',
  message: 'Something is missing or wrong.',
};

/** The contract's request, with its defaults. Throws `Problem` that names the field that is wrong. */
function makeRequest<O extends SupportOperation>(
  operation: O,
  given: Given,
): Extract<SupportRequest, { operation: O }> {
  const parsed = SupportRequestSchema.safeParse({ operation, ...given });
  if (parsed.success) return parsed.data as Extract<SupportRequest, { operation: O }>;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const message = `${LABELS[field] ?? field}: ${issue?.message ?? 'not usable'}.`;
  throw new Problem({ kind: 'usage', code: 'BAD_FIELD', message });
}

/** One of support's operations: its answer. Throws `Problem` where it is refused, fails, or was asked wrongly. */
export function ask<O extends SupportOperation>(
  { services }: Desk,
  operation: O,
  given: Given = {},
): Promise<SupportAnswer<O>> {
  const transport = { ...services.transport, close: async () => {} };
  return call<O>(transport, makeRequest(operation, given));
}

/** The problem that an error is for people; throws on what is a bug. */
export function problemOf(error: unknown): SupportProblem {
  if (!(error instanceof Problem)) throw error;
  const { code, message, hint, kind } = error;
  return { code, message, kind, ...(hint === undefined ? {} : { hint }) };
}

/** For what a page can do without: the answer, or the problem to be shown in its place. */
export async function tryAsk<O extends SupportOperation>(
  desk: Desk,
  operation: O,
  given: Given = {},
): Promise<{ readonly answer: SupportAnswer<O> } | { readonly problem: SupportProblem }> {
  try {
    return { answer: await ask(desk, operation, given) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}
