import type { SimulatedRequest, SimulatedResponse } from '../http-exchange.ts';
import type { RateLimiter } from '../rate-limiter.ts';
import { type Route, route } from '../route.ts';
import type { TokenIssuer } from '../token-issuer.ts';
import { invalid, refusal } from './answers.ts';
import type { AlleoCompany } from './company.ts';
import type { AlleoEmployee, WritableFields } from './employee.ts';
import { type AlleoCredential, issueToken } from './issue-token.ts';
import { listEmployees, unknownParameters } from './list-employees.ts';
import { validateFields } from './validate-fields.ts';

export interface RouteDeps {
  readonly companies: ReadonlyMap<number, AlleoCompany>;
  readonly credentials: readonly AlleoCredential[];
  readonly tokens: TokenIssuer;
  readonly limiter: RateLimiter | undefined;
  /** Whether a new account is active at once. */
  readonly activeAtCreation: boolean;
  readonly noteUnknown: (route: string) => void;
}

type CompanyAnswer = (
  company: AlleoCompany,
  request: SimulatedRequest,
  parameters: readonly string[],
) => SimulatedResponse;
type EmployeeAnswer = (company: AlleoCompany, employee: AlleoEmployee, request: SimulatedRequest) => SimulatedResponse;

/** The documented routes; everything else is an unknown path. */
export function makeRoutes(deps: RouteDeps): Route[] {
  const searchTexts = new WeakMap<AlleoEmployee, string>();
  const one = (name: string, answer: EmployeeAnswer): Route => inCompany(deps, name, withEmployee(answer));
  return [
    route('POST /oauth/token', (request) => issueToken(deps, request)),
    route('GET /companies', (request) =>
      admitted(deps, request, (credential) => ({
        status: 200,
        body: [...deps.companies.values()]
          .filter((company) => credential.companies.includes(company.id))
          .map(({ id, name }) => ({ id, name })),
      })),
    ),
    inCompany(deps, 'GET /companies/:company/groups', (company) => ({ status: 200, body: company.groups })),
    inCompany(deps, 'GET /companies/:company/employees', (company, request) => {
      const unknown = unknownParameters(request.query);
      if (unknown.length === 0) return listEmployees({ searchTexts }, company, request);
      deps.noteUnknown(`GET /companies/:company/employees?${unknown.join('&')}`);
      return refusal(400, `Not simulated: ${unknown.join(', ')}`);
    }),
    inCompany(deps, 'POST /companies/:company/employees', (company, request) => create(deps, company, request)),
    one('GET /companies/:company/employees/:id', (_company, employee) => ({ status: 200, body: employee })),
    one('PATCH /companies/:company/employees/:id', unlessAdministrator(patch)),
    one(
      'POST /companies/:company/employees/:id/activate',
      unlessAdministrator((company, employee) => ({ status: 200, body: company.activate(employee) })),
    ),
    one(
      'POST /companies/:company/employees/:id/deactivate',
      unlessAdministrator((company, employee) => ({ status: 200, body: company.deactivate(employee) })),
    ),
  ];
}

/** Lets a valid token in, and only as often as the limit says. */
function admitted(
  deps: RouteDeps,
  request: SimulatedRequest,
  answer: (credential: AlleoCredential) => SimulatedResponse,
): SimulatedResponse {
  const accessKey = deps.tokens.holderOf(request.headers.authorization);
  const credential = deps.credentials.find((candidate) => candidate.accessKey === accessKey);
  if (credential === undefined) {
    return refusal(401, 'Could not validate credentials', { 'www-authenticate': 'Bearer' });
  }
  if (deps.limiter === undefined) return answer(credential);
  const verdict = deps.limiter.take(credential.accessKey);
  const headers = {
    'x-ratelimit-limit': String(verdict.limit),
    'x-ratelimit-remaining': String(verdict.remaining),
    'x-ratelimit-reset': String(Math.ceil(verdict.resetSeconds)),
  };
  if (!verdict.allowed) {
    const wait = { 'retry-after': String(Math.ceil(verdict.waitSeconds)) };
    return refusal(429, 'Rate limit exceeded', { ...headers, ...wait });
  }
  const response = answer(credential);
  return { ...response, headers: { ...headers, ...response.headers } };
}

function inCompany(deps: RouteDeps, name: string, answer: CompanyAnswer): Route {
  return route(name, (request, [companyId = '', ...rest]) =>
    admitted(deps, request, (credential) => {
      if (!/^\d{1,15}$/.test(companyId)) return notAnInteger('company_id');
      const company = deps.companies.get(Number(companyId));
      if (company === undefined) return refusal(404, 'Company not found');
      if (!credential.companies.includes(company.id)) return refusal(403, 'Not enough permissions');
      return answer(company, request, rest);
    }),
  );
}

function withEmployee(answer: EmployeeAnswer): CompanyAnswer {
  return (company, request, [employeeId = '']) => {
    if (!/^\d{1,15}$/.test(employeeId)) return notAnInteger('employee_id');
    const employee = company.employees.get(Number(employeeId));
    return employee === undefined ? refusal(404, 'Employee not found') : answer(company, employee, request);
  };
}

function unlessAdministrator(answer: EmployeeAnswer): EmployeeAnswer {
  return (company, employee, request) =>
    company.administrators.has(employee.id)
      ? refusal(403, 'Administrators cannot be changed')
      : answer(company, employee, request);
}

function notAnInteger(name: string): SimulatedResponse {
  return invalid([{ loc: ['path', name], msg: 'Input should be a valid integer', type: 'int_parsing' }]);
}

function create(deps: RouteDeps, company: AlleoCompany, request: SimulatedRequest): SimulatedResponse {
  const checked = validateFields(request.body, 'create');
  if ('complaints' in checked) return invalid(checked.complaints);
  const { email = null } = checked.fields;
  const refused = refuseFields(company, checked.fields, undefined);
  return (
    refused ?? { status: 201, body: company.create({ ...checked.fields, email, is_active: deps.activeAtCreation }) }
  );
}

function patch(company: AlleoCompany, employee: AlleoEmployee, request: SimulatedRequest): SimulatedResponse {
  const checked = validateFields(request.body, 'edit');
  if ('complaints' in checked) return invalid(checked.complaints);
  const refused = refuseFields(company, checked.fields, employee.id);
  return refused ?? { status: 200, body: company.patch(employee, checked.fields) };
}

/** What only the company's other accounts and groups can tell. */
function refuseFields(
  company: AlleoCompany,
  fields: Partial<WritableFields>,
  ownId: number | undefined,
): SimulatedResponse | undefined {
  const holder = fields.email === undefined ? undefined : company.findByEmail(fields.email);
  if (holder !== undefined && holder.id !== ownId) return refusal(409, 'An employee with this email already exists');
  const group = fields.company_group_id ?? null;
  if (group === null || company.groups.some((candidate) => candidate.id === group)) return undefined;
  return refusal(400, 'The company group does not belong to this company');
}
