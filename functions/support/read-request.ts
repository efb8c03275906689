import { SUPPORT_OPERATIONS, type SupportProblem } from '../../shared/contracts/support-operation.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { findNearest } from './find-tenant.ts';

/** What the fields of a request are called for a person. */
const FIELDS: { readonly [field: string]: string } = {
  tenantId: 'the customer id',
  companyId: 'the number of the Alleo company',
  digest: 'the digest',
  asOf: 'the date',
  person: 'the person',
  personioUrl: 'the Personio URL',
  alleoUrl: 'the Alleo URL',
  'credentials.personio': 'the Personio pair of the credentials',
  'credentials.personio.clientId': 'the client id of the credentials',
  'credentials.personio.clientSecret': 'the client secret of the credentials',
  'credentials.alleo.accessKey': "the access key of Alleo's credentials",
  'credentials.alleo.secretKey': "the secret key of Alleo's credentials",
};

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null;

function nameOperation(event: unknown): string | undefined {
  const request = isRecord(event) ? event['request'] : undefined;
  const operation = isRecord(request) ? request['operation'] : undefined;
  return typeof operation === 'string' ? operation : undefined;
}

/** The problem of an event that is not as the contract says: names the field and what it must be, never its value. */
export function readRequest(event: unknown, error: z.core.$ZodError): SupportProblem {
  const operation = nameOperation(event);
  const known: readonly string[] = SUPPORT_OPERATIONS;
  if (operation === undefined || !known.includes(operation)) {
    const near = findNearest(operation ?? '', known, (name) => [name]);
    const hint =
      operation !== undefined && near.length > 0 ? `Did you mean ${near.join(', ')}?` : `One of ${known.join(', ')}.`;
    return { kind: 'usage', code: 'OPERATION_UNKNOWN', message: 'There is no such operation.', hint };
  }
  const [issue] = error.issues;
  const path = (issue?.path ?? [])
    .map(String)
    .join('.')
    .replace(/^request\./, '');
  const field = FIELDS[path] ?? (path === '' ? 'the request' : `\`${path}\``);
  const must = issue?.message ?? 'is not as it should be';
  const message = `${field[0]?.toUpperCase() ?? ''}${field.slice(1)}: ${must}.`;
  return { kind: 'usage', code: 'INVALID_REQUEST', message, hint: `See \`personio-sync help\` for ${operation}.` };
}
