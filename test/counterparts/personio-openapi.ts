/**
 * What Personio publishes about the calls that we make, as a table of our own. Sources:
 * - its OpenAPI descriptions, https://github.com/personio/api-docs at 2f3707f (2025-01-27):
 *   `personio-auth-api.yaml` and `personio-personnel-data-api-oa3.yaml`;
 * - `limit` at most 100: https://developer.personio.de/changelog/pagination-enforcement-v1-employees-api
 *   (in force since 2025-01-31);
 * - the headers and their form: https://developer.personio.de/reference/include-our-headers-in-your-requests
 */
export interface Parameter {
  readonly type: 'integer' | 'string' | 'strings';
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface PublishedCall {
  readonly method: 'GET' | 'POST';
  /** Below https://api.personio.de/v1; `{name}` stands for an integer. */
  readonly path: string;
  readonly bearer: boolean;
  readonly query: Readonly<Record<string, Parameter>>;
  /** Content types of the body and its required texts; left out where there is no body. */
  readonly body?: { readonly contentTypes: readonly string[]; readonly required: readonly string[] };
  /** What an answer of 200 has beside `success`, where described: name and type. */
  readonly answer: Readonly<Record<string, 'object' | 'array' | 'integer'>>;
}

export const PUBLISHED_CALLS: readonly PublishedCall[] = [
  {
    method: 'POST',
    path: '/auth',
    bearer: false,
    query: {},
    body: {
      contentTypes: ['application/json', 'application/x-www-form-urlencoded'],
      required: ['client_id', 'client_secret'],
    },
    answer: { data: 'object' },
  },
  {
    method: 'GET',
    path: '/company/employees',
    bearer: true,
    query: {
      limit: { type: 'integer', minimum: 1, maximum: 100 },
      offset: { type: 'integer', minimum: 0 },
      email: { type: 'string' },
      'attributes[]': { type: 'strings' },
      updated_since: { type: 'string' },
    },
    answer: { metadata: 'object', offset: 'integer', limit: 'integer', data: 'array' },
  },
  {
    method: 'GET',
    path: '/company/employees/{employee_id}',
    bearer: true,
    query: {},
    answer: { data: 'object' },
  },
  { method: 'GET', path: '/company/employees/attributes', bearer: true, query: {}, answer: { data: 'array' } },
];

/** Optional headers of every call. */
export const PUBLISHED_HEADERS = { appId: 'x-personio-app-id', partnerId: 'x-personio-partner-id' } as const;
